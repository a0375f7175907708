// The style sheet, constructed: a strict policy refuses inline ones. And a clinic's own colours, held to the
// contrast people need (WCAG 2.2 AA: 4.5 to 1).
const LEAST = 4.5;

export let cssText = "";

export async function dress(root, server) {
  const response = await fetch(new URL("widget/widget.css", server), { credentials: "omit" });
  if (!response.ok) throw new Error("no style sheet");
  cssText = await response.text();
  wear(root, cssText);
}

/** Correct colours that are hard to read, and say so in the console. */
export function holdToContrast(root) {
  if (matchMedia("(forced-colors: active)").matches) return;
  const computed = (selector, part) => rgb(getComputedStyle(root.querySelector(selector))[part]);
  const [accent, over] = [computed(".typed button", "backgroundColor"), computed(".typed button", "color")];
  const [card, ink] = [computed(".top", "backgroundColor"), computed("h2", "color")];
  const changed = {};
  if (!accent || !over) {
    changed.accent = "var(--own-accent)";
    changed["on-accent"] = "var(--own-on-accent)";
  } else {
    // Mixed with ink until it can be read on the card.
    let readable = accent;
    for (let step = 1; contrast(readable, card) < LEAST; step++) {
      readable = accent.map((part, index) => Math.round(part + ((ink[index] - part) * step) / 20));
      changed.accent = `rgb(${readable})`;
    }
    const white = [255, 255, 255];
    if (contrast(over, readable) < LEAST) changed["on-accent"] = contrast(white, readable) < LEAST ? "#000" : "#fff";
  }
  const rules = Object.entries(changed).map(([name, value]) => `--${name}: ${value};`);
  if (!rules.length) return;
  console.warn(`signpost-chat: the theme's colours are hard to read. Used instead: ${rules.join(" ")}`);
  wear(root, `:host { ${rules.join(" ")} }`);
}

function wear(root, text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

function rgb(computed) {
  return /^rgb\(/.test(computed) ? computed.match(/[\d.]+/g).map(Number) : null;
}

function contrast(...colours) {
  const [dark, light] = colours.map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => (part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3295));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
