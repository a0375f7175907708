// The style sheet, fetched once and applied as a constructed one: no inline style for a strict policy to refuse.
let text = "";

export const cssText = () => text;

export async function styleSheet(server) {
  const response = await fetch(new URL("widget/widget.css", server), { credentials: "omit" });
  if (!response.ok) throw new Error("the style sheet did not load");
  text = await response.text();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}
