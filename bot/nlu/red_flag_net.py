"""Rasa component: danger signs in every message, at every turn, before anything else is decided."""

from __future__ import annotations

import hashlib
import inspect
import logging
from dataclasses import astuple
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import danger_features, danger_head, danger_space, kernel_machine, segments
from bot.nlu.danger_head import DangerHead, train_head
from bot.nlu.exemplars import ASKED_ABOUT, FOLDER, load_exemplars
from bot.nlu.heard_signs import Thresholds, heard_signs
from bot.nlu.screening import Finding, screen, screening_rules
from bot.nlu.understanding import DANGER
from bot.triage.content import load_content
from bot.triage.lexicon import LEXICONS

logger = logging.getLogger(__name__)

SCREENING_FAILED = "screening_failed"
_LEXICONS = ("red_flags.yml", "context.yml")
_FILE = "danger_head.npz"
_CONFIDENCE = {"sure": 1.0, "doubtful": 0.6}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class RedFlagNet(GraphComponent, EntityExtractorMixin):
    """Adds one entity for each danger sign said, suspected or denied.

    Lexicons and their rules come first; a head trained on curated sentences then asks about what they have no words
    for. If the screening breaks on a message, the message carries `screening_failed: True` and the turn goes on:
    whoever decides next must treat it as not screened.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The fields of `Thresholds`."""
        return {"ask": 0.35, "doubt_below": 0.4, "second": 0.6}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        head: DangerHead | None = None,
    ) -> None:
        self._thresholds = Thresholds(*(float(config[name]) for name in ("ask", "doubt_below", "second")))
        if not all(0 < each <= 1 for each in astuple(self._thresholds)):
            raise InvalidConfigException(
                "RedFlagNet: set ask, doubt_below and second in config.yml, above 0 and at most 1."
            )
        self._model_storage, self._resource, self._head = model_storage, resource, head
        self._tiers = {
            flag.id: flag.tier for flag in load_content().flags.values() if flag.tier in ASKED_ABOUT
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagNet:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RedFlagNet:
        """Read the rules now, so that a broken lexicon stops the start and not a conversation."""
        screening_rules()
        with model_storage.read_from(resource) as folder:
            head = DangerHead.load(folder / _FILE)
        return cls(config, model_storage, resource, head)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A hash of the lexicons and of the head: Rasa sees the class and its config, not the files it reads."""
        digest = hashlib.sha256()
        for path in (*(LEXICONS / name for name in _LEXICONS), *sorted(FOLDER.rglob("*.yml"))):
            digest.update(path.read_bytes())
        for module in (danger_head, danger_features, danger_space, kernel_machine, segments):
            digest.update(inspect.getsource(module).encode())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the head on the exemplars, with the messages of every intent beside them."""
        texts = sorted((example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples)
        alarming = [text for text, intent in texts if intent == DANGER]
        harmless = [text for text, intent in texts if intent != DANGER]
        self._head = train_head(load_exemplars(), harmless, alarming)
        with self._model_storage.write_to(self._resource) as folder:
            self._head.save(folder / _FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Screen the text of each message."""
        for message in messages:
            try:
                found = [_entity(finding) for finding in self._heard(message.get(TEXT) or "")]
            except Exception as error:  # noqa: BLE001 - fail closed: whatever broke, the turn must be marked not screened
                logger.error("screening failed: %s", type(error).__name__)
                message.set(SCREENING_FAILED, True, add_to_output=True)
                continue
            entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _heard(self, text: str) -> tuple[Finding, ...]:
        suspicion = None if self._head is None else self._head.suspect(text)
        return heard_signs(text, screen(text), suspicion, self._tiers, self._thresholds)


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
