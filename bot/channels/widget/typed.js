// Free text, always there: whatever is asked, a person may say it in their own words.
import { element } from "./dom.js";

const LONGEST = 1000;

export class Typed {
  #label = element("label", { htmlFor: "typed" });
  #field = element("textarea", { id: "typed", rows: 2, maxLength: LONGEST, autocomplete: "off" });

  constructor(words, answer) {
    this.words = words;
    const send = element("button", { type: "submit" }, words.send);
    this.node = element("form", { className: "typed" }, this.#label, element("div", { className: "line" }, this.#field, send));
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#field.value.trim();
      if (!text) return;
      this.#field.value = "";
      answer({ text }, text);
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.node.requestSubmit();
    });
    this.alone(true);
  }

  /** Whether this is the only way to answer, or stands beside options. */
  alone(only) {
    this.#label.textContent = only ? this.words.type_here : this.words.own_words;
  }

  giveBack(text) {
    this.#field.value ||= text;
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }
}
