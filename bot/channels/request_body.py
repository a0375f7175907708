"""Read what a client sent, and accept nothing else than what the chat API describes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanic.request import Request

from bot.channels.api_error import ApiError
from bot.plain_text import plain_text

BODY_BYTES = 16 * 1024
TEXT_CHARACTERS = 1_000
MOST_CHOICES = 40
TURN_ID = re.compile(r"[A-Za-z0-9._~-]{1,64}")
OPTION_ID = re.compile(r"[A-Za-z0-9_]{1,64}")
LONGEST_CODE = 40
LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class TurnRequest:
    """One turn: the person's own words, or the options they chose, or the question to answer again.

    Only one of the three is not empty; none is when a channel has danger asked about again (`recheck`). `stale` says
    that the text was meant for another question than the last one.
    """

    turn_id: str
    text: str = ""
    choices: tuple[str, ...] = ()
    change: str = ""
    recheck: bool = False
    stale: bool = False

    @property
    def words(self) -> str:
        """What the conversation is given: the text, or the ids as `id, id`."""
        return self.text or ", ".join(self.choices)


@dataclass(frozen=True)
class SessionRequest:
    """What a client may say when it opens a conversation; None where it did not."""

    locale: str | None
    consent: bool | None


def read_turn(request: Request) -> TurnRequest:
    """The turn in a request. Raises ApiError."""
    return checked_turn(_json_object(request))


def checked_turn(body: Mapping[str, Any]) -> TurnRequest:
    """The turn these fields stand for. Raises ApiError."""
    ways = [way for way in ("text", "choice", "choices", "change") if way in body]
    turn_id = body.get("turn_id")
    if len(ways) != 1 or not isinstance(turn_id, str) or not TURN_ID.fullmatch(turn_id):
        raise ApiError("malformed")
    given = body[ways[0]]
    if ways == ["text"]:
        return TurnRequest(turn_id, text=_text(given))
    if ways == ["change"]:
        return TurnRequest(turn_id, change=_question_id(given))
    return TurnRequest(turn_id, choices=_option_ids([given] if ways == ["choice"] else given))


def read_session(request: Request) -> SessionRequest:
    """The wishes in a request that opens a conversation, if any. Raises ApiError."""
    body = _json_object(request) if request.body else {}
    locale, consent = body.get("locale"), body.get("consent")
    if locale is not None and not (isinstance(locale, str) and LOCALE.fullmatch(locale)):
        raise ApiError("malformed")
    if consent is not None and not isinstance(consent, bool):
        raise ApiError("malformed")
    return SessionRequest(locale, consent)


def read_code(request: Request) -> str:
    """The one-time code in a request. Raises ApiError."""
    return checked_code(_json_object(request).get("code"))


def checked_code(given: Any) -> str:
    """A code that is worth looking up. Raises ApiError."""
    if not isinstance(given, str):
        raise ApiError("malformed")
    if not 0 < len(given.strip()) <= LONGEST_CODE:
        raise ApiError("bad_code")
    return given.strip()


def _json_object(request: Request) -> dict[str, Any]:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise ApiError("not_json")
    if len(request.body) > BODY_BYTES:
        raise ApiError("too_large")
    try:
        body = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ApiError("malformed") from None
    if not isinstance(body, dict):
        raise ApiError("malformed")
    return body


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise ApiError("malformed")
    if len(given) > TEXT_CHARACTERS:
        raise ApiError("too_large")
    text = plain_text(given)
    if not text:
        raise ApiError("empty_text")
    return text


def _question_id(given: Any) -> str:
    if not isinstance(given, str):
        raise ApiError("malformed")
    if not OPTION_ID.fullmatch(given):
        raise ApiError("bad_change")
    return given


def _option_ids(given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(choice, str) for choice in given):
        raise ApiError("malformed")
    if not 0 < len(given) <= MOST_CHOICES or not all(map(OPTION_ID.fullmatch, given)):
        raise ApiError("not_an_option")
    return tuple(dict.fromkeys(given))
