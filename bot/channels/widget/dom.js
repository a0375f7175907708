// Builds elements. Text is always text: nothing here reads markup.

/** Properties become attributes where there is no such property; empty children are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter(Boolean));
  return made;
}

export function button(label, pressed, className = "") {
  const made = element("button", { type: "button", className }, label);
  made.addEventListener("click", pressed);
  return made;
}

export const callLink = (label, tel) => element("a", { className: "call", href: `tel:${tel}` }, label);

/** Words with their {blanks} filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);

/** A list under a heading; nothing for an empty one. */
export function listed(level, title, lines, className = "") {
  const rows = lines.filter(Boolean).map((line) => element("li", {}, line));
  return rows.length && element("section", { className }, element(level, {}, title), element("ul", {}, rows));
}

/** Lines as paragraphs; those that start with a dash as a list. */
export function paragraphs(lines) {
  const made = [];
  for (const line of lines) {
    const row = line.startsWith("- ");
    if (!row) made.push(element("p", {}, line));
    else if (made.at(-1)?.tagName === "UL") made.at(-1).append(element("li", {}, line.slice(2)));
    else made.push(element("ul", {}, element("li", {}, line.slice(2))));
  }
  return made;
}
