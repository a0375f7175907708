// The plain page: talks to the chat API, shows text as text and never as markup.
const $ = (id) => document.getElementById(id);
const words = $("words").dataset;
const KEY = "signpost-token";
const RETRY_MS = 1500;
const shown = new Set();
let question = null;
let busy = false;
let pending = null; // a turn without an answer yet: sent again under the same id
let stream = null;
const late = []; // came by the stream during a turn: shown after its answer

const token = () => sessionStorage.getItem(KEY);

async function call(method, path, body) {
  const headers = { "content-type": "application/json" };
  if (token()) headers.authorization = `Bearer ${token()}`;
  const response = await fetch(`/chat${path}`, {
    method, headers, body: body && JSON.stringify(body), referrerPolicy: "no-referrer",
  });
  const answer = response.status === 204 ? {} : await response.json();
  return { status: response.status, answer };
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function section(card, title, lines) {
  const kept = lines.filter(Boolean);
  if (!kept.length) return;
  card.append(element("h3", "", title));
  const list = element("ul");
  kept.forEach((line) => list.append(element("li", "", line)));
  card.append(list);
}

// The message's text already holds the whole result; behind it is how it came about.
function resultCard(card, result) {
  const details = element("details");
  details.append(element("summary", "", words.how));
  const said = (fact) => (fact.said ? `“${fact.said}”` : "");
  section(details, words.reasons, (result.reasons || []).map((reason) => reason.text));
  section(details, words.said, (result.facts || []).map(said));
  section(details, words.excluded, (result.excluded || []).map((each) => each.reason));
  section(card, words.next, result.next_steps || []);
  if (result.not_a_diagnosis) card.append(element("p", "", result.not_a_diagnosis));
  card.append(details);
}

function show(message) {
  if (shown.has(message.id)) return;
  if (message.id) shown.add(message.id);
  const card = element("div", `message ${message.from} ${message.kind}`);
  card.append(element("span", "who", `${words[message.from]}: `), document.createTextNode(message.text));
  if (message.result && message.kind === "result") resultCard(card, message.result);
  if (message.kind === "emergency") card.setAttribute("role", "alert");
  $("log").append(card);
  card.scrollIntoView({ block: "nearest" });
  if (message.kind === "question") question = message;
}

function option(kind, { id, label }) {
  const row = element("label", "option");
  const input = element("input");
  Object.assign(input, { type: kind, name: "option", value: id });
  row.append(input, element("span", "", label));
  return row;
}

function showQuestion() {
  const asked = question && question.question;
  $("answer").hidden = $("options").hidden = !asked;
  if (!asked) return;
  const { input, options = [], progress, why, skip, safety } = asked;
  const several = input === "choices";
  $("question").textContent = question.text;
  const choices = options.map((each) => option(several ? "checkbox" : "radio", each));
  if (input === "number" && !choices.length) {
    const number = element("input");
    Object.assign(number, { type: "number", id: "number", inputMode: "numeric", min: 0, step: 1 });
    number.setAttribute("aria-labelledby", "question");
    choices.push(number);
  }
  $("choices").replaceChildren(...choices);
  $("continue").hidden = !choices.length;
  $("none").hidden = !several;
  $("skip").hidden = skip === undefined ? Boolean(safety) : !skip;
  $("why").hidden = !why;
  $("why").setAttribute("aria-expanded", "false");
  $("reason").hidden = true;
  $("reason").textContent = why || "";
  $("progress").textContent = progress
    ? words.progress.replace("{asked}", progress.asked + 1).replace("{at_most}", progress.at_most) : "";
}

// A question stays open until another is asked, or until the bot stops asking. After a result one
// may still be open: the one in the reply itself.
function refresh(state, reply, focus) {
  const asks = reply.some((message) => message.kind === "question");
  if (state === "ended" || (state !== "asking" && !asks)) question = null;
  showQuestion();
  $("typed").hidden = !token() || state === "ended";
  if (!focus) return;
  const first = $("options").hidden ? null : $("choices").querySelector("input");
  (first || $("text")).focus({ preventScroll: true });
}

const say = (text) => { $("status").textContent = text; };

function setBusy(now) {
  busy = now;
  document.querySelectorAll("form button").forEach((button) => { button.disabled = now; });
  if (now) say(words.waiting);
  else late.splice(0).forEach(show);
}

async function open(focus) {
  const { status, answer } = await call("POST", "/sessions", {});
  if (status !== 201) throw new Error(answer.error.message);
  sessionStorage.setItem(KEY, answer.token);
  answer.messages.forEach(show);
  refresh("asking", answer.messages, focus);
  listen();
}

async function resume() {
  const { status, answer } = await call("GET", "/messages");
  if (status === 401 || status === 404) return startOver();
  if (status !== 200) throw new Error(answer.error.message);
  answer.messages.forEach(show);
  const said = answer.messages.map((message) => message.from).lastIndexOf("person");
  refresh(answer.state, answer.messages.slice(said + 1), false);
  return listen();
}

async function startOver() {
  sessionStorage.removeItem(KEY);
  if (stream) stream.abort();
  shown.clear();
  question = pending = null;
  $("log").replaceChildren();
  await open(true);
}

// What a person sent is sent again under the same id when no answer came, so it counts once.
async function send(turn, label) {
  if (busy) return;
  const same = pending && JSON.stringify(pending.turn) === JSON.stringify(turn);
  if (!same) {
    pending = { id: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`, turn };
    show({ from: "person", kind: "text", text: label });
  }
  setBusy(true);
  try {
    let { status, answer } = await call("POST", "/turns", { turn_id: pending.id, ...turn });
    if (status === 409) {
      await new Promise((done) => setTimeout(done, RETRY_MS));
      ({ status, answer } = await call("POST", "/turns", { turn_id: pending.id, ...turn }));
    }
    if (status !== 429 && status !== 409) pending = null;
    (answer.messages || []).forEach(show);
    say(answer.error ? answer.error.message : "");
    if (status === 200) {
      $("text").value = "";
      refresh(answer.state, answer.messages, true);
    } else if (status === 401 || status === 404) {
      sessionStorage.removeItem(KEY);
      refresh("ended", [], false);
    }
  } catch {
    say(words.offline);
  } finally {
    setBusy(false);
  }
}

// Messages that come without asking. fetch, not EventSource, because the token goes in a header.
async function listen() {
  stream = new AbortController();
  const mine = stream;
  while (!mine.signal.aborted && token()) {
    try {
      await read(mine.signal);
    } catch {
      // The connection ended: come back with the last id and miss nothing.
    }
    await new Promise((done) => setTimeout(done, RETRY_MS * 2));
  }
}

async function read(signal) {
  const headers = { authorization: `Bearer ${token()}` };
  const last = [...shown].pop();
  if (last) headers["last-event-id"] = last;
  const response = await fetch("/chat/stream", { headers, signal });
  if (response.status === 401 || response.status === 404) sessionStorage.removeItem(KEY);
  if (!response.ok) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      if (!data) continue;
      const message = JSON.parse(data.slice(6));
      if (busy) late.push(message);
      else show(message);
    }
  }
}

$("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  const number = $("number");
  if (number && number.value !== "") {
    send({ text: number.value }, number.value);
    return;
  }
  const ticked = [...$("choices").querySelectorAll("input:checked")];
  if (!ticked.length) {
    say(words.pick);
    return;
  }
  const ids = ticked.map((input) => input.value);
  const label = ticked.map((input) => input.nextElementSibling.textContent).join(", ");
  send(question.question.input === "choices" ? { choices: ids } : { choice: ids[0] }, label);
});

$("options").addEventListener("click", (event) => {
  const choice = event.target.dataset.answer;
  if (choice) send({ choice }, event.target.textContent);
});

$("why").addEventListener("click", () => {
  $("reason").hidden = !$("reason").hidden;
  $("why").setAttribute("aria-expanded", String(!$("reason").hidden));
});

$("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (text) send({ text }, text);
});

$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("typed").requestSubmit();
  }
});

const guarded = (work) => work().catch((error) => say(error.message || words.offline));

$("restart").addEventListener("click", () => guarded(startOver));

$("forget").addEventListener("click", () => guarded(async () => {
  const { status, answer } = await call("DELETE", "/sessions/current");
  if (status >= 500 || status === 429) throw new Error(answer.error.message);
  sessionStorage.removeItem(KEY);
  if (stream) stream.abort();
  shown.clear();
  question = pending = null;
  $("log").replaceChildren();
  refresh("ended", [], false);
  say(words.deleted);
}));

// Reading starts at the top: no focus is moved until the person does something.
guarded(token() ? resume : () => open(false));
