"""Rasa's agent, made to fail closed."""

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_seams.handled_before import HandledBefore, refuse_a_second_time, say_again
from bot.rasa_seams.patches import trusted_domain
from bot.rasa_seams.turn_aborted import TurnAborted
from bot.rasa_seams.version import check_version


class NoModel(RuntimeError):
    """There is no trained model to serve."""


class WrongTrackerStore(RuntimeError):
    """Conversations would be kept somewhere else than they should."""


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
    """Rasa's processor, but a failed action and an endless loop abort the turn, and no message counts twice."""

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


class BotAgent(Agent):
    """An agent whose tracker store is the one given, without Rasa's silent fallback to memory."""

    processor: MessageProcessor | None

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if store is None:
            return InMemoryTrackerStore(domain)
        store.domain = domain
        return store

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a model; raises what Rasa raises when the archive cannot be read."""
        super().load_model(model_path, fingerprint)
        self.processor = FailClosedProcessor.of(self.processor)

    @property
    def model_name(self) -> str | None:
        """The archive's file name."""
        return self.processor.model_filename if self.processor else None


def newest_model(models_dir: str | Path) -> Path:
    """The latest trained archive. Raises NoModel when there is none."""
    archives = sorted(Path(models_dir).glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not archives:
        raise NoModel(f"There is no trained model in {models_dir}. Run 'make train' first.")
    return archives[-1]


def load_agent(models_dir: str | Path, **parts: Any) -> BotAgent:
    """An agent with the newest model. `parts` are the agent's: tracker_store, lock_store,
    action_endpoint. Unlike Rasa's own load_agent, never one that has no model."""
    check_version()
    agent = BotAgent(**parts)
    with trusted_domain():
        agent.load_model(newest_model(models_dir))
    return agent


def harden(agent: Agent) -> None:
    """Make the agent that stock `rasa run` built fail closed: its store unwrapped, its processor
    replaced."""
    check_version()
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        store = store._tracker_store
    agent.tracker_store = store
    if agent.processor is not None:
        agent.processor = FailClosedProcessor.of(agent.processor)
        agent.processor.tracker_store = store


def require_store(agent: Agent, expected: type[TrackerStore]) -> None:
    """Refuse an agent whose conversations would not be stored by exactly this class.

    Rasa replaces a store that cannot be built by one in memory, with no more than a warning.
    """
    stores: dict[str, object] = {"agent": agent.tracker_store}
    if agent.processor is not None:
        stores["processor"] = agent.processor.tracker_store
    for holder, store in stores.items():
        if type(store) is not expected:
            raise WrongTrackerStore(
                f"The {holder} keeps conversations in {type(store).__name__}, not in "
                f"{expected.__name__}. Check the tracker store's settings and the log."
            )
