// Messages that come without asking, as server-sent events. fetch and not EventSource, because the
// token goes in a header.
import { Backoff } from "./backoff.js";

/** Tell `heard` each message id that comes, until the signal or the conversation ends it. */
export async function follow(api, lastId, heard, signal) {
  const backoff = new Backoff();
  while (!signal.aborted) {
    let wait = 0;
    try {
      const last = lastId();
      const response = await api.fetch("stream", { signal, headers: last ? { "last-event-id": last } : {} });
      if (response.status === 401 || response.status === 404) return heard(null);
      wait = Number(response.headers.get("retry-after"));
      if (response.ok) await read(response, heard, () => backoff.reset());
    } catch {
      // The connection ended: come back with the last id, and miss nothing.
    }
    if (!signal.aborted) await backoff.pause(wait);
  }
  return undefined;
}

async function read(response, heard, alive) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    alive();
    const lines = (text + part.value).split("\n");
    text = lines.pop();
    lines.filter((line) => line.startsWith("id: ")).forEach((line) => heard(line.slice(4)));
  }
}
