// <signpost-chat>: what a clinic puts on its page. Until it is opened this file is all that is loaded.
const SAID = Object.assign({}, /* words */);
const SERVER = new URL("..", import.meta.url);
const OFFERED = "signpost-offered";
const LAUNCHER_STYLE = `
  :host { --ink: #1b2b33; --card: #fff; --line: #7b8a90; --accent: var(--signpost-accent, #0b5563); --alarm: #9b1c1c; }
  :host([hidden]) { display: none; }
  .dock { position: fixed; z-index: 2147483000; inset-block-end: var(--signpost-inset, 1rem); inset-inline-end: var(--signpost-inset, 1rem);
    display: grid; justify-items: end; gap: .4rem; max-inline-size: calc(100vw - 2rem); color: var(--ink);
    font: 1rem/1.4 var(--signpost-font, system-ui, sans-serif); }
  :host([position="start"]) .dock { inset-inline: var(--signpost-inset, 1rem) auto; justify-items: start; }
  .dock[hidden] { display: none; }
  .launcher, .note, .tel { border: 1px solid var(--line); background: var(--card); color: inherit; box-shadow: 0 4px 16px #0003; }
  .launcher { display: flex; gap: .6rem; align-items: center; min-block-size: 3.25rem; padding: .4rem 1.1rem .4rem .5rem; border-radius: 2rem;
    font: inherit; font-weight: 600; cursor: pointer; }
  .launcher::before { content: ""; inline-size: 1rem; block-size: 1rem; margin: .6rem; border-radius: 50% 50% 50% 0; background: var(--accent);
    outline: .5rem solid color-mix(in srgb, var(--accent) 18%, transparent); }
  .launcher[data-unread]::after { content: attr(data-unread); min-inline-size: 1.5rem; border-radius: 1rem; background: var(--alarm); color: #fff; }
  .note { display: flex; gap: .5rem; align-items: start; max-inline-size: 18rem; margin: 0; padding: .6rem .4rem .6rem 1rem; border-radius: .8rem; }
  .note button { min-inline-size: 1.75rem; min-block-size: 1.75rem; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
  .tel { padding: .25rem .8rem; border-radius: 1rem; color: var(--alarm); font-size: .875rem; }
  :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
  @media (prefers-color-scheme: dark) { :host { --ink: #e8eef0; --card: #1c262b; --alarm: #ffb4ab; --accent: var(--signpost-accent, #8fd3e0); } }
`;

class SignpostChat extends HTMLElement {
  #panel = null;
  #loading = null;
  #unread = 0;
  #note = null;
  #dock = document.createElement("div");
  #launcher = document.createElement("button");

  connectedCallback() {
    if (this.shadowRoot) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LAUNCHER_STYLE);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    if (this.hasAttribute("inline")) {
      this.open(false);
      return;
    }
    this.#showLauncher();
    this.#offer(Number(this.getAttribute("open-after")));
  }

  /** Open the chat. Without `focus` the person's place on the page is left alone. */
  async open(focus = true) {
    this.#note?.remove();
    try {
      this.#loading ??= this.#load();
      this.#panel = await this.#loading;
    } catch (error) {
      this.#loading = null;
      this.#failed(error);
      return;
    }
    this.#dock.hidden = true;
    this.unread(-this.#unread);
    this.tell("open");
    await this.#panel.open(focus);
  }

  close() {
    this.#panel?.close();
  }

  // What the panel tells the element.

  closed() {
    this.#dock.hidden = false;
    this.#launcher.focus();
    this.tell("close");
  }

  /** So many more messages came while nobody looked. */
  unread(more) {
    this.#unread += more;
    if (this.#unread) this.#launcher.dataset.unread = this.#unread;
    else delete this.#launcher.dataset.unread;
    this.#launcher.ariaLabel = this.#unread ? SAID.open_unread.replace("{count}", this.#unread) : null;
  }

  /** Events carry nothing about the person: a page's scripts may listen, and need not know. */
  tell(what) {
    this.dispatchEvent(new CustomEvent(`signpost:${what}`, { bubbles: true, composed: true }));
  }

  async #load() {
    const [{ Panel }, { styleSheet }, { adoptTheme }, page] = await Promise.all([
      import("./panel.js"), import("./style.js"), import("./theme.js"),
      fetch(new URL("widget/words.json", SERVER), { credentials: "omit" }).then((response) => response.json()),
    ]);
    const { adoptedStyleSheets } = this.shadowRoot;
    this.shadowRoot.adoptedStyleSheets = [...adoptedStyleSheets, await styleSheet(SERVER)];
    const panel = new Panel(this, page, {
      server: SERVER,
      inline: this.hasAttribute("inline"),
      shared: this.hasAttribute("shared-device"),
      greeting: this.getAttribute("greeting"),
      exitTo: this.getAttribute("exit-to") || "about:blank",
    });
    this.shadowRoot.append(panel.node);
    adoptTheme(this.shadowRoot, panel.node);
    return panel;
  }

  #failed() {
    this.#launcher.textContent = SAID.no_load;
    if (!this.shadowRoot.querySelector("slot")) this.shadowRoot.append(document.createElement("slot"));
  }

  #showLauncher() {
    const tel = document.createElement("a");
    Object.assign(tel, { className: "tel", href: `tel:${SAID.tel}`, textContent: SAID.emergency });
    this.#dock.className = "dock";
    this.#dock.lang = SAID.lang;
    Object.assign(this.#launcher, { type: "button", className: "launcher", textContent: this.getAttribute("label") || SAID.open });
    this.#launcher.setAttribute("aria-haspopup", "dialog");
    this.#launcher.addEventListener("click", () => this.open());
    this.#dock.append(this.#launcher, tel);
    this.#greet(this.getAttribute("greeting"));
    this.shadowRoot.append(this.#dock);
  }

  #greet(greeting) {
    if (!greeting) return;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", textContent: "\u00d7", ariaLabel: SAID.greeting_close });
    close.addEventListener("click", () => this.#note.remove());
    this.#note = document.createElement("p");
    this.#note.className = "note";
    this.#note.append(greeting, close);
    this.#dock.prepend(this.#note);
  }

  // Opens by itself only where the clinic asked for it, once a visit, and takes no focus.
  #offer(seconds) {
    if (!(seconds > 0) || sessionStorage.getItem(OFFERED)) return;
    setTimeout(() => {
      if (this.#loading || !this.isConnected) return;
      sessionStorage.setItem(OFFERED, "yes");
      this.open(false);
    }, seconds * 1000);
  }
}

customElements.define("signpost-chat", SignpostChat);
