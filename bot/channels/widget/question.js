// The waiting question as a form of real controls. Nothing is sent until Continue is pressed.
import { button, element, fill } from "./dom.js";

const SCALE = Array.from({ length: 11 }, (_, number) => ({ id: String(number), label: String(number) }));

/**
 * The form for a question message. `answer(said, label)` is told what is sent, `say(text)` what is missing.
 */
export function questionForm(message, words, answer, say) {
  const { input, options = [], progress, why, skip, safety } = message.question;
  const scale = input === "number" && !options.length;
  const shown = scale ? SCALE : options;
  const several = input === "choices";
  const rows = shown.map((each) => row(several ? "checkbox" : "radio", each));
  const other = (name) => button(words[name], () => answer({ choice: name }, words[name]), "quiet");
  const canSkip = skip === undefined ? !safety : skip;
  const form = element("form", { className: "question", noValidate: true },
    progress ? howFar(progress, words) : null,
    element("fieldset", { "aria-label": message.text },
      several ? element("p", { className: "hint" }, words.pick_any) : null,
      scale ? element("p", { className: "hint" }, words.scale) : null,
      element("div", { className: scale ? "scale" : "options" }, rows),
      element("div", { className: "actions" },
        rows.length ? element("button", { type: "submit" }, words.continue) : null,
        several ? other("none") : null, other("not_sure"), canSkip ? other("skip") : null),
    ),
    why ? element("details", { className: "why" }, element("summary", {}, words.why), element("p", {}, why)) : null,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const picked = [...form.querySelectorAll("input:checked")].map((box) => shown.find((each) => each.id === box.value));
    if (!picked.length) {
      say(words.pick);
      return;
    }
    const ids = picked.map((each) => each.id);
    const label = picked.map((each) => each.label).join(", ");
    if (scale) answer({ text: label }, label);
    else answer(several ? { choices: ids } : { choice: ids[0] }, label);
  });
  // Enter on an option would send the form: an answer about health is only sent by the button.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
  });
  return form;
}

function row(type, { id, label }) {
  return element("label", { className: "option" }, element("input", { type, name: "option", value: id }), element("span", {}, label));
}

function howFar({ asked, at_most: atMost }, words) {
  return element("div", { className: "progress" },
    element("span", {}, fill(words.progress, { asked: asked + 1, at_most: atMost })),
    element("progress", { max: atMost, value: asked, "aria-hidden": "true" }));
}
