// Goes to the lock when nobody has touched anything; tells the server that somebody writes meanwhile.
"use strict";
{
  const idle = Number(document.body.dataset.idleSeconds) * 1000;
  const sayEvery = Math.min(60_000, idle / 3);
  let touched = Date.now();
  let said = Date.now();

  const stillHere = () => {
    said = Date.now();
    const body = new URLSearchParams({ csrf: document.body.dataset.csrf });
    fetch("/still-here", { method: "POST", body }).catch(() => {});
  };
  const touch = () => {
    touched = Date.now();
    if (touched - said > sayEvery) stillHere();
  };
  for (const kind of ["keydown", "pointerdown", "input", "wheel"]) {
    addEventListener(kind, touch, { passive: true });
  }
  const look = () => {
    if (Date.now() - touched >= idle) location.assign("/unlock?next=" + encodeURIComponent(location.pathname));
  };
  setInterval(look, 1000);
  // A computer that slept, or a page brought back by the Back button, is looked at right away.
  addEventListener("visibilitychange", look);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
