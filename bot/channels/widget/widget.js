// <signpost-chat>, for a clinic's page. Until it is opened this file is all that is loaded.
const SAID = Object.assign({}, /* words */);
const SERVER = new URL("..", import.meta.url);
const OFFERED = "signpost-offered";
const LAUNCHER = `
  .dock { position: fixed; z-index: 99999; inset-block-end: 0; inset-inline-end: 0; margin: var(--signpost-inset, 1rem);
    display: grid; gap: .4rem; justify-items: end; color: #1b2b33; font: 1rem/1.4 var(--signpost-font, system-ui, sans-serif); }
  :host([position=start]) .dock { inset-inline: 0 auto; justify-items: start; }
  [hidden] { display: none !important; }
  .dock > * { margin: 0; border: 1px solid #7b8a90; border-radius: 2rem; background: #fff; box-shadow: 0 4px 16px #0003; }
  button { min-block-size: 1.75rem; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
  .launcher { display: flex; gap: .7rem; align-items: center; padding: .9rem 1.3rem; font-weight: 600; }
  .launcher::before { content: ""; inline-size: 1.1rem; block-size: 1.1rem; border-radius: 50% 50% 50% 0; background: var(--signpost-accent, #0b5563); }
  [data-unread]::after { content: attr(data-unread); padding: 0 .5rem; border-radius: 1rem; background: #9b1c1c; color: #fff; }
  .note { max-inline-size: 17rem; padding: .6rem .6rem .6rem 1rem; border-radius: 1rem; }
  .tel { padding: .2rem .9rem; color: #9b1c1c; font-size: .875rem; }
  :focus-visible { outline: 3px solid #1b2b33; outline-offset: 2px; }
`;

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

class SignpostChat extends HTMLElement {
  #loading = null;
  #panel = null;
  #unread = 0;
  #dock = make("div", { className: "dock", lang: SAID.lang });
  #launcher = make("button", { className: "launcher", onclick: () => this.open() });

  connectedCallback() {
    if (this.shadowRoot) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LAUNCHER);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
    this.shadowRoot.append(this.#dock);
    this.#dock.hidden = this.hasAttribute("inline");
    if (this.#dock.hidden) return void this.open(false);
    this.#launcher.append(this.getAttribute("label") || SAID.open);
    this.#launcher.setAttribute("aria-haspopup", "dialog");
    this.#dock.append(this.#launcher, make("a", { className: "tel", href: `tel:${SAID.tel}`, textContent: SAID.emergency }));
    const greeting = this.getAttribute("greeting");
    if (greeting) {
      const note = make("p", { className: "note", textContent: greeting });
      const hide = make("button", { textContent: "\u00d7", onclick: () => note.remove() });
      hide.setAttribute("aria-label", SAID.greeting_close);
      note.append(hide);
      this.#dock.prepend(note);
    }
    this.#offer(Number(this.getAttribute("open-after")));
  }

  /** Open the chat. Without `focus` the person's place on the page is left alone. */
  async open(focus = true) {
    try {
      this.#panel = await (this.#loading ??= this.#load());
    } catch {
      // What the page has inside the element leads on.
      this.#loading = null;
      this.#launcher.textContent = SAID.no_load;
      if (!this.shadowRoot.querySelector("slot")) this.shadowRoot.prepend(make("slot"));
      return;
    }
    this.#dock.hidden = true;
    this.unread(-this.#unread);
    this.tell("open");
    this.#panel.open(focus);
  }

  close() {
    this.#panel?.node.close();
  }

  closed() {
    this.#dock.hidden = false;
    this.#launcher.focus();
    this.tell("close");
  }

  unread(more) {
    this.#unread += more;
    if (this.#unread) this.#launcher.dataset.unread = this.#unread;
    else delete this.#launcher.dataset.unread;
    this.#launcher.title = this.#unread ? SAID.unread.replace("{count}", this.#unread) : "";
  }

  /** Events carry nothing about the person. */
  tell(what) {
    this.dispatchEvent(new CustomEvent(`signpost:${what}`, { bubbles: true, composed: true }));
  }

  async #load() {
    const [{ Panel }, { dress, holdToContrast }, page] = await Promise.all([
      import("./panel.js"), import("./look.js"),
      fetch(new URL("widget/words.json", SERVER), { credentials: "omit" }).then((response) => response.json()),
    ]);
    await dress(this.shadowRoot, SERVER);
    const panel = new Panel(this, page, SERVER);
    this.shadowRoot.append(panel.node);
    holdToContrast(this.shadowRoot);
    return panel;
  }

  // By itself, where the clinic asked for it: once a visit, taking no focus.
  #offer(seconds) {
    if (!seconds || sessionStorage.getItem(OFFERED)) return;
    setTimeout(() => {
      if (this.#loading) return;
      sessionStorage.setItem(OFFERED, 1);
      this.open(false);
    }, seconds * 1000);
  }
}

customElements.define("signpost-chat", SignpostChat);
