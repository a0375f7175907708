// What this tab keeps: the token, and the turns that are not answered yet. It is gone with the tab.
// On a shared device nothing is written down at all.
const KEY = "signpost";

export class Session {
  #kept = {};
  #shared;

  constructor(shared) {
    this.#shared = shared;
    if (!shared) this.#kept = read();
  }

  get token() {
    return this.#kept.token;
  }

  get turns() {
    return this.#kept.turns || [];
  }

  keep(changed) {
    this.#kept = { ...this.#kept, ...changed };
    if (!this.#shared) write(JSON.stringify(this.#kept));
  }

  wipe() {
    this.#kept = {};
    if (!this.#shared) write("{}");
  }
}

// A browser may forbid storage: then the memory of this page is all there is.
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function write(text) {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    return;
  }
}
