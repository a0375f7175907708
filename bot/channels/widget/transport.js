// Between this page and the chat API. Nothing about a person is ever in an address.
const KEY = "signpost";
const MOST_SECONDS = 30;
const passes = (status) => !status || status >= 500 || [408, 409, 429].includes(status);

/** What this tab keeps: the token, and turns without an answer. On a shared device nothing is stored. */
export class Session {
  constructor(shared) {
    this.shared = shared;
    this.kept = shared ? {} : stored(() => JSON.parse(sessionStorage.getItem(KEY))) || {};
  }

  keep(changed) {
    this.kept = { ...this.kept, ...changed };
    if (!this.shared) stored(() => sessionStorage.setItem(KEY, JSON.stringify(this.kept)));
  }

  wipe() {
    this.keep({ token: undefined, turns: undefined });
  }
}

// A browser may forbid storage.
function stored(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

export class Transport {
  #waits = new Set();
  #sending = false;

  constructor(server, session) {
    this.base = new URL("chat/", server);
    this.session = session;
  }

  /** `{status, answer, wait}`, `wait` in seconds. Throws without a connection. */
  async call(method, path, body, options) {
    const response = await this.#fetch(path, { method, body: body && JSON.stringify(body), ...options });
    const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
    return { status: response.status, answer, wait: Number(response.headers.get("retry-after")) };
  }

  #fetch(path, options, headers = {}) {
    if (options.body) headers["content-type"] = "application/json";
    if (this.session.kept.token) headers.authorization = `Bearer ${this.session.kept.token}`;
    return fetch(new URL(path, this.base), { ...options, headers, credentials: "omit", referrerPolicy: "no-referrer" });
  }

  /** Turns without an answer: `{id, said, label}`. */
  get turns() {
    return this.session.kept.turns || [];
  }

  add(said, label) {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36)).join("");
    this.session.keep({ turns: [...this.turns, { id, said, label }] });
    return id;
  }

  /** Send them in order. Each keeps its id until it is answered: none is lost, none counts twice. */
  async send(answered, refused, delayed) {
    if (this.#sending) return;
    this.#sending = true;
    for (let tries = 0; this.turns.length;) {
      const [turn] = this.turns;
      const came = await this.call("POST", "turns", { turn_id: turn.id, ...turn.said }).catch(() => ({ status: 0, answer: {} }));
      // Started over meanwhile: nobody asks that any more.
      if (this.turns[0]?.id !== turn.id) continue;
      if (passes(came.status)) {
        delayed(turn, came);
        await this.#pause(tries++, came.wait);
      } else {
        tries = 0;
        this.session.keep({ turns: this.turns.slice(1) });
        (came.status === 200 ? answered : refused)(turn, came);
      }
    }
    this.#sending = false;
  }

  /** Tell `heard` the id of each message that comes, null at the end. EventSource could send no token. */
  async follow(lastId, heard, signal) {
    for (let tries = 0; !signal.aborted; tries++) {
      let wait = 0;
      try {
        const response = await this.#fetch("stream", { signal }, lastId() ? { "last-event-id": lastId() } : {});
        if (response.status === 401 || response.status === 404) return heard(null);
        wait = Number(response.headers.get("retry-after"));
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let text = "";
        for (let part = await reader.read(); response.ok && !part.done; part = await reader.read()) {
          tries = 0;
          const lines = (text + part.value).split("\n");
          text = lines.pop();
          lines.filter((line) => line.startsWith("id: ")).forEach((line) => heard(line.slice(4)));
        }
      } catch {
        // Come back with the last id, and miss nothing.
      }
      if (!signal.aborted) await this.#pause(tries, wait);
    }
  }

  wake() {
    this.#waits.forEach((done) => done());
  }

  // Longer each time, and over when the connection is back.
  async #pause(tries, least) {
    await new Promise((done) => {
      this.#waits.add(done);
      addEventListener("online", done, { once: true });
      setTimeout(done, Math.max(least || 0, Math.min(MOST_SECONDS, 2 ** tries)) * 1000);
    });
  }
}
