// Says who else has the case open, and copies the note.
"use strict";
{
  const here = document.getElementById("case").dataset.here;
  const present = document.getElementById("present");
  const copy = document.getElementById("copy");
  // A form that was refused has an address of its own, which nobody can come back to after the lock.
  if (location.pathname !== here) history.replaceState(null, "", here);
  const sayEvery = 20_000;
  const post = (path) =>
    fetch(here + path, { method: "POST", body: new URLSearchParams({ csrf: document.body.dataset.csrf }) });

  const say = async () => {
    try {
      const answer = await post("/presence");
      if (!answer.ok) return;
      const { others } = await answer.json();
      present.querySelector("span").textContent = others.join(", ");
      present.hidden = others.length === 0;
    } catch {
      present.hidden = true;
    }
  };
  setInterval(() => { if (!document.hidden) say(); }, sayEvery);

  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const said = document.getElementById("copied");
    const answer = await post("/copied").catch(() => null);
    if (!answer?.ok) { said.textContent = "Not copied. Reload the page and try again."; return; }
    await navigator.clipboard.writeText(document.getElementById("text").value);
    said.textContent = "Copied. It holds a name and health answers: paste it only where they belong.";
  });

  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (!typing && event.key === "u" && !event.ctrlKey && !event.metaKey) document.getElementById("back").click();
  });
}
