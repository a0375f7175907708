// Follows a conversation while its case is open, and sends replies without leaving the page.
"use strict";
{
  const here = document.getElementById("case").dataset.here;
  const log = document.getElementById("talk-log");
  const news = document.getElementById("talk-news");
  const minute = 60_000;
  let asking = false;
  let again = false;

  const box = () => document.getElementById("talk-box");
  const field = () => document.getElementById("reply");
  const said = () => [...log.querySelectorAll("li[class]")];
  const end = () => { log.scrollTop = log.scrollHeight; };

  const refresh = async () => {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const body = new URLSearchParams({ csrf: document.body.dataset.csrf });
      const answer = await fetch(here + "/talk", { method: "POST", body });
      // Typed words are worth more than a page that is up to date.
      if (answer.status < 500 && !answer.ok && !field()?.value) { location.reload(); return; }
      if (!answer.ok) throw new Error("no answer");
      const came = new DOMParser().parseFromString(await answer.text(), "text/html");
      news.classList.add("unseen");
      show(came);
    } catch {
      news.classList.remove("unseen");
      news.textContent = "This page cannot be brought up to date. What you see may be old.";
    } finally {
      asking = false;
      if (again) { again = false; refresh(); }
    }
  };

  const show = (came) => {
    const known = said().length;
    log.replaceChildren(...came.getElementById("talk-log").childNodes);
    const fresh = said().slice(known);
    if (fresh.length) end();
    news.textContent = fresh.filter((line) => line.className !== "from-desk")
      .map((line) => `${line.querySelector(".who").textContent}: ${line.querySelector("p").textContent}`).join(" ");
    const fits = came.getElementById("talk-box");
    if (fits.dataset.standing === box().dataset.standing) {
      document.getElementById("talk-status").replaceChildren(...fits.querySelector("#talk-status").childNodes);
      box().dataset.version = fits.dataset.version;
    } else change(fits);
  };

  // Who has the conversation is another one now; nothing that was typed is lost.
  const change = (fits) => {
    const typed = field()?.value || "";
    const focused = box().contains(document.activeElement);
    box().replaceWith(fits);
    const status = document.getElementById("talk-status");
    news.textContent = [status.textContent.trim(), news.textContent].filter(Boolean).join(" ");
    if (field()) field().value = typed;
    else if (typed) {
      const kept = document.createElement("p");
      kept.className = "wrong";
      kept.textContent = `Not sent: ${typed}`;
      status.after(kept);
    }
    if (focused) (field() || document.getElementById("box-title")).focus();
  };

  const send = async (form) => {
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      // A page instead of the way back says what is wrong: let it be seen.
      if (answer.type !== "opaqueredirect") { form.submit(); return; }
      field().value = "";
      form.elements.reply_id.value = [...crypto.getRandomValues(new Uint8Array(8))]
        .map((byte) => byte.toString(16).padStart(2, "0")).join("");
      field().focus();
      await refresh();
      news.textContent = "Sent.";
    } catch {
      news.textContent = "Not sent: the front desk cannot be reached. Try again.";
    } finally {
      button.disabled = false;
    }
  };

  const age = () => {
    for (const time of box().querySelectorAll("time[data-since]")) {
      time.textContent = `${Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / minute))} min`;
    }
  };

  if (box()) {
    if (log.classList.contains("following")) end();
    addEventListener("submit", (event) => {
      if (event.target.id !== "reply-form") return;
      event.preventDefault();
      send(event.target);
    });
    addEventListener("keydown", (event) => {
      if (event.target !== field() || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field().form.requestSubmit();
    });
    follow(here + "/events", "talk", (event) => {
      if (event.data !== box().dataset.version) refresh();
    });
    setInterval(age, minute / 2);
    setInterval(refresh, minute);
  }
}
