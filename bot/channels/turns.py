"""Run a turn so that the person always gets an answer and nothing runs twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.channels.api_error import ApiError
from bot.channels.changes import question_of
from bot.channels.choices import labels_of, last_question
from bot.channels.danger_asked import open_danger_question
from bot.channels.fail_closed import FailClosed
from bot.channels.live_tasks import LiveTasks
from bot.channels.messages import CollectedReplies, Reply, reply_from, stamp
from bot.channels.request_body import SessionRequest, TurnRequest
from bot.channels.turn_log import Message, NoConversation, TurnLog
from bot.channels.turn_wording import person_line, wish_without_words
from bot.channels.waiting_log import STORE_SECONDS, WaitingLog
from bot.rasa_seams.turn_aborted import TurnAborted

log = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]

# A client's turn id cannot hold a colon, so none can pass for the opening.
OPENING_TURN = "session:start"

# While a member of staff has the conversation, a turn is heard and may have no reply.
WITH_PERSON = "with_person"


class EmptyReply(Exception):
    """The bot answered nothing, which a person would see as silence."""


@dataclass(frozen=True)
class Answer:
    """What to send back. `stored` is False when the store did not take it; `repeated`, when the turn ran before."""

    messages: list[Message]
    state: str
    stored: bool = True
    repeated: bool = False


class Turns:
    """Claim, ask the agent, finish, answer; and when any of it breaks, the fixed safety text.

    Channels that share conversations share one of these, so that a conversation never takes two turns at
    a time; each then names itself, and `channel` is for calls that don't.
    """

    def __init__(
        self,
        turn_log: TurnLog,
        handle: Handler,
        fail_closed: FailClosed,
        other_labels: dict[str, str],
        change_line: str,
        channel: str,
        turn_seconds: float,
        live_turns: int,
    ) -> None:
        self._log = WaitingLog(turn_log)
        self._handle = handle
        self._fail_closed = fail_closed
        self._other_labels = other_labels
        self._change_line = change_line
        self._channel = channel
        self._turn_seconds = turn_seconds
        self._tasks = LiveTasks(live_turns)
        self._in_turn: set[str] = set()

    async def open(
        self, wishes: SessionRequest, locale: str, channel: str | None = None
    ) -> tuple[str, Answer]:
        """Open a conversation; its id and first messages. Raises ApiError when that fails."""
        return await self._tasks.run(self._open(wishes, locale, channel or self._channel))

    async def take(self, conversation_id: str, turn: TurnRequest, channel: str | None = None) -> Answer:
        """Answer one turn. Raises ApiError for a turn that cannot be started."""
        return await self._tasks.run(self._take_alone(conversation_id, turn, channel or self._channel))

    async def messages(self, conversation_id: str, after: str | None) -> tuple[list[Message], str]:
        """The stored messages after that id, and the state. Raises ApiError when that fails."""
        try:
            return await self._log.messages(conversation_id, after)
        except NoConversation:
            raise ApiError("no_conversation") from None
        except Exception as error:  # noqa: BLE001 the store's errors are not ours to name
            raise _unavailable("reading messages", error) from None

    async def erase(self, conversation_id: str) -> None:
        """Forget the conversation. Raises ApiError when that fails."""
        try:
            await self._log.erase(conversation_id)
        except NoConversation:
            raise ApiError("no_conversation") from None
        except Exception as error:  # noqa: BLE001 the store's errors are not ours to name
            raise _unavailable("erasing", error) from None

    async def ready(self) -> bool:
        """Whether the store answers."""
        try:
            return await self._log.ready()
        except Exception as error:  # noqa: BLE001 any failure means not ready
            log.error("the store is not ready: %s", type(error).__name__)
            return False

    async def drain(self) -> None:
        """Take no new turn and let the live ones end; each has its own deadline."""
        await self._tasks.drain(self._turn_seconds + STORE_SECONDS)

    async def _open(self, wishes: SessionRequest, locale: str, channel: str) -> tuple[str, Answer]:
        consent = {} if wishes.consent is None else {"consent": wishes.consent}
        start = {"name": "start", "confidence": 1.0}
        parsed = {"text": "", "intent": start, "entities": [], "intent_ranking": [start]}
        try:
            conversation_id = await self._log.open(channel, locale)
            claim = await self._log.claim(conversation_id, OPENING_TURN, "")
            message = partial(UserMessage, "", parse_data=parsed)
            metadata = {"channel": channel, "locale": locale, **consent}
            reply = await self._ask(message, conversation_id, metadata)
            messages = stamp(conversation_id, OPENING_TURN, "bot", reply.messages)
            state = reply.state or claim.state
            await self._log.finish(conversation_id, OPENING_TURN, None, messages, state, True)
        except (Exception, TurnAborted) as error:  # noqa: BLE001 fail closed
            raise _unavailable("opening", error) from None
        return conversation_id, Answer(messages, state)

    async def _take_alone(self, conversation_id: str, turn: TurnRequest, channel: str) -> Answer:
        if conversation_id in self._in_turn:
            raise ApiError("turn_in_progress")
        self._in_turn.add(conversation_id)
        try:
            return await self._take(conversation_id, turn, channel)
        finally:
            self._in_turn.discard(conversation_id)

    async def _take(self, conversation_id: str, turn: TurnRequest, channel: str) -> Answer:
        try:
            claim = await self._log.claim(conversation_id, turn.turn_id, turn.words)
        except Exception as error:  # noqa: BLE001 fail closed: nothing can be stored, still answer
            log.error("claiming a turn failed: %s", type(error).__name__)
            messages = self._safety(conversation_id, turn, turn.words)
            return Answer(messages, "asking", stored=False)
        if claim.status == "busy":
            raise ApiError("turn_in_progress")
        if claim.status in ("unknown", "erased"):
            raise ApiError("no_conversation")
        if claim.status == "repeat" and not claim.messages and not claim.said:
            raise ApiError(
                "bad_change" if turn.change else "not_an_option"
            )  # refused when it first came, so refused again
        if claim.status == "repeat":
            return Answer(list(claim.messages), claim.state, repeated=True)
        return await self._assess(conversation_id, turn, channel, claim.state)

    async def _assess(self, conversation_id: str, turn: TurnRequest, channel: str, state: str) -> Answer:
        words = turn.words
        try:
            if turn.choices or turn.change:
                words = await self._picked_words(conversation_id, turn, state)
            # To staff an option is words too.
            heard = words if state == WITH_PERSON else turn.words
            message = partial(
                UserMessage, heard, message_id=turn.turn_id, parse_data=wish_without_words(turn)
            )
            metadata: dict[str, Any] = {"channel": channel}
            if turn.change:
                metadata["change"] = turn.change
            if state == WITH_PERSON:
                metadata |= {"with_person": True, "choices": list(turn.choices)}
                metadata["danger_asked"] = await self._danger_asked(conversation_id, turn)
            reply = await self._ask(message, conversation_id, metadata)
            messages = stamp(conversation_id, turn.turn_id, "bot", reply.messages)
            # Only staff hand a conversation back.
            answer = Answer(messages, state if state == WITH_PERSON else reply.state or state)
            said = person_line(conversation_id, turn, words)
            outcome = (said, answer.messages, answer.state, reply.assessed)
            await self._log.finish(conversation_id, turn.turn_id, *outcome)
        except ApiError:
            raise
        except (Exception, TurnAborted) as error:  # noqa: BLE001 fail closed, whatever broke
            log.error("a turn failed and is not assessed: %s", type(error).__name__)
            return await self._not_assessed(conversation_id, turn, words, state)
        return answer

    async def _picked_words(self, conversation_id: str, turn: TurnRequest, state: str) -> str:
        """What was picked, as people read it. Raises ApiError when it was not on offer."""
        # After the claim, so that no other turn can change the question in between.
        messages, _ = await self._log.messages(conversation_id, None)
        try:
            if turn.change:
                return self._change_line.format(topic=question_of(turn.change, messages))
            labels = labels_of(turn.choices, last_question(messages), self._other_labels)
        except ApiError:
            await self._log.finish(conversation_id, turn.turn_id, None, [], state, True)
            raise
        return ", ".join(labels)

    async def _danger_asked(self, conversation_id: str, turn: TurnRequest) -> str | None:
        """The id of the bot's own question about danger that this turn may answer, though staff came in."""
        if turn.stale:
            return None
        messages, _ = await self._log.messages(conversation_id, None)
        asked = open_danger_question(messages)
        return str(asked["question"]["id"]) if asked is not None else None

    async def _ask(
        self, message: "partial[UserMessage]", conversation_id: str, metadata: dict[str, Any]
    ) -> Reply:
        replies = CollectedReplies()
        user_message = message(
            output_channel=replies,
            sender_id=conversation_id,
            input_channel=metadata["channel"],
            metadata=metadata,
        )
        await asyncio.wait_for(self._handle(user_message), self._turn_seconds)
        reply = reply_from(replies.uttered)
        if not reply.messages and "with_person" not in metadata:
            raise EmptyReply
        return reply

    async def _not_assessed(self, conversation_id: str, turn: TurnRequest, words: str, state: str) -> Answer:
        """The safety text, stored as not assessed if the store still works."""
        messages = self._safety(conversation_id, turn, words)
        said = person_line(conversation_id, turn, words)
        try:
            await self._log.finish(conversation_id, turn.turn_id, said, messages, state, False)
        except Exception as error:  # noqa: BLE001 fail closed: the person is answered all the same
            log.error("a turn that failed could not be stored: %s", type(error).__name__)
            return Answer(messages, state, stored=False)
        return Answer(messages, state)

    def _safety(self, conversation_id: str, turn: TurnRequest, words: str) -> list[Message]:
        replies = self._fail_closed.replies(words, turn.choices)
        return stamp(conversation_id, turn.turn_id, "bot", replies)


def _unavailable(doing: str, error: BaseException) -> ApiError:
    log.error("%s failed: %s", doing, type(error).__name__)
    return ApiError("unavailable")
