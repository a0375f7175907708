from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ACTION_NAME, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder_model
from bot.nlu.encoder_model import EncoderFilesError, encode_layers
from bot.nlu.sentence_encoder import SentenceEncoder


@pytest.fixture
def encoder(tmp_path: Path) -> SentenceEncoder:
    return _created(tmp_path)


def _created(folder: Path) -> SentenceEncoder:
    context = ExecutionContext(GraphSchema({}), node_name="SentenceEncoder0")
    config = SentenceEncoder.get_default_config()
    return SentenceEncoder.create(config, LocalModelStorage(folder), Resource("encoder"), context)


def _sentence(message: Message) -> np.ndarray:
    return message.get_dense_features(TEXT, [])[1].features


def test_a_message_gets_one_sentence_vector_and_needs_no_tokens(encoder: SentenceEncoder) -> None:
    message = Message({TEXT: "my knee hurts"})

    encoder.process([message])

    sequence, sentence = message.get_dense_features(TEXT, [])
    assert sequence is None
    assert np.array_equal(sentence.features, encode_layers(["my knee hurts"]))


def test_training_examples_get_the_vectors_that_messages_get(encoder: SentenceEncoder) -> None:
    examples = [Message({TEXT: "hello"}), Message({TEXT: "my neck is stiff"})]
    spoken = Message({TEXT: "my neck is stiff"})

    encoder.process_training_data(TrainingData(examples))
    encoder.process([spoken])

    assert _sentence(examples[1]) == pytest.approx(_sentence(spoken), abs=1e-5)


def test_an_example_without_text_is_left_alone(encoder: SentenceEncoder) -> None:
    action = Message({ACTION_NAME: "action_listen"})

    encoder.process([action, Message({TEXT: "hello"})])

    assert action.features == []


def test_a_blank_message_means_nothing(encoder: SentenceEncoder) -> None:
    blank = Message({TEXT: " \n"})

    encoder.process([blank])

    assert blank.features == []


def test_missing_files_stop_the_start_not_the_first_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder_model, "installed_folder", lambda: tmp_path)
    monkeypatch.setattr(encoder_model, "_remembered", type(encoder_model._remembered)())
    encoder_model._installed_model.cache_clear()

    with pytest.raises(EncoderFilesError):
        _created(tmp_path)


@pytest.mark.parametrize("name", ["WEIGHTS_SHA256", "TOKENIZER_SHA256"])
def test_other_weights_mean_training_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = SentenceEncoder.fingerprint_addon({})
    monkeypatch.setattr(encoder_model, name, "0" * 64)

    assert SentenceEncoder.fingerprint_addon({}) != before
