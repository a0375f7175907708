// Keys for whatever carries `data-key`, and the timer of the danger check. Everything works without it.
"use strict";
{
  const fields = "textarea, select, input:not([type=checkbox]):not([type=radio])";
  const isField = (node) => node.matches?.(fields) ?? false;
  const WAIT_MS = 10000;
  let sent = false;

  // A form that was not taken has an address of its own, which nobody can come back to after the lock.
  const here = location.pathname.match(/^\/calls\/[^/]+(?=\/)/);
  if (here) history.replaceState(null, "", here[0]);
  if (location.pathname === "/calls") history.replaceState(null, "", "/calls/new");

  const act = (target) => {
    if (isField(target)) { target.focus(); return; }
    target.click();
    if (target.matches("summary")) target.parentElement.querySelector("input:not([type=hidden])")?.focus();
  };
  const sendWords = (field) => field.form.querySelector("[data-sends-words]")?.click();

  addEventListener("submit", (event) => {
    // A second press while the first is on its way would only be told that it came too late.
    if (sent) event.preventDefault();
    sent = true;
    // One that never arrived can be sent again; what did arrive counts once, whatever is sent after it.
    setTimeout(() => { sent = false; }, WAIT_MS);
  });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && at.matches?.("textarea")) { sendWords(at); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (isField(at)) {
      if (event.key === "Escape") at.blur();
      return;
    }
    // What has the focus answers Enter itself, except a box of a list.
    if (event.key === "Enter" && at.closest?.("a, button, summary")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    act(target);
  });

  const timer = document.getElementById("timer");
  if (timer) {
    const shown = timer.querySelector("span");
    const before = Number(timer.dataset.seconds);
    setInterval(() => {
      const seconds = before + Math.floor(performance.now() / 1000);
      shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }, 250);
  }
}
