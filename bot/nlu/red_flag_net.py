"""Rasa component: danger signs in every message, at every turn, before anything else is decided."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.screening import Finding, screen, screening_rules
from bot.triage.lexicon import LEXICONS

logger = logging.getLogger(__name__)

SCREENING_FAILED = "screening_failed"
_FILES = ("red_flags.yml", "context.yml")
_CONFIDENCE = {"sure": 1.0, "doubtful": 0.6}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RedFlagNet(GraphComponent, EntityExtractorMixin):
    """Adds one entity for each danger sign said or denied.

    If the screening breaks on a message, the message carries `screening_failed: True` and the turn goes on: whoever
    decides next must treat it as not screened.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagNet:
        """Read the rules now, so that a broken lexicon stops the start and not a conversation."""
        screening_rules()
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A hash of the lexicons: Rasa sees the class and its config, not the files it reads."""
        digest = hashlib.sha256()
        for name in _FILES:
            digest.update((LEXICONS / name).read_bytes())
        return digest.hexdigest()

    def process(self, messages: list[Message]) -> list[Message]:
        """Screen the text of each message."""
        for message in messages:
            try:
                found = [_entity(finding) for finding in screen(message.get(TEXT) or "")]
            except Exception as error:  # noqa: BLE001 - fail closed: whatever broke, the turn must be marked not screened
                logger.error("screening failed: %s", type(error).__name__)
                message.set(SCREENING_FAILED, True, add_to_output=True)
                continue
            entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _entity(finding: Finding) -> dict[str, Any]:
    return {
        "entity": finding.flag,
        "value": finding.value,
        "start": finding.start,
        "end": finding.end,
        "confidence_entity": _CONFIDENCE[finding.certainty],
        "certainty": finding.certainty,
        "said": finding.said,
    }
