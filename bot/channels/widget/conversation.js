// One conversation from opening to end.
const gone = (status) => status === 401 || status === 404;

export class Conversation {
  #round = 0; // a new one for each conversation: late answers to the last are dropped
  #stream = null;
  #late = []; // came by the stream during a turn
  #bubbles = new Map(); // by turn id, of turns without an answer

  /** `view` is told `ask`, `news`, `sending`, `delayed`, `refused`, `ended`. */
  constructor(transport, log, view) {
    this.transport = transport;
    this.log = log;
    this.view = view;
  }

  /** Go on where this tab was, or begin. */
  start() {
    return this.transport.session.kept.token ? this.sync() : this.restart();
  }

  /** Leave this one and begin another. */
  async restart() {
    this.leave();
    const round = this.#round;
    this.view.sending();
    const { status, answer } = await this.transport.call("POST", "sessions", {});
    if (round !== this.#round) return;
    if (status !== 201) throw new Error(answer.error?.message);
    this.transport.session.keep({ token: answer.token });
    this.#hear("asking", answer.messages, false);
    this.#listen();
  }

  async sync() {
    const round = this.#round;
    const { status, answer } = await this.transport.call("GET", "messages");
    if (round !== this.#round) return;
    if (gone(status) || answer.state === "ended") return this.#over();
    if (status !== 200) throw new Error(answer.error?.message);
    const { messages, state } = answer;
    const first = !this.log.lastId;
    const said = messages.map(({ from }) => from).lastIndexOf("person");
    const reply = messages.slice(said + 1);
    const news = reply.filter(({ id }) => first || !this.log.knows(id));
    // What was said in this tab is no news here.
    let mine = this.log.node.querySelectorAll(".sent").length - this.#bubbles.size;
    const fresh = this.log.set(messages);
    this.#show(state, reply);
    const others = fresh.filter((node) => !node.classList.contains("person") || --mine < 0);
    this.view.news(first ? fresh.slice(said + 1) : others, news, false);
    this.#bubbles.clear();
    this.transport.turns.forEach((turn) => this.#bubble(turn.id, turn.label));
    this.#send();
    this.#listen();
  }

  /** Send an answer; `label` is how the person reads it. */
  answer(said, label) {
    this.#bubble(this.transport.add(said, label), label);
    this.#send();
  }

  async forget() {
    const { status, answer } = await this.transport.call("DELETE", "sessions/current");
    if (status >= 400 && !gone(status)) throw new Error(answer.error?.message);
    this.leave();
    this.view.ended();
  }

  /** Let go of everything here at once; `erase` asks the server to as well, and waits for nothing. */
  leave(erase) {
    const { session } = this.transport;
    if (erase && session.kept.token) {
      this.transport.call("DELETE", "sessions/current", undefined, { keepalive: true }).catch(() => null);
    }
    this.#round += 1;
    this.#stream?.abort();
    this.#stream = null;
    session.wipe();
    this.transport.wake();
    this.#bubbles.clear();
    this.log.set([]);
  }

  #bubble(id, text) {
    this.#bubbles.set(id, this.log.aside({ from: "person", kind: "text", text }, "sent"));
  }

  #send() {
    if (!this.transport.turns.length) return;
    this.view.sending();
    this.transport.send(
      (turn, { answer }) => {
        const bubble = this.#settle(turn);
        // Answered before a reload: the log has it.
        if (answer.messages.some(({ id }) => this.log.knows(id))) bubble?.remove();
        this.#hear(answer.state, answer.messages, true);
        this.log.node.append(...this.#bubbles.values());
        if (this.#late.some((id) => !this.log.knows(id))) this.sync().catch(() => null);
        this.#late = [];
        if (this.transport.turns.length) this.view.sending();
      },
      (turn, { status, answer }) => {
        this.#settle(turn)?.remove();
        if (gone(status)) this.#over(answer, turn);
        else this.view.refused(answer.error?.message, turn.said.text);
      },
      (turn, { answer }) => {
        this.#passed();
        this.#bubbles.get(turn.id)?.classList.add("unsent");
        // Nothing was stored, but it may say how to reach help.
        answer.messages?.forEach((message) => this.log.aside(message, "passing"));
        this.view.delayed(answer.error?.message);
      },
    );
  }

  #settle({ id }) {
    const bubble = this.#bubbles.get(id);
    this.#bubbles.delete(id);
    bubble?.classList.remove("unsent");
    this.#passed();
    return bubble;
  }

  #passed() {
    this.log.node.querySelectorAll(".passing").forEach((node) => node.remove());
  }

  #hear(state, messages, mine) {
    // Its last words stay to be read; nothing more can come.
    if (state === "ended") this.#stream?.abort();
    const fresh = this.log.add(messages);
    this.#show(state, messages);
    this.view.news(fresh, messages, mine);
  }

  // A question is open until another is asked or the bot stops asking; after a result, one in the reply. While staff
  // have the conversation, none is.
  #show(state, reply) {
    if (state === "with_person") return this.view.ask(null, this.log.name);
    const question = reply.filter(({ kind }) => kind === "question").at(-1);
    return this.view.ask(question || (state === "asking" ? this.log.asked : null));
  }

  // What was not taken is not lost: `answer` may say how to reach help, and the words go back to the field.
  #over({ error, messages = [] } = {}, refused) {
    const words = [refused, ...this.transport.turns].map((turn) => turn?.said.text).filter(Boolean).join("\n");
    this.leave();
    messages.forEach((message) => this.log.aside(message, "passing"));
    this.view.ended(error?.message, words);
  }

  #listen() {
    if (this.#stream) return;
    this.#stream = new AbortController();
    const { signal } = this.#stream;
    this.transport.follow(() => this.log.lastId, (id) => {
      if (signal.aborted) return;
      // The answer to a turn that is on its way says more.
      if (id === null) this.transport.turns.length || this.#over();
      // During a turn its own reply comes this way too.
      else if (this.transport.turns.length) this.#late.push(id);
      else if (!this.log.knows(id)) this.sync().catch(() => null);
    }, signal);
  }
}
