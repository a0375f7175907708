"""What Rasa says, as messages of the chat API."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.channels.turn_log import Message

QUESTION_KEYS = ("id", "why", "input", "progress", "free_text", "skip", "safety")
RESULT_KINDS = ("result", "emergency", "notice")
STATES = ("asking", "done", "with_person", "ended")


class UnreadableReply(ValueError):
    """Rasa said something the chat API has no message for."""


class CollectedReplies(OutputChannel):
    """Keeps what the bot utters, whole and in order."""

    def __init__(self) -> None:
        self.uttered: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name Rasa knows the channel by."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one utterance. Rasa's own version would take it apart."""
        self.uttered.append(dict(message))


@dataclass(frozen=True)
class Reply:
    """What one turn answered: messages without identity yet, and the state when the bot set one.

    `assessed` is False when danger was heard that the bot left to staff.
    """

    messages: list[Message] = field(default_factory=list)
    state: str | None = None
    assessed: bool = True


def reply_from(uttered: Sequence[Mapping[str, Any]]) -> Reply:
    """Read the utterances of one turn. Raises UnreadableReply rather than drop anything."""
    messages: list[Message] = []
    state: str | None = None
    info: Mapping[str, Any] | None = None
    answered: list[Any] | None = None
    assessed = True
    for utterance in uttered:
        text = utterance.get("text") or ""
        custom = utterance.get("custom") or {}
        kind = custom.get("kind")
        if kind == "state" and custom.get("state") in STATES:
            state = custom["state"]
        elif kind == "left_to_staff":
            assessed = False
        elif kind == "question_info":
            info = custom
        elif kind == "answered":
            answered = custom["answered"]
        elif kind in RESULT_KINDS and text:
            message = {"kind": kind, "text": text}
            messages.append({**message, "result": custom["result"]} if "result" in custom else message)
        elif kind is None and text and info is not None:
            messages.append(_question(text, info, utterance.get("buttons") or ()))
            info = None
        elif kind is None and text:
            messages.append({"kind": "text", "text": text})
        else:
            raise UnreadableReply(f"an utterance of kind {kind!r} without what that kind needs")
    if info is not None:
        raise UnreadableReply("a question_info without the question's text after it")
    if answered is not None and messages:
        messages[-1] = {**messages[-1], "answered": answered}
    return Reply(messages, state, assessed)


def _question(text: str, info: Mapping[str, Any], buttons: Sequence[Mapping[str, Any]]) -> Message:
    question = {key: info[key] for key in QUESTION_KEYS if key in info}
    # `only` narrows a tick list to what is still open; one that fits no button is not followed.
    still_open = [button for button in buttons if button["payload"] in info.get("only", ())]
    question["options"] = [
        {"id": button["payload"], "label": button["title"]} for button in still_open or buttons
    ]
    return {"kind": "question", "text": text, "question": question}


def stamp(conversation_id: str, turn_id: str, author: str, messages: Sequence[Message]) -> list[Message]:
    """The messages with id, time and author. The same turn always gives the same ids."""
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    stamped = []
    for index, message in enumerate(messages):
        given_id = message_id(conversation_id, turn_id, author, index)
        stamped.append({"id": given_id, "at": at, "from": author, **message})
    return stamped


def message_id(conversation_id: str, turn_id: str, author: str, index: int) -> str:
    """The id that a turn's message has: the same for the same turn, author and place."""
    name = f"{conversation_id}\n{turn_id}\n{author}\n{index}"
    return hashlib.sha256(name.encode()).hexdigest()[:32]
