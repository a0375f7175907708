// A clinic's own colours, held to the contrast people need (WCAG 2.2 AA: 4.5 to 1 for text).
const LEAST = 4.5;
const STEPS = 20;
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

/** What to change so that every text can be read: custom properties by name. Warns in the console. */
export function corrections(colour) {
  const [accent, onAccent, card, ink] = ["--accent", "--on-accent", "--card", "--ink"].map(colour);
  if (!accent || !onAccent) {
    console.warn("signpost-chat: --signpost-accent and --signpost-on-accent must be opaque colours; the defaults are used.");
    return { "--accent": "var(--own-accent)", "--on-accent": "var(--own-on-accent)" };
  }
  const readable = towards(accent, ink, card);
  const changed = {};
  if (readable !== accent) changed["--accent"] = css(readable);
  if (contrast(onAccent, readable) < LEAST) {
    const best = contrast(WHITE, readable) > contrast(BLACK, readable) ? WHITE : BLACK;
    changed["--on-accent"] = css(best);
  }
  for (const [name, value] of Object.entries(changed)) {
    console.warn(`signpost-chat: the colour for ${name} is too hard to read; ${value} is used instead.`);
  }
  return changed;
}

/** [red, green, blue] of a computed colour; nothing for one that lets through what is behind it. */
export function rgb(computed) {
  const parts = computed.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
  return parts && (parts[4] === undefined || Number(parts[4]) === 1) ? parts.slice(1, 4).map(Number) : null;
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// The colour itself when it can be read on the card, else the first mix with the ink that can.
function towards(colour, ink, card) {
  for (let step = 0; step <= STEPS; step += 1) {
    const mixed = step ? colour.map((part, index) => Math.round(part + ((ink[index] - part) * step) / STEPS)) : colour;
    if (contrast(mixed, card) >= LEAST) return mixed;
  }
  return ink;
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const css = (colour) => `rgb(${colour.join(", ")})`;

/** Read the colours as they come out on the page, and correct what cannot be read. */
export function adoptTheme(root, node) {
  const probe = document.createElement("span");
  node.append(probe);
  const colour = (name) => {
    probe.className = `probe${name}`;
    return rgb(getComputedStyle(probe).color);
  };
  const changed = Object.entries(corrections(colour)).map(([name, value]) => `${name}: ${value};`);
  probe.remove();
  if (!changed.length) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host { ${changed.join(" ")} }`);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
