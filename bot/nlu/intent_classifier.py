"""Rasa component: names what a person wants with a message, from its sentence vector and its words."""

from __future__ import annotations

import inspect
from hashlib import sha256
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import classifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import intent_head
from bot.nlu.corrected_text import corrected
from bot.nlu.intent_head import IntentHead, IntentHeadError, train_head
from bot.nlu.sentence_encoder import SentenceEncoder

_FILE = "intent_head.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, classifier.IntentClassifier):
    """Logistic regression; below `threshold` the intent is `nlu_fallback`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceEncoder]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: least probability of an intent, 0 to 1. `penalty`: see `train_head`."""
        return {"threshold": 0.4, "penalty": 1e-4}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Rasa hashes this class only; a change of the arithmetic must retrain too."""
        return sha256(inspect.getsource(intent_head).encode()).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        head: IntentHead | None = None,
    ) -> None:
        self._threshold, self._penalty = float(config["threshold"]), float(config["penalty"])
        if not 0 <= self._threshold <= 1 or self._penalty <= 0:
            raise InvalidConfigException(
                "IntentClassifier: set threshold between 0 and 1 and penalty above 0 in config.yml."
            )
        self._model_storage, self._resource = model_storage, resource
        self._head = head

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        with model_storage.read_from(resource) as folder:
            head = IntentHead.from_json((folder / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, head)

    def train(self, training_data: TrainingData) -> Resource:
        # A fixed order, so that moving an example between files cannot change an answer.
        examples = sorted(
            (example for example in training_data.intent_examples if _vector(example) is not None),
            key=lambda example: (example.get(INTENT), example.get(TEXT)),
        )
        if not examples:
            raise IntentHeadError(
                "No example has a sentence vector. Put SentenceEncoder first in config.yml."
            )
        self._head = train_head(
            np.vstack([vector for vector in map(_vector, examples) if vector is not None]),
            [corrected(example.get(TEXT)) for example in examples],
            [example.get(INTENT) for example in examples],
            self._penalty,
        )
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(self._head.to_json(), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        """The likeliest intent first; `nlu_fallback` before all when none is likely enough."""
        vector = _vector(message)
        if vector is None or self._head is None:
            return [_scored(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0)]
        chances = self._head.probabilities(vector, [corrected(message.get(TEXT))])[0]
        ranking = [
            _scored(self._head.intents[column], float(chances[column]))
            for column in np.argsort(-chances, kind="stable")
        ]
        best = ranking[0][PREDICTED_CONFIDENCE_KEY]
        if best < self._threshold:
            ranking.insert(0, _scored(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0 - best))
        return ranking


def _vector(message: Message) -> np.ndarray | None:
    sentence = message.get_dense_features(TEXT, [])[1]
    return None if sentence is None else sentence.features


def _scored(name: str, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}
