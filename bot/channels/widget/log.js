// The conversation as it is read, and a hidden line that is read aloud. Only that line is live, or a screen
// reader would read all of it again.
import { button, callLink, element, fill, listed, paragraphs } from "./dom.js";
import { cssText } from "./look.js";

export class Log {
  #nodes = new Map(); // by message id, of what the server has

  /** `page` is what the server sent; `change` is told whose answer, by question id, to change. */
  constructor(page, change) {
    this.page = page;
    this.change = change;
    this.node = element("div", { className: "log", role: "log", "aria-live": "off", "aria-label": page.words.conversation });
    this.announcer = element("div", { className: "unseen", "aria-live": "polite" });
    this.set([]);
  }

  knows(id) {
    return this.#nodes.has(id);
  }

  /** Show exactly these messages; the nodes that were not there before. */
  set(messages) {
    const before = this.#nodes;
    this.#nodes = new Map();
    this.lastId = this.asked = this.staff = null;
    this.node.replaceChildren();
    this.announcer.replaceChildren();
    return this.add(messages, before);
  }

  /** Show messages that are new; their nodes. */
  add(messages, before = new Map()) {
    const fresh = [];
    for (const message of messages.filter(({ id }) => !this.knows(id))) {
      const node = before.get(message.id) || this.#made(message);
      if (!before.has(message.id)) fresh.push(node);
      this.#nodes.set(message.id, node);
      this.node.append(node);
      this.lastId = message.id;
      if (message.kind === "question") this.asked = message;
      // Until the bot goes on, what the person says is for the member of staff who spoke last.
      if (message.by) this.staff = this.name = message.by;
      else if (message.from === "bot" && message.kind !== "emergency") this.staff = null;
    }
    return fresh;
  }

  /** Show what the server does not have yet. */
  aside(message, className) {
    const node = this.#made(message);
    node.classList.add(className);
    this.node.append(node);
    return node;
  }

  announce(messages) {
    const read = messages.filter(({ from, kind }) => from !== "person" && kind !== "emergency");
    this.announcer.replaceChildren(...read.map((message) => element("p", {}, this.#of(message), message.text)));
  }

  // Who of the staff says it; nothing for anybody else.
  #of({ from, by }) {
    return from === "staff" && by ? `${fill(this.page.words.from_staff, { name: by })}: ` : "";
  }

  #made(message) {
    const { words, emergency, calls } = this.page;
    const { from, kind, text } = message;
    const named = this.#of(message);
    const node = element("div", { className: `message ${from} ${kind}` },
      element("span", { className: named ? "by" : "unseen" }, named || `${words[from]}: `));
    if (kind === "result" && message.result) node.append(...resultCard(message, this.page));
    else node.append(...paragraphs(text.split("\n")));
    if (kind === "result" || kind === "emergency") node.tabIndex = -1;
    if (kind === "emergency") {
      node.role = "alert";
      const also = calls.filter(({ number }) => number !== emergency.number && text.includes(number));
      node.querySelector("p").after(element("div", { className: "actions" },
        [emergency, ...also].map(({ number, tel }) => callLink(fill(words.call, { number }), tel))));
    }
    // Only answers to the content's own questions, which are counted, can be changed.
    const { id, progress } = this.asked?.question || {};
    if (from === "person" && progress && !this.staff) {
      const change = button(words.change, () => this.change(id), "change");
      change.setAttribute("aria-label", `${words.change}: ${text}`);
      node.append(change);
    }
    return node;
  }
}

// A result as a card: the message's text in an order, how it came about, and the ways to keep it.
function resultCard({ text, result }, page) {
  const { words, clinic } = page;
  const [headline, ...rest] = text.split("\n").filter(Boolean);
  const apart = [result.not_a_diagnosis, result.urgent_signs.join(" ")];
  const sheet = element("div", { className: "sheet" },
    element("h3", {}, headline),
    paragraphs(rest.filter((line) => !apart.includes(line))),
    listed("h4", words.next, result.next_steps),
    listed("h4", words.urgent, result.urgent_signs, "urgent"),
    element("details", {}, element("summary", {}, words.how),
      listed("h5", words.reasons, result.reasons.map((reason) => reason.text)),
      listed("h5", words.said, [...new Set(result.facts.map(({ said }) => said && `"${said}"`))]),
      listed("h5", words.excluded, result.excluded.map((each) => `${page.professionals[each.professional]}: ${each.reason}`)),
      listed("h5", words.would_change, result.would_change.map((change) => changeLine(change, page)))),
    element("p", { className: "plain" }, result.not_a_diagnosis));
  return [sheet, element("div", { className: "actions" },
    result.where === "here" && clinic.booking_link
      && element("a", { className: "call", href: clinic.booking_link, rel: "noreferrer" }, words.book),
    clinic.tel && callLink(words.call_clinic, clinic.tel),
    button(words.print, () => printed(sheet, words.title), "quiet"),
    button(words.save, () => saved(sheet), "quiet save"))];
}

function changeLine({ fact: id, to, professional, outcome }, { words, facts, professionals }) {
  const fact = facts[id];
  if (!fact) return "";
  const value = to === "unknown" ? words.not_sure : fact.values[to] ?? to;
  const answer = to === "yes" ? fact.label : `${fact.label}: ${value}`;
  return fill(words.would_lead_to, { answer, outcome: professionals[professional] ?? words[`outcome_${outcome}`] });
}

// A page of its own in a hidden frame: the clinic's page stays off the paper.
function printed(sheet, title) {
  const frame = element("iframe", { className: "unseen", tabIndex: -1, "aria-hidden": "true" });
  sheet.getRootNode().append(frame);
  const { contentDocument: paper, contentWindow: inside } = frame;
  const style = new inside.CSSStyleSheet();
  style.replaceSync(cssText);
  paper.adoptedStyleSheets = [style];
  paper.title = title;
  paper.body.append(paper.importNode(sheet, true));
  paper.querySelector("details").open = true;
  inside.onafterprint = () => frame.remove();
  inside.print();
}

// The name of the file tells nothing.
function saved(sheet) {
  const details = sheet.querySelector("details");
  const { open } = details;
  details.open = true;
  const href = URL.createObjectURL(new Blob([sheet.innerText], { type: "text/plain" }));
  details.open = open;
  element("a", { href, download: "signpost.txt" }).click();
  URL.revokeObjectURL(href);
}
