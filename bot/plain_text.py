"""What a person typed, made safe to pass on: plain, composed, on one line, of bounded length."""

import re
import unicodedata

MAX_CHARACTERS = 1_000

_PAYLOAD = re.compile(r"[{@]")
# Cc control (NUL included), Cf invisible format marks (zero width, direction), Cs broken surrogates.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def plain_text(text: str) -> str:
    """Text without anything a person cannot have meant.

    Control and invisible characters go, white space of any kind becomes single spaces, letters are
    composed (NFC), and at most 1,000 characters stay. Leading slashes go too, with what a command may
    carry, because Rasa reads a message that starts with one as a command: "/restart" is the word
    "restart" here, and "/inform{...}" is the word "inform".
    """
    seen = "".join(" " if character.isspace() else character for character in text if _is_seen(character))
    composed = unicodedata.normalize("NFC", " ".join(seen.split()))
    words = composed.lstrip("/ ")
    if composed.startswith("/"):
        words = _PAYLOAD.split(words, maxsplit=1)[0]
    return words[:MAX_CHARACTERS].rstrip()


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _UNSEEN
