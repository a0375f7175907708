// A result to take along: the card alone on paper, or as a text file. Nothing is sent anywhere.
import { element } from "./dom.js";
import { cssText } from "./style.js";

/** Print the card alone: a page of its own in a hidden frame, so that the clinic's page stays out of it. */
export function printed(card, title) {
  const frame = element("iframe", { className: "paper", "aria-hidden": "true", tabIndex: -1 });
  card.getRootNode().append(frame);
  const { contentDocument: paper, contentWindow: inside } = frame;
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(cssText());
  paper.adoptedStyleSheets = [sheet];
  paper.title = title;
  paper.body.append(opened(paper.importNode(card, true)));
  inside.addEventListener("afterprint", () => frame.remove());
  inside.print();
}

/** Save the card as text. The name of the file tells nothing. */
export function saved(card) {
  const closed = [...card.querySelectorAll("details:not([open])")];
  opened(card);
  const blob = new Blob([card.innerText], { type: "text/plain" });
  closed.forEach((details) => { details.open = false; });
  const link = element("a", { href: URL.createObjectURL(blob), download: "signpost.txt" });
  link.click();
  URL.revokeObjectURL(link.href);
}

function opened(card) {
  card.querySelectorAll("details").forEach((details) => { details.open = true; });
  return card;
}
