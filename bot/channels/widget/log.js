// The conversation as it is read: every message in order, and a hidden line that is read aloud. Only that
// line is live; the log itself is not, or a screen reader would read all of it again and again.
import { button, element, paragraphs } from "./dom.js";
import { emergencyCalls } from "./calls.js";
import { resultCard } from "./result.js";

export class Log {
  #known = new Map(); // id -> the node of a message from the server
  #page;
  #change;

  /** `page` is what words.json said; `change` is told the id of a question whose answer is to be changed. */
  constructor(page, change) {
    this.#page = page;
    this.#change = change;
    this.node = element("div", { className: "log", role: "log", "aria-live": "off", "aria-label": page.words.conversation });
    this.announcer = element("div", { className: "unseen", "aria-live": "polite" });
    this.lastId = null; // of the last message from the server
    this.asked = null; // the message that asked last
  }

  knows(id) {
    return this.#known.has(id);
  }

  clear() {
    this.#known.clear();
    this.asked = this.lastId = null;
    this.node.replaceChildren();
    this.announcer.replaceChildren();
  }

  /** Show messages that are new; the nodes made for them. */
  add(messages) {
    const fresh = messages.filter((message) => !this.#known.has(message.id));
    const nodes = fresh.map((message) => this.#node(message));
    this.node.append(...nodes);
    return nodes;
  }

  /** Show exactly these, in this order; the nodes that were not there before. */
  set(messages) {
    const fresh = new Set(messages.filter((message) => !this.#known.has(message.id)).map((message) => message.id));
    this.asked = null;
    this.node.replaceChildren(...messages.map((message) => this.#node(message)));
    return [...fresh].map((id) => this.#known.get(id));
  }

  /** What the person just sent, before the server knows it. */
  sending(text) {
    const node = this.#person(text);
    this.node.append(node);
    return node;
  }

  /** Words that are shown for now and are no part of the conversation. */
  passing(message) {
    const node = this.#bubble(message);
    node.classList.add("passing");
    this.node.append(node);
    return node;
  }

  removePassing() {
    this.node.querySelectorAll(".passing").forEach((node) => node.remove());
  }

  /** What is not answered yet stays below what is. */
  keepLast(nodes) {
    this.node.append(...nodes);
  }

  announce(messages) {
    const texts = messages.filter((message) => message.from !== "person" && message.kind !== "emergency");
    this.announcer.replaceChildren(...texts.map((message) => element("p", {}, message.text)));
  }

  #node(message) {
    const made = this.#known.get(message.id) || (message.from === "person" ? this.#person(message.text) : this.#bubble(message));
    this.#known.set(message.id, made);
    this.lastId = message.id;
    if (message.kind === "question") this.asked = message;
    return made;
  }

  #person(text) {
    const { words } = this.#page;
    const node = element("div", { className: "message person" }, who(words.person), element("p", {}, text));
    const asked = this.asked?.question;
    // Only an answer to a question of the content can be changed; those are the ones that are counted.
    if (asked?.progress) {
      const change = button(words.change, () => this.#change(asked.id), "change");
      change.setAttribute("aria-label", `${words.change}: ${text}`);
      node.append(change);
    }
    return node;
  }

  #bubble(message) {
    const { words } = this.#page;
    const node = element("div", { className: `message ${message.from} ${message.kind}` }, who(words[message.from]));
    if (message.kind === "result" && message.result) node.append(resultCard(message, this.#page));
    else node.append(...paragraphs(message.text.split("\n")));
    if (message.kind === "emergency") {
      node.setAttribute("role", "alert");
      node.append(emergencyCalls(message.text, this.#page));
    }
    if (message.kind === "emergency" || message.kind === "result") node.tabIndex = -1;
    return node;
  }
}

const who = (name) => element("span", { className: "unseen" }, `${name}: `);
