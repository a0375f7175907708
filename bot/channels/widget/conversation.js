// One conversation from opening to end: what was said, what is asked, what is still to be sent.
import { Outbox } from "./outbox.js";
import { follow } from "./stream.js";

const OVER = new Set([401, 404]);

export class Conversation {
  #api;
  #session;
  #log;
  #view;
  #outbox;
  #round = 0; // goes up when the conversation is another one, so that late answers to the last are dropped
  #stream = null;
  #state = "asking";
  #bubbles = new Map(); // turn id -> what the person sees of it while it has no answer

  /** `view` shows what is asked and what is going on: `ask`, `say`, `delayed`, `focus`, `news`, `ended`. */
  constructor(api, session, log, view) {
    this.#api = api;
    this.#session = session;
    this.#log = log;
    this.#view = view;
    this.#outbox = new Outbox(api, session, {
      answered: (turn, answer) => this.#answered(turn, answer),
      refused: (turn, came) => this.#refused(turn, came),
      delayed: (turn, came) => this.#delayed(turn, came),
    });
  }

  /** Go on where this tab was, or begin. */
  async start() {
    if (this.#session.token) await this.sync();
    else await this.#open();
  }

  /** Send an answer. `label` is what the person reads as their own words. */
  answer(said, label) {
    const turn = this.#outbox.add(said, label);
    this.#bubbles.set(turn.id, this.#log.sending(label));
    this.#view.sending();
    this.#outbox.send();
  }

  tryNow() {
    this.#outbox.tryNow();
  }

  /** Everything as the server has it: after a reload, a restart, or words in another tab. */
  async sync() {
    const round = this.#round;
    const { status, answer } = await this.#api.call("GET", "messages");
    if (round !== this.#round) return;
    if (OVER.has(status) || answer.state === "ended") {
      this.#over(status === 401);
      return;
    }
    if (status !== 200) throw new Error(answer.error?.message);
    const nodes = this.#log.set(answer.messages);
    this.#bubbles.clear();
    this.#outbox.waiting.forEach((turn) => this.#bubbles.set(turn.id, this.#log.sending(turn.label)));
    const said = answer.messages.map((message) => message.from).lastIndexOf("person");
    this.#show(answer.state, answer.messages.slice(said + 1));
    this.#view.news(nodes, answer.messages.filter((message) => message.from !== "person"), false);
    this.#listen();
    if (this.#outbox.waiting.length) {
      this.#view.sending();
      this.#outbox.send();
    }
  }

  /** Leave this conversation and begin another. */
  async restart() {
    this.leave();
    await this.#open();
  }

  /** Have the server erase it. Throws when that failed. */
  async forget() {
    const { status, answer } = await this.#api.call("DELETE", "sessions/current");
    if (status >= 400 && !OVER.has(status)) throw new Error(answer.error?.message);
    this.leave();
    this.#view.ended("deleted");
  }

  /** Let go of everything here at once; `erase` also asks the server to, without waiting for its answer. */
  leave(erase = false) {
    if (erase && this.#session.token) {
      this.#api.call("DELETE", "sessions/current", undefined, { keepalive: true }).catch(() => {});
    }
    this.#round += 1;
    this.#stream?.abort();
    this.#stream = null;
    this.#session.wipe();
    this.#bubbles.clear();
    this.#log.clear();
  }

  async #open() {
    const round = this.#round;
    this.#view.sending();
    const { status, answer } = await this.#api.call("POST", "sessions", {});
    if (round !== this.#round) return;
    if (status !== 201) throw new Error(answer.error?.message);
    this.#session.keep({ token: answer.token });
    this.#hear("asking", answer.messages, false);
    this.#listen();
  }

  #answered(turn, answer) {
    this.#log.removePassing();
    const bubble = this.#bubbles.get(turn.id);
    this.#bubbles.delete(turn.id);
    // Known already: it was answered before a reload, and what the server has is on the screen.
    if (answer.messages.some((message) => this.#log.knows(message.id))) bubble?.remove();
    else bubble?.classList.remove("unsent");
    this.#hear(answer.state, answer.messages, true);
    this.#log.keepLast([...this.#bubbles.values()]);
  }

  #refused(turn, { status, answer }) {
    this.#bubbles.get(turn.id)?.remove();
    this.#bubbles.delete(turn.id);
    this.#log.removePassing();
    if (OVER.has(status)) this.#over(status === 401);
    else this.#view.refused(answer.error?.message, turn.said.text);
  }

  #delayed(turn, { status, answer }) {
    this.#bubbles.get(turn.id)?.classList.add("unsent");
    this.#log.removePassing();
    // Said although nothing could be stored: it may be how to reach help.
    const passing = (answer.messages || []).map((message) => this.#log.passing(message));
    this.#view.delayed(status ? answer.error?.message : null, passing);
  }

  #hear(state, messages, mine) {
    const nodes = this.#log.add(messages);
    this.#show(state, messages);
    this.#view.news(nodes, messages, mine);
  }

  // A question stays open until another is asked, or until the bot stops asking. After a result one may
  // still be open: the one in the reply itself.
  #show(state, reply) {
    this.#state = state;
    const question = reply.filter((message) => message.kind === "question").at(-1);
    this.#view.ask(state, question || (state === "asking" ? this.#log.asked : null));
  }

  #over(timedOut) {
    this.leave();
    this.#view.ended(timedOut ? "ended" : "deleted");
  }

  #listen() {
    if (this.#stream) return;
    this.#stream = new AbortController();
    const round = this.#round;
    const heard = (id) => {
      if (round !== this.#round) return;
      if (id === null) this.#over(true);
      // During a turn its own reply comes this way too; what else came is seen after it.
      else if (!this.#log.knows(id) && !this.#outbox.waiting.length) this.sync().catch(() => {});
    };
    follow(this.#api, () => this.#log.lastId, heard, this.#stream.signal);
  }
}
