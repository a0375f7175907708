// Takes the code from behind the #, which never leaves this page, and posts it when the person says so.
const KEY = "signpost"; // where the widget keeps its token, in bot/channels/widget/transport.js
const form = document.querySelector("form");
const field = form.elements.code;
const code = location.hash.slice(1);

if (code) {
  field.value = code;
  field.parentElement.hidden = true;
  history.replaceState(null, "", location.pathname);
}

function say(words) {
  const line = document.createElement("p");
  line.textContent = words;
  document.querySelector("#notice").replaceChildren(line);
  document.querySelector("#notice").className = "notice";
  field.parentElement.hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const response = await fetch("/chat/continue", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: field.value }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    const answer = await response.json();
    if (!response.ok) return say(answer.error.message);
    sessionStorage.setItem(KEY, JSON.stringify({ token: answer.token }));
    location.assign("/talk");
  } catch {
    say(form.dataset.failed);
  }
});
