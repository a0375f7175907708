"""Rasa component: the facts of each message, as entities."""

from datetime import date
from hashlib import sha256
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.extraction import extract
from bot.nlu.lexicon_rows import FILES
from bot.triage.lexicon import LEXICONS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ClinicalExtractor(GraphComponent, EntityExtractorMixin):
    """Adds one entity a fact the message states."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ClinicalExtractor":
        # The first reading compiles the lexicons; a person should not wait for that.
        extract("my knee hurts", date.today())
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A changed lexicon is a changed component."""
        digest = sha256()
        for name in FILES:
            digest.update((LEXICONS / f"{name}.yml").read_bytes())
        return digest.hexdigest()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            entities = [finding.as_entity() for finding in extract(text, date.today())]
            found = self.add_extractor_name(entities)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
