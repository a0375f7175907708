"""Rasa's agent, made to fail closed."""

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain

from bot.rasa_seams.patches import trusted_domain
from bot.rasa_seams.processor import FailClosedProcessor
from bot.rasa_seams.version import check_version


class NoModel(RuntimeError):
    """There is no trained model to serve."""


class WrongTrackerStore(RuntimeError):
    """Conversations would be kept somewhere else than they should."""


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
