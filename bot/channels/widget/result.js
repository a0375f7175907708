// The result as a card. The message's text already says all that matters; the card gives it an order, and
// puts how it came about behind it.
import { callLink } from "./calls.js";
import { button, element, fill, paragraphs } from "./dom.js";
import { printed, saved } from "./keep.js";

export function resultCard(message, page) {
  const { words, clinic } = page;
  const { result } = message;
  const [headline, ...rest] = message.text.split("\n").filter(Boolean);
  const apart = new Set([result.not_a_diagnosis, result.urgent_signs.join(" ")]);
  const sheet = element("div", { className: "sheet" },
    element("h3", { className: "headline" }, headline),
    paragraphs(rest.filter((line) => !apart.has(line))),
    listed("h4", words.next, result.next_steps, "steps"),
    listed("h4", words.urgent, result.urgent_signs, "urgent"),
    howItCame(result, page),
    element("p", { className: "not-a-diagnosis" }, result.not_a_diagnosis),
  );
  const here = result.where === "here";
  return element("div", { className: "card" }, sheet, element("div", { className: "actions" },
    here && clinic.booking_link
      ? element("a", { className: "call", href: clinic.booking_link, rel: "noreferrer" }, words.book) : null,
    clinic.tel ? callLink(words.call_clinic, clinic.tel) : null,
    button(words.print, () => printed(sheet, words.title), "quiet"),
    button(words.save, () => saved(sheet), "quiet save"),
  ));
}

function listed(level, title, lines, className = "") {
  const kept = lines.filter(Boolean);
  if (!kept.length) return null;
  const list = element("ul", {}, kept.map((line) => element("li", {}, line)));
  return element("section", { className }, element(level, {}, title), list);
}

function howItCame(result, page) {
  const { words } = page;
  const said = result.facts.filter((fact) => fact.said).map((fact) => `"${fact.said}"`);
  const sections = [
    listed("h5", words.reasons, result.reasons.map((reason) => reason.text)),
    listed("h5", words.said, [...new Set(said)]),
    listed("h5", words.excluded, result.excluded.map((each) => each.reason)),
    listed("h5", words.would_change, result.would_change.map((change) => changeLine(change, page))),
  ].filter(Boolean);
  return sections.length ? element("details", {}, element("summary", {}, words.how), sections) : null;
}

function changeLine(change, { words, facts, professionals }) {
  const fact = facts[change.fact];
  if (!fact) return "";
  const value = change.to === "unknown" ? words.not_sure : fact.values[change.to] ?? change.to;
  const answer = change.to === "yes" ? fact.label : `${fact.label}: ${value}`;
  const outcome = professionals[change.professional] ?? words[`outcome_${change.outcome}`];
  return fill(words.would_lead_to, { answer, outcome });
}
