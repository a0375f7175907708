import numpy as np
import pytest

from bot.evaluation.understanding.bag_of_words import compare

LEARNT = [
    ("my knee aches", "inform"),
    ("my hip aches", "inform"),
    ("hello you", "greet"),
    ("hi you", "greet"),
]
UNSEEN = [("patella throbs", "inform"), ("good evening", "greet"), ("my knee", "inform")]
MEANING = {"patella throbs": 1.0, "my knee": 1.0, "my knee aches": 1.0, "my hip aches": 1.0}


def encode(texts):
    """An encoder that knows what each sentence means."""
    return np.array([[MEANING.get(text, -1.0), 0.0] for text in texts])


def test_words_that_were_never_seen_are_lost_on_bag_of_words_alone():
    against = compare(LEARNT, UNSEEN, encode)
    assert (against.encoder.hits, against.encoder_f1.value) == (3, 1.0)
    assert against.words.hits < 3
    assert against.gain == pytest.approx(against.encoder.value - against.words.value)
    assert against.interval[0] < against.gain


def test_the_same_split_gives_the_same_figures():
    assert compare(LEARNT, UNSEEN, encode) == compare(LEARNT, UNSEEN, encode)
