"""Rasa's message processor, made to fail closed."""

from collections.abc import Mapping
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_seams.handled_before import HandledBefore, refuse_a_second_time, say_again
from bot.rasa_seams.turn_aborted import TurnAborted

WITH_PERSON = "with_person"
"""In a message's metadata: a member of staff has the conversation."""
DANGER_ASKED = "danger_asked"
"""Beside it: the bot's own question about danger that was open as they came in, and that this message may answer."""
AFTER_STAFF_WERE_TOLD = "action_assess"
SCREENING_FAILED = "screening_failed"
"""Beside a message's entities: the red flag net broke on it (bot/nlu/red_flag_net.py)."""


class _AbortingAction(Action):
    """An action whose failure ends the turn. Rasa drops its events and goes on to the next one."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        return self._action.name()

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> ActionExecuted:
        return self._action.event_for_successful_execution(prediction)

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            return await self._action.run(output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception:  # noqa: BLE001 fail closed; its text may hold a person's words
            raise TurnAborted(self.name()) from None


class FailClosedProcessor(MessageProcessor):
    """Rasa's processor, but a failed action and an endless loop abort the turn, no message counts twice, and
    nothing is answered while a member of staff has the conversation, except an emergency."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, on_circuit_break=_break_circuit, **kwargs)

    @classmethod
    def of(cls, processor: MessageProcessor) -> "FailClosedProcessor":
        """The same processor, model and all, failing closed."""
        hardened = cls.__new__(cls)
        hardened.__dict__.update(processor.__dict__, on_circuit_break=_break_circuit)
        return hardened

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Handle a message, or say again what was stored for it."""
        try:
            handled: list[dict[str, Any]] | None = await super().handle_message(message)
        except HandledBefore as before:
            await say_again(message, before)
            return None
        return handled

    async def _handle_message_with_tracker(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        refuse_a_second_time(message, tracker)
        await super()._handle_message_with_tracker(message, tracker)

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Understand a message. One to staff is read without the question that waits, as it answers none of ours; but
        for one about danger that was open as they came in.

        Raises TurnAborted when it could not be screened: what nobody screened must not count as calm.
        """
        waiting = tracker if _answers_us(message.metadata, tracker) else None
        parsed: dict[str, Any] = await super().parse_message(message, waiting, only_output_properties)
        if parsed.get(SCREENING_FAILED):
            raise TurnAborted("screening")
        return parsed

    async def _run_prediction_loop(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> None:
        latest = tracker.latest_message
        if latest is None or not _is_to_staff(latest.metadata):
            await super()._run_prediction_loop(output_channel, tracker)
            return
        # Nothing is predicted: the one thing to say to what staff are told is an emergency.
        for name in (AFTER_STAFF_WERE_TOLD, ACTION_LISTEN_NAME):
            prediction = PolicyPrediction.for_action_name(self.domain, name)
            await self._run_action(self._get_action(name), tracker, output_channel, self.nlg, prediction)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        return await super()._run_action(_AbortingAction(action), tracker, output_channel, nlg, prediction)


def _break_circuit(*_: Any) -> None:
    raise TurnAborted("too many actions in one turn")


def _answers_us(metadata: Mapping[str, Any] | None, tracker: DialogueStateTracker | None) -> bool:
    asked = (metadata or {}).get(DANGER_ASKED)
    waits = tracker.get_slot(REQUESTED_SLOT) if tracker is not None else None
    return not _is_to_staff(metadata) or (asked is not None and asked == waits)


def _is_to_staff(metadata: Mapping[str, Any] | None) -> bool:
    return bool((metadata or {}).get(WITH_PERSON))
