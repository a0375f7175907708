"""Talk to a running Signpost in a terminal: `python -m bot.chat [address]`.

A client of the chat API and nothing more. Type words, or the number of an answer (several with
commas). `not sure`, `skip`, `none` and `why` do what they say; an empty line or Ctrl-D ends.
"""

import argparse
import json
import sys
import textwrap
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterable
from typing import Any, TextIO

from bot.settings import SettingsError, settings

Message = dict[str, Any]
SECONDS = 60
ATTEMPTS = 3
WIDTH = 88
OTHER_ANSWERS = {"not sure": "not_sure", "not_sure": "not_sure", "skip": "skip", "none": "none"}


class ChatError(Exception):
    """The server did not do what was asked; the message says why, in its words."""


class Chat:
    """One conversation over HTTP."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._token = ""
        self.state = "asking"

    def open(self) -> list[Message]:
        """Start; the first messages. Raises ChatError."""
        answer = self._call("POST", "/chat/sessions", {})
        self._token = answer["token"]
        return list(answer["messages"])

    def send(self, said: dict[str, Any]) -> list[Message]:
        """Send one turn; the reply. Raises ChatError."""
        answer = self._call("POST", "/chat/turns", {"turn_id": uuid.uuid4().hex, **said})
        self.state = answer["state"]
        return list(answer["messages"])

    def _call(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"content-type": "application/json", "authorization": f"Bearer {self._token}"}
        url = f"{self._address}{path}"
        data = json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                    return dict(json.load(answer))
            except urllib.error.HTTPError as error:
                wait = error.headers.get("retry-after")
                # The same turn id again, so that nothing is done twice.
                if error.code in (409, 429) and wait and attempt < ATTEMPTS:
                    time.sleep(min(int(wait), 10))
                    continue
                raise ChatError(_words_of(error)) from None
            except OSError as error:
                raise ChatError(f"No answer from {self._address}: {error}. Run 'make run'.") from None
        raise ChatError("The server is busy. Try again in a moment.")


def _words_of(error: urllib.error.HTTPError) -> str:
    try:
        body = json.load(error)
        said = [message["text"] for message in body.get("messages", ())]
        return "\n".join([*said, body["error"]["message"]])
    except (ValueError, KeyError, TypeError):
        return f"The server answered {error.code}. Is it Signpost?"


def open_question(messages: Iterable[Message], before: Message | None, state: str) -> Message | None:
    """The question now open: the last one asked, or the one from before while the bot is asking."""
    asked = [message["question"] for message in messages if message["kind"] == "question"]
    if asked:
        return asked[-1]
    return before if state == "asking" else None


def read_answer(typed: str, question: Message | None) -> dict[str, Any]:
    """What a typed line means: numbers are options of the open question, the rest are words."""
    line = " ".join(typed.split())
    other = OTHER_ANSWERS.get(line.lower())
    if question and other and other not in {option["id"] for option in question["options"]}:
        return {"choice": other}
    options = question["options"] if question and question["input"] != "number" else []
    parts = [part.strip() for part in line.split(",")]
    picked = [int(part) for part in parts if part.isdecimal() and 0 < int(part) <= len(options)]
    if not picked or len(picked) != len(parts):
        return {"text": line}
    ids = [options[number - 1]["id"] for number in picked]
    return {"choices": ids} if question and question["input"] == "choices" else {"choice": ids[0]}


def show(messages: Iterable[Message], out: TextIO) -> None:
    """Print messages: options numbered."""
    for message in messages:
        mark = "!! " if message["kind"] == "emergency" else ""
        lines = (mark + message["text"]).splitlines()
        out.write("\n" + "\n".join(textwrap.fill(line, WIDTH) for line in lines) + "\n")
        for number, option in enumerate(message.get("question", {}).get("options", ()), start=1):
            out.write(f"  {number}. {option['label']}\n")
        result = message.get("result", {})
        lines = [reason["text"] for reason in result.get("reasons", ())]
        for line in [*lines, *result.get("next_steps", ())]:
            out.write(textwrap.fill(line, 86, initial_indent="  - ", subsequent_indent="    ") + "\n")
    out.flush()


def converse(chat: Chat, typed: Iterable[str], out: TextIO) -> None:
    """Run the conversation over typed lines. Raises ChatError when it cannot open."""
    messages = chat.open()
    question = open_question(messages, None, chat.state)
    show(messages, out)
    out.write("> ")
    out.flush()
    for line in typed:
        if not line.strip():
            return
        if line.strip().lower() == "why" and question and question.get("why"):
            out.write(f"\n{question['why']}\n> ")
            out.flush()
            continue
        try:
            messages = chat.send(read_answer(line, question))
        except ChatError as error:
            out.write(f"\n{error}\n> ")
            out.flush()
            continue
        question = open_question(messages, question, chat.state)
        show(messages, out)
        out.write("> ")
        out.flush()


def main() -> int:
    """Talk until the person ends; 1 when there is no server to talk to."""
    parser = argparse.ArgumentParser(prog="python -m bot.chat", description=__doc__.split("\n")[0])
    parser.add_argument("address", nargs="?", help="where Signpost runs")
    address = parser.parse_args().address or _own_address()
    try:
        converse(Chat(address), sys.stdin, sys.stdout)
    except ChatError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    return 0


def _own_address() -> str:
    try:
        chosen = settings()
    except SettingsError:
        # Talking needs no key; the defaults are where a server would be.
        return "http://127.0.0.1:5005"
    return f"http://{chosen.host}:{chosen.port}"


if __name__ == "__main__":
    sys.exit(main())
