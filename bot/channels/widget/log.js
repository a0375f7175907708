// The conversation as it is read, and a hidden line that is read aloud. Only that line is live, or a screen
// reader would read all of it again.
import { button, callLink, element, fill, paragraphs } from "./dom.js";
import { resultCard } from "./result.js";

export class Log {
  #nodes = new Map(); // by message id, of what the server has

  /** `page` is words.json; `change` is told whose answer, by question id, is to be changed. */
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
    this.lastId = this.asked = null;
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
    this.announcer.replaceChildren(...read.map(({ text }) => element("p", {}, text)));
  }

  #made(message) {
    const { words, emergency, calls } = this.page;
    const { from, kind, text } = message;
    const node = element("div", { className: `message ${from} ${kind}` }, element("span", { className: "unseen" }, `${words[from]}: `));
    if (kind === "result" && message.result) node.append(...resultCard(message, this.page));
    else node.append(...paragraphs(text.split("\n")));
    if (kind === "result" || kind === "emergency") node.tabIndex = -1;
    if (kind === "emergency") {
      node.role = "alert";
      const named = calls.filter(({ number }) => number !== emergency.number && text.includes(number));
      node.append(element("div", { className: "actions" },
        [emergency, ...named].map(({ number, tel }) => callLink(fill(words.call, { number }), tel))));
    }
    // Only answers to the content's own questions, which are counted, can be changed.
    const { id, progress } = this.asked?.question || {};
    if (from === "person" && progress) {
      const change = button(words.change, () => this.change(id), "change");
      change.setAttribute("aria-label", `${words.change}: ${text}`);
      node.append(change);
    }
    return node;
  }
}
