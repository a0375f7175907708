// Listens for what changes on a page, and begins again when the server sent the stream away.
"use strict";
{
  const pause = 5_000;

  // A browser tries again by itself after a broken line, and never after an answer that is no stream.
  globalThis.follow = (address, name, heard) => {
    const stream = new EventSource(address);
    stream.addEventListener(name, heard);
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(() => follow(address, name, heard), pause);
    });
  };
}
