// Buttons that call somebody: plain tel: links.
import { element, fill } from "./dom.js";

export const callLink = (label, tel) => element("a", { className: "call", href: `tel:${tel}` }, label);

/** The emergency number first, then each other number that the text names. */
export function emergencyCalls(text, { words, emergency, calls }) {
  const named = calls.filter((call) => call.number !== emergency.number && text.includes(call.number));
  const links = [emergency, ...named].map((call) => callLink(fill(words.call, { number: call.number }), call.tel));
  return element("div", { className: "actions" }, links);
}
