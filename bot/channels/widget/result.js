// The result as a card: the message's text in an order, how it came about, and the ways to keep it.
import { button, callLink, element, fill, listed, paragraphs } from "./dom.js";
import { cssText } from "./look.js";

export function resultCard({ text, result }, page) {
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
      listed("h5", words.excluded, result.excluded.map((each) => each.reason)),
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
  style.replaceSync(cssText());
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
