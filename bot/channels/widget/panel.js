// The open chat: its frame, the controls that are always there, and the conversation inside.
import { Api } from "./api.js";
import { callLink } from "./calls.js";
import { Conversation } from "./conversation.js";
import { button, element } from "./dom.js";
import { Log } from "./log.js";
import { questionForm } from "./question.js";
import { Session } from "./session.js";
import { Typed } from "./typed.js";

// Where the chat covers the page it is modal, so that nothing behind it can take the focus.
const SMALL = "(max-width: 40rem), (max-height: 30rem)";

export class Panel {
  #host;
  #words;
  #conversation;
  #log;
  #question = element("div");
  #status = element("p", { className: "status", role: "status" });
  #typed;
  #ended = element("div", { className: "actions" });
  #talk;
  #title;
  #started = null;

  /** `host` is the element, `page` what words.json said, `options` how the clinic set it up. */
  constructor(host, page, options) {
    const { words } = page;
    this.#host = host;
    this.#words = words;
    this.options = options;
    this.session = new Session(options.shared);
    this.#log = new Log(page, (id) => this.#send({ change: id }, words.change));
    this.#typed = new Typed(words, (said, label) => this.#send(said, label));
    this.#conversation = new Conversation(new Api(options.server, this.session), this.session, this.#log, this);
    this.#title = element("h2", { tabIndex: -1, id: "title" }, words.title);
    this.#talk = element("div", { className: "talk" },
      element("p", { className: "intro" }, options.greeting || words.intro),
      options.shared ? element("p", { className: "intro" }, words.shared_note) : null,
      this.#log.node, this.#status, this.#question, this.#typed.node, this.#ended);
    this.node = element(options.inline ? "section" : "dialog", { className: "panel", "aria-labelledby": "title" },
      element("header", {}, this.#title,
        button(words.exit, () => this.#exit(), "exit"),
        options.inline ? null : this.#closer(words.close)),
      element("p", { className: "emergency-bar" }, callLink(words.emergency, page.emergency.tel)),
      this.#talk,
      element("footer", {},
        this.#asking(words.restart, words.sure_restart, () => this.#conversation.restart()),
        this.#asking(words.forget, words.sure_forget, () => this.#conversation.forget())),
      this.#log.announcer);
    this.node.lang = page.lang;
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !options.inline) this.close();
    });
    this.node.addEventListener("cancel", (event) => event.preventDefault());
    if (options.shared) addEventListener("pagehide", () => this.#conversation.leave(true));
  }

  get isOpen() {
    return this.options.inline || this.node.open;
  }

  /** Show it. Without `focus` the person's place on the page is left alone. */
  async open(focus) {
    if (!this.options.inline && !this.node.open) this.#showDialog(focus);
    if (focus) this.#title.focus();
    this.#started ??= this.#guarded(() => this.#conversation.start());
    await this.#started;
  }

  close() {
    if (this.options.shared) {
      this.#conversation.leave(true);
      this.#started = null;
    }
    this.node.close();
    this.#host.closed();
  }

  // What the conversation shows of itself.

  ask(state, message) {
    const words = this.#words;
    this.#say("");
    this.#ended.replaceChildren();
    this.#typed.node.hidden = state === "ended";
    this.#typed.alone(!message?.question.options?.length);
    this.#question.replaceChildren(
      message ? questionForm(message, words, (said, label) => this.#send(said, label), (text) => this.#say(text)) : "");
  }

  news(nodes, messages, mine) {
    this.#log.announce(messages.filter((message) => !mine || message.kind !== "question"));
    if (messages.some((message) => message.kind === "result" || message.kind === "emergency")) this.#host.tell("result");
    if (!this.isOpen) this.#host.unread(nodes.length);
    const urgent = nodes.find((node) => node.tabIndex === -1);
    (urgent || nodes[0])?.scrollIntoView({ block: "start" });
    if (urgent && this.isOpen) urgent.focus({ preventScroll: true });
    else if (mine) this.#focusAnswer();
  }

  sending() {
    this.#question.querySelectorAll("button, input").forEach((control) => { control.disabled = true; });
    this.#say(this.#words.waiting);
  }

  delayed(message, passing) {
    this.#say(message || this.#words.not_sent, button(this.#words.try_now, () => this.#conversation.tryNow(), "quiet"));
    passing.at(-1)?.scrollIntoView({ block: "nearest" });
  }

  refused(message, text) {
    this.#question.querySelectorAll("button, input").forEach((control) => { control.disabled = false; });
    if (text) this.#typed.giveBack(text);
    this.#say(message || this.#words.no_load);
  }

  ended(why) {
    this.ask("ended", null);
    this.#say(this.#words[why]);
    const again = button(this.#words.new_chat, () => this.#guarded(() => this.#conversation.restart()));
    this.#ended.replaceChildren(again);
    if (this.isOpen) again.focus();
  }

  #send(said, label) {
    this.#conversation.answer(said, label);
  }

  #say(text, ...controls) {
    this.#status.replaceChildren(text, ...controls);
  }

  async #guarded(work) {
    try {
      await work();
    } catch (error) {
      this.#started = null;
      const again = button(this.#words.try_now, () => this.open(true), "quiet");
      this.#say((error instanceof TypeError ? "" : error.message) || this.#words.no_load, again);
    }
  }

  #focusAnswer() {
    const first = this.#question.querySelector("input");
    if (first) first.focus({ preventScroll: true });
    else this.#typed.focus();
  }

  #showDialog(focus) {
    if (focus && matchMedia(SMALL).matches) this.node.showModal();
    else this.node.show();
  }

  #closer(label) {
    const made = button("", () => this.close(), "close");
    made.setAttribute("aria-label", label);
    return made;
  }

  // A button that asks once more, in its own place, before it does what cannot be undone.
  #asking(label, sure, work) {
    const place = element("div", { className: "asking" });
    const ask = button(label, () => {
      place.replaceChildren(element("span", { role: "alert" }, sure), yes, no);
      no.focus();
    }, "quiet");
    const back = () => { place.replaceChildren(ask); };
    const yes = button(this.#words.yes, () => {
      back();
      this.#guarded(work);
    }, "quiet");
    const no = button(this.#words.no, () => {
      back();
      ask.focus();
    }, "quiet");
    back();
    return place;
  }

  #exit() {
    this.#conversation.leave(this.options.shared);
    this.node.remove();
    location.replace(this.options.exitTo);
  }
}
