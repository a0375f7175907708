// Sends turns one after another. A turn keeps its id until it is answered, over a lost connection and a
// reload, so the server can tell a repeat: no turn is lost and none counts twice.
import { Backoff } from "./backoff.js";

const NO_CONNECTION = { status: 0, answer: {} };
const TRY_AGAIN = new Set([0, 408, 409, 425, 429, 500, 502, 503, 504]);

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Outbox {
  #api;
  #session;
  #told;
  #backoff = new Backoff();
  #sending = false;

  /** `told` hears `answered`, `refused` and `delayed`, each with the turn and what came back. */
  constructor(api, session, told) {
    this.#api = api;
    this.#session = session;
    this.#told = told;
  }

  /** The turns without an answer, the first one being sent: `{id, said, label}`. */
  get waiting() {
    return this.#session.turns;
  }

  add(said, label) {
    const turn = { id: newId(), said, label };
    this.#session.keep({ turns: [...this.waiting, turn] });
    return turn;
  }

  tryNow() {
    this.#backoff.wake();
  }

  async send() {
    if (this.#sending) return;
    this.#sending = true;
    this.#backoff.reset();
    while (this.waiting.length) await this.#sendFirst(this.waiting[0]);
    this.#sending = false;
  }

  async #sendFirst(turn) {
    const body = { turn_id: turn.id, ...turn.said };
    const came = await this.#api.call("POST", "turns", body).catch(() => NO_CONNECTION);
    // Started over meanwhile: the answer is to a question nobody asks any more.
    if (this.waiting[0]?.id !== turn.id) return;
    if (TRY_AGAIN.has(came.status)) {
      this.#told.delayed(turn, came);
      await this.#backoff.pause(came.wait);
      return;
    }
    this.#backoff.reset();
    this.#session.keep({ turns: this.waiting.slice(1) });
    if (came.status === 200) this.#told.answered(turn, came.answer);
    else this.#told.refused(turn, came);
  }
}
