"""Text a running Signpost from a terminal: `python -m bot.texting address`.

Each line you type is a text message. Each text that comes back is shown as a phone would get it, with its
encoding, its segments and how full they are. An empty line or Ctrl-D ends.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from bot.gsm7 import segments

SECONDS = 10
NUMBER = "+15005550101"
WIDTH = 88
# The first text of a reply may take this long; the others follow at once.
PATIENCE_SECONDS = 12.0
QUIET_SECONDS = 1.0
LOOK_SECONDS = 0.2


class TextingError(Exception):
    """The server did not take a text; the message says why."""


class Phone:
    """One phone, through the console carrier of a server in demo mode."""

    def __init__(
        self, address: str, number: str = NUMBER, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._address = address.rstrip("/")
        self._number = number
        self._pause = pause
        self._seen = 0

    def send(self, text: str) -> list[str]:
        """Send a text; the texts that come back, none when we are silent. Raises TextingError."""
        self._call("POST", "/sms/console", {"from": self._number, "text": text})
        came: list[str] = []
        waited, quiet = 0.0, 0.0
        while waited < PATIENCE_SECONDS and quiet < QUIET_SECONDS:
            self._pause(LOOK_SECONDS)
            waited += LOOK_SECONDS
            new = self._new()
            quiet = 0.0 if new or not came else quiet + LOOK_SECONDS
            came += new
        return came

    def _new(self) -> list[str]:
        shown = self._call("GET", f"/sms/console/sent?since={self._seen}")
        self._seen += len(shown)
        return [str(text["text"]) for text in shown if text["to"] == self._number]

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(f"{self._address}{path}", data, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return json.load(answer) if answer.status == 200 else None
        except urllib.error.HTTPError as error:
            raise TextingError(
                f"The server answered {error.code}. Start it with SIGNPOST_SMS_PROVIDER=console: make sms."
            ) from None
        except OSError as error:
            raise TextingError(f"No answer from {self._address}: {error}. Run 'make sms'.") from None


def shown(text: str) -> str:
    """A text as it is shown: its words, and how it goes over the air."""
    lines = [
        textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="  ") for line in text.split("\n")
    ]
    cut = segments(text)
    unit = "septets" if cut.encoding == "GSM-7" else "units"
    how_full = " + ".join(str(part.units) for part in cut.parts)
    count = "1 segment" if len(cut.parts) == 1 else f"{len(cut.parts)} segments"
    return "\n".join([*lines, f"    [{cut.encoding}, {count}: {how_full} {unit}]"])


def converse(phone: Phone, typed: Iterable[str], out: TextIO) -> None:
    """Text back and forth over typed lines. Raises TextingError."""
    out.write("Type a text, such as: my knee has hurt for a month\n> ")
    out.flush()
    for line in typed:
        if not line.strip():
            return
        came = phone.send(line.strip())
        out.write("\n" + "\n\n".join(map(shown, came)) + "\n\n> " if came else "  (no text came)\n> ")
        out.flush()


def main() -> int:
    """Text until the person ends; 1 when there is no server to text."""
    parser = argparse.ArgumentParser(prog="python -m bot.texting", description=__doc__.split("\n")[0])
    parser.add_argument("address", help="where Signpost runs")
    try:
        converse(Phone(parser.parse_args().address), sys.stdin, sys.stdout)
    except TextingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
