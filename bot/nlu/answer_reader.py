"""Rasa component, the last one: reads the reply to the question that waits and decides the final intent."""

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.answer_words import answer_words
from bot.nlu.asked_question import asked_question
from bot.nlu.finding import SAID_CHARACTERS
from bot.nlu.language import languages
from bot.nlu.understanding import Understanding, understand


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AnswerReader(GraphComponent, EntityExtractorMixin):
    """Turns a reply into entities of the facts asked, and has the last word on the intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: least confidence, 0 to 1, at which an interruption outranks what else is said."""
        return {"threshold": 0.6}

    def __init__(self, config: dict[str, Any]) -> None:
        self._threshold = float(config["threshold"])
        if not 0 <= self._threshold <= 1:
            raise InvalidConfigException("AnswerReader: set threshold between 0 and 1 in config.yml.")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "AnswerReader":
        # The first reading compiles the lexicons and the content; a person should not wait for that.
        answer_words(), languages(), asked_question("goal")
        return cls(config)

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        for message in messages:
            self._read(message, tracker)
        return messages

    def _read(self, message: Message, tracker: DialogueStateTracker) -> None:
        text = message.get(TEXT) or ""
        intent = message.get(INTENT) or {}
        # There is no tracker when a model is tested on single messages.
        requested = tracker.get_slot(REQUESTED_SLOT) if tracker is not None else None
        understood = understand(
            text,
            asked_question(requested, _shown(tracker, requested) if requested else ()),
            message.get(ENTITIES, []),
            str(intent.get(INTENT_NAME_KEY)),
            float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0),
            date.today(),
            self._threshold,
        )
        answers = self.add_extractor_name(_answer_entities(text, understood))
        message.set(ENTITIES, [*understood.entities, *answers], add_to_output=True)
        if understood.intent != intent.get(INTENT_NAME_KEY):
            decided = {INTENT_NAME_KEY: understood.intent, PREDICTED_CONFIDENCE_KEY: 1.0}
            others = [
                rank
                for rank in message.get(INTENT_RANKING_KEY, [])
                if rank.get(INTENT_NAME_KEY) != understood.intent
            ]
            message.set(INTENT, decided, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [decided, *others], add_to_output=True)


def _shown(tracker: DialogueStateTracker, question: str) -> tuple[str, ...]:
    """The lines of a tick list that were still open when it was last shown; empty when all of it was."""
    for event in reversed(tracker.events):
        shown = (event.data.get("custom") or {}) if isinstance(event, BotUttered) else {}
        if shown.get("id") == question:
            return tuple(shown.get("only") or ())
    return ()


def _answer_entities(text: str, understood: Understanding) -> list[dict[str, Any]]:
    return [
        {
            "entity": fact,
            "value": value,
            "start": 0,
            "end": len(text),
            "confidence_entity": 1.0,
            "certainty": "sure",
            "said": None if understood.picked else text[:SAID_CHARACTERS],
        }
        for fact, value in understood.answers.items()
    ]
