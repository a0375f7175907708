// Waiting before another try: longer each time, never longer than half a minute, and over at once when
// the connection is back.
const FIRST_SECONDS = 1;
const MOST_SECONDS = 30;

export class Backoff {
  #tries = 0;
  #wake = () => {};

  reset() {
    this.#tries = 0;
  }

  /** Wait; at least as long as the server asked for. */
  async pause(seconds = 0) {
    const wait = Math.max(seconds || 0, Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** this.#tries++));
    await new Promise((resolve) => {
      this.#wake = resolve;
      addEventListener("online", resolve, { once: true });
      setTimeout(resolve, wait * 1000);
    });
    removeEventListener("online", this.#wake);
  }

  /** Try now. */
  wake() {
    this.#wake();
  }
}
