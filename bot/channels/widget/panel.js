// The open chat: its frame, what is always there, and the conversation inside.
import { questionForm, typedForm } from "./answer.js";
import { Conversation } from "./conversation.js";
import { button, callLink, element, fill } from "./dom.js";
import { Log } from "./log.js";
import { Session, Transport } from "./transport.js";

// Where the chat covers the page it is modal, so that nothing behind it takes the focus.
const COVERS = "(max-width: 40rem), (max-height: 30rem)";

export class Panel {
  #started = null;
  #kept = false; // words wait in the field while an answer is sent
  #answer;
  #question = element("div");
  #status = element("p", { className: "status", role: "status" });
  #with = element("p", { className: "with" });

  /** `host` is the element, `page` what the server sent. */
  constructor(host, page, server) {
    const { words } = page;
    this.host = host;
    this.words = words;
    this.inline = host.hasAttribute("inline");
    this.shared = host.hasAttribute("shared-device");
    this.send = (said, label) => this.chat.answer(said, label);
    this.#answer = (said, label) => {
      this.#kept = !!this.field.value.trim();
      this.send(said, label);
    };
    this.log = new Log(page, (id) => this.send({ change: id }, words.change));
    this.chat = new Conversation(new Transport(server, new Session(this.shared)), this.log, this);
    [this.typed, this.field] = typedForm(words, this.send, () => this.#ticksFirst());
    this.title = element("h2", { id: "title", tabIndex: -1 }, words.title);
    this.node = element(this.inline ? "section" : "dialog", { className: "panel", "aria-labelledby": "title", lang: page.lang },
      element("div", { className: "top" }, this.title, button(words.exit, () => this.#exit(), "quiet"),
        !this.inline && element("button", { className: "close", "aria-label": words.close, onclick: () => this.node.close() }, "\u00d7")),
      element("p", { className: "bar" }, callLink(words.emergency, page.emergency.tel)),
      element("div", { className: "talk" },
        element("p", { className: "hint" }, this.shared ? words.shared_note : words.intro),
        this.log.node, this.#with, this.#status, this.#question, this.typed,
        element("div", { className: "foot" },
          this.#twice(words.restart, words.restart_again, () => this.chat.restart()),
          this.#twice(words.forget, words.forget_again, () => this.chat.forget()))),
      this.log.announcer);
    this.node.addEventListener("keydown", ({ key }) => key === "Escape" && this.node.close?.());
    this.node.addEventListener("close", () => {
      this.#wipe();
      host.closed();
    });
    addEventListener("pagehide", () => this.#wipe());
  }

  /** Show it. Without `focus` the person's place on the page is left alone. */
  open(focus) {
    if (focus && !this.inline && matchMedia(COVERS).matches) this.node.showModal();
    else this.node.open = true;
    if (focus) this.title.focus();
    this.#started ??= this.#guarded(() => this.chat.start());
  }

  /** Put a question, or none; `person` is who of the staff is there instead. */
  ask(message, person) {
    this.#say(this.#kept && this.words.words_kept);
    this.#kept = false;
    this.#with.textContent = person ? fill(this.words.with_person, { name: person }) : "";
    this.node.classList.toggle("with-person", !!person);
    this.typed.hidden = false;
    this.typed[message?.question.input === "text" ? "after" : "before"](this.#question);
    this.#question.replaceChildren(message ? questionForm(message, this.words, this.#answer, (text) => this.#say(text)) : "");
  }

  news(fresh, messages, mine) {
    const urgent = fresh.find((node) => node.hasAttribute("tabindex"));
    this.log.announce(messages.filter(({ kind }) => !mine || kind !== "question"));
    if (messages.some(({ result }) => result)) this.host.tell("result");
    if (!this.node.open) return this.host.unread(fresh.length);
    (urgent || fresh[0])?.scrollIntoView({ block: "start" });
    if (urgent || mine) (urgent || this.#question.querySelector("input") || this.field).focus({ preventScroll: true });
  }

  sending() {
    this.#disable(true);
    this.#say(this.words.waiting);
  }

  delayed(message = this.words.not_sent) {
    this.#say(message, button(this.words.try_now, () => this.chat.transport.wake(), "quiet"));
  }

  refused(message, text) {
    this.#disable(false);
    this.#kept = false;
    this.#putBack(text);
    this.#say(message);
  }

  ended(message = this.words.ended, text) {
    this.ask(null);
    this.#putBack(text);
    this.typed.hidden = !this.field.value;
    const again = button(this.words.new_chat, () => this.#guarded(() => this.chat.restart()));
    this.#say(message, again);
    (this.log.node.querySelector(".emergency") || again).focus();
  }

  #disable(now) {
    this.#question.querySelectorAll("button, input").forEach((control) => { control.disabled = now; });
  }

  #putBack(text) {
    this.field.value = [text, this.field.value].filter(Boolean).join("\n");
  }

  // A list is answered by what is ticked: words that name none of it would be taken for a no to all.
  #ticksFirst() {
    if (this.#kept) return true;
    if (!this.#question.querySelector("[type=checkbox]:checked:enabled")) return false;
    this.#question.querySelector("form").requestSubmit();
    return true;
  }

  #say(...parts) {
    this.#status.replaceChildren(...parts.filter(Boolean));
  }

  async #guarded(work) {
    try {
      await work();
    } catch (error) {
      this.#say(error instanceof TypeError ? this.words.no_load : error.message,
        button(this.words.try_now, () => this.#guarded(work), "quiet"));
    }
  }

  // What cannot be undone is pressed twice.
  #twice(label, again, work) {
    const made = button(label, () => {
      if (made.textContent === label) return this.#say(made.textContent = again);
      made.blur();
      this.#guarded(work);
    }, "link");
    made.addEventListener("blur", () => { made.textContent = label; });
    return made;
  }

  #wipe() {
    if (!this.shared) return;
    this.chat.leave(true);
    this.field.value = "";
    this.#started = null;
  }

  #exit() {
    this.chat.leave(this.shared);
    this.node.remove();
    location.replace(this.host.getAttribute("exit-to") || "about:blank");
  }
}
