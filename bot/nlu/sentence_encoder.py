"""Rasa component: gives each message one dense vector of what the whole sentence means and how it says it."""

from __future__ import annotations

import inspect
from hashlib import sha256
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder_graph, encoder_model
from bot.nlu.corrected_text import corrected


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """A sentence feature only, so no tokenizer has to come before it."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        # Missing or altered files must stop the start, not the first person's message.
        encoder_model.encode(["ready"])
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing of its own to set: the model is fixed by its SHA-256."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Rasa sees this class only; a change of the weights or of the arithmetic must retrain too."""
        parts = (
            encoder_model.WEIGHTS_SHA256,
            encoder_model.TOKENIZER_SHA256,
            inspect.getsource(encoder_model),
            inspect.getsource(encoder_graph),
        )
        return sha256("\n".join(parts).encode()).hexdigest()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        # Nothing was said in a blank message, so nothing can be meant by it: no vector, no intent.
        spoken = [message for message in messages if (message.get(TEXT) or "").strip()]
        vectors = encoder_model.encode_layers([corrected(message.get(TEXT)) for message in spoken])
        for row, message in enumerate(spoken):
            self.add_features_to_message(
                sequence=None, sentence=vectors[row : row + 1], attribute=TEXT, message=message
            )
        return messages
