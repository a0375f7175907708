// Answering: the question as a form, and free text. Nothing is sent until its button is pressed.
import { button, element, fill } from "./dom.js";

const SCALE = [...Array(11).keys()].map((number) => ({ id: `${number}`, label: `${number}` }));
const LONGEST = 1000;

/** `answer(said, label)` is told what to send, `say(text)` what is missing. */
export function questionForm({ text, question }, words, answer, say) {
  const { input, options = [], progress, why, skip, safety } = question;
  const several = input === "choices";
  const scale = input === "number" && !options.length;
  const shown = scale ? SCALE : options;
  const rows = shown.map(({ id, label }) => element("label", { className: "option" },
    element("input", { type: several ? "checkbox" : "radio", name: "option", value: id }), element("span", {}, label)));
  const other = (name) => button(words[name], () => answer({ choice: name }, words[name]), "quiet");
  const form = element("form", { className: "question" },
    progress && element("div", { className: "progress" },
      element("span", {}, fill(words.progress, { asked: progress.asked + 1, at_most: progress.at_most })),
      element("progress", { max: progress.at_most, value: progress.asked, "aria-hidden": "true" })),
    element("fieldset", { "aria-label": text },
      (several || scale) && element("p", { className: "hint" }, scale ? words.scale : words.pick_any),
      element("div", { className: scale ? "scale" : "options" }, rows),
      element("div", { className: "actions" },
        rows.length && element("button", {}, words.continue),
        several && other("none"), other("not_sure"), (skip ?? !safety) && other("skip"))),
    why && element("details", {}, element("summary", {}, words.why), element("p", {}, why)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ids = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    if (!ids.length) return say(words.pick);
    const label = shown.filter(({ id }) => ids.includes(id)).map((each) => each.label).join(", ");
    return answer(scale ? { text: label } : several ? { choices: ids } : { choice: ids[0] }, label);
  });
  // Enter on an option would send the form.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.name === "option") event.preventDefault();
  });
  return form;
}

/** The form for a person's own words, and its field. `ticksFirst` sends what is ticked, if anything is: then the words stay. */
export function typedForm(words, answer, ticksFirst) {
  const field = element("textarea", { id: "typed", rows: 2, maxLength: LONGEST, autocomplete: "off" });
  const form = element("form", { className: "typed" },
    element("label", { htmlFor: "typed" }, words.own_words),
    element("div", { className: "line" }, field, element("button", {}, words.send)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text && ticksFirst()) return;
    field.value = "";
    if (text) answer({ text }, text);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return [form, field];
}
