// Builds elements. Text is always text: nothing here reads markup.

/** An element with properties, or attributes where it has no such property, and children; empty ones are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A button that does one thing. */
export function button(label, pressed, className = "") {
  const made = element("button", { type: "button", className }, label);
  made.addEventListener("click", pressed);
  return made;
}

/** Words with their {blanks} filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? blank);

/** A text of several lines: paragraphs, and one list of the lines that start with a dash. */
export function paragraphs(lines) {
  const made = [];
  for (const line of lines) {
    if (!line.startsWith("- ")) {
      made.push(element("p", {}, line));
      continue;
    }
    if (made.at(-1)?.tagName !== "UL") made.push(element("ul"));
    made.at(-1).append(element("li", {}, line.slice(2)));
  }
  return made;
}
