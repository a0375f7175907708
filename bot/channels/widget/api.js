// The chat API over HTTP. The token goes in a header: nothing about a person is ever in an address.

export class Api {
  #base;
  #session;

  constructor(server, session) {
    this.#base = new URL("chat/", server);
    this.#session = session;
  }

  /** `{status, answer, wait}`; `wait` in seconds when the server names it. Throws when there is no connection. */
  async call(method, path, body, options = {}) {
    const response = await this.fetch(path, { method, body: body && JSON.stringify(body), ...options });
    const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
    return { status: response.status, answer, wait: Number(response.headers.get("retry-after")) };
  }

  fetch(path, options) {
    const headers = { ...options.headers };
    if (options.body) headers["content-type"] = "application/json";
    if (this.#session.token) headers.authorization = `Bearer ${this.#session.token}`;
    return fetch(new URL(path, this.#base), {
      ...options, headers, cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
    });
  }
}
