// Keeps the queue up to date while it is open, and moves through it by keys.
"use strict";
{
  const rows = document.getElementById("rows");
  const news = document.getElementById("news");
  const minute = 60_000;
  let asking = false;
  let again = false;

  // The page of a search cannot be asked for again by its address, as after the lock: the queue can.
  if (location.pathname !== "/queue") history.replaceState(null, "", "/queue");

  const part = () => rows.firstElementChild;
  const ids = () => [...rows.querySelectorAll("[data-case]")].map((row) => row.dataset.case);
  const links = () => [...rows.querySelectorAll("a.open")];

  const fields = () => {
    const body = new URLSearchParams(location.search);
    // After a search the address holds nothing: the filter rides in the search's own fields.
    for (const [name, value] of new FormData(document.getElementById("search"))) body.set(name, value);
    body.set("words", rows.dataset.words);
    return body;
  };

  const refresh = async () => {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch("/queue/rows", { method: "POST", body: fields() });
      if (answer.status >= 500) throw new Error("no answer");
      if (!answer.ok) { location.reload(); return; }
      show(await answer.text());
    } catch {
      news.textContent = "The front desk cannot be reached. What you see may be old.";
    } finally {
      asking = false;
      if (again) { again = false; refresh(); }
    }
  };

  const show = (html) => {
    const before = new Set(ids());
    const focused = document.activeElement.closest?.("[data-case]")?.dataset.case;
    const came = new DOMParser().parseFromString(html, "text/html").body;
    rows.replaceChildren(...came.childNodes);
    for (const row of rows.querySelectorAll("[data-case]")) {
      if (!before.has(row.dataset.case)) row.classList.add("fresh");
      if (row.dataset.case === focused) row.querySelector("a.open").focus();
    }
    const fresh = rows.querySelectorAll(".fresh").length;
    if (fresh) news.textContent = fresh === 1 ? "One new case." : `${fresh} new cases.`;
    else if (news.textContent.startsWith("The front desk")) news.textContent = "";
  };

  const move = (by) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]?.focus();
  };
  const unfold = (details) => { details.open = true; details.querySelector("summary").focus(); };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.getElementById("words").focus(),
    n: () => document.querySelector('nav a[href="/calls/new"]')?.click(),
    f: () => unfold(document.querySelector(".filters")),
    "?": () => unfold(document.getElementById("keys")),
  };
  const views = [...document.querySelectorAll(".views a")].slice(0, 9);
  for (const [at, link] of views.entries()) keys[at + 1] = () => link.click();
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });

  follow("/queue/events", "queue", (event) => {
    if (event.data !== part().dataset.version) refresh();
  });
  // Waiting times grow by themselves.
  setInterval(refresh, minute);
}
