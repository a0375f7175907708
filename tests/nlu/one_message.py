"""One message as the answer reader reads it, with what the components before it found."""

from datetime import date
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.answer_reader import AnswerReader
from bot.nlu.extraction import extract

READER = AnswerReader(AnswerReader.get_default_config())
DOMAIN = Domain.from_dict({"slots": {"requested_slot": {"type": "any", "mappings": [{"type": "custom"}]}}})


def read(
    text: str,
    asked: str | None = None,
    intent: str = "nlu_fallback",
    confidence: float = 0.3,
    flags: tuple[dict[str, Any], ...] = (),
) -> tuple[str, dict[str, str]]:
    """The final intent and the entities of a message."""
    tracker = DialogueStateTracker.from_events(
        "one", [SlotSet("requested_slot", asked)], DOMAIN.slots, domain=DOMAIN
    )
    entities = [finding.as_entity() for finding in extract(text, date(2026, 11, 21))] + list(flags)
    ranking = {"name": intent, "confidence": confidence}
    message = Message(data={TEXT: text, INTENT: ranking, INTENT_RANKING_KEY: [ranking], ENTITIES: entities})
    READER.process([message], tracker)
    return message.get(INTENT)["name"], {
        entity["entity"]: entity["value"] for entity in message.get(ENTITIES)
    }
