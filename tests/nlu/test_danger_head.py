from pathlib import Path

import numpy as np
import pytest

from bot.nlu.danger_head import DangerHead, DangerHeadError, train_head
from bot.nlu.exemplars import Exemplar

EXEMPLARS = [
    *(
        Exemplar(text, "stroke_signs")
        for text in (
            "one side of her face has dropped",
            "his mouth hangs down on the left",
            "my speech came out all slurred",
            "his arm went weak and he talks rubbish",
        )
    ),
    *(
        Exemplar(text, "severe_bleeding")
        for text in (
            "the blood won't stop pouring out",
            "i cut my wrist and it keeps bleeding",
            "blood is pumping out of the wound",
            "we can't stop the bleeding from his leg",
        )
    ),
    *(
        Exemplar(text, "severe_breathing")
        for text in (
            "i can't get any air in",
            "he is gasping and his lips are blue",
            "she fights for every breath",
        )
    ),
    *(
        Exemplar(text, None)
        for text in (
            "my knee is stiff in the morning",
            "i want to run a faster mile",
            "my shoulder aches after tennis",
            "my uncle had a stroke long ago, i want to stay fit",
            "work on my swimming stroke",
            "blood test came back fine",
        )
    ),
]
HARMLESS = ["my hip clicks when i squat", "hello", "what does a physical therapist do"]
ALARMING = ["this is an emergency", "help, he is not moving"]


@pytest.fixture(scope="module")
def head() -> DangerHead:
    return train_head(EXEMPLARS, HARMLESS, ALARMING)


def test_an_unseen_way_to_say_a_sign_is_likelier_than_an_ordinary_complaint(head: DangerHead) -> None:
    sign, complaint = head.suspect("her smile has gone crooked"), head.suspect("my elbow is a bit sore")

    assert sign is not None and complaint is not None
    assert sign.likelihood > 0.5 > complaint.likelihood


def test_the_likeliest_sign_is_named_first_and_shares_add_up(head: DangerHead) -> None:
    suspicion = head.suspect("it is bleeding so much and the towel is soaked in blood")

    assert suspicion is not None
    assert suspicion.signs[0][0] == "severe_bleeding"
    assert sum(share for _, share in suspicion.signs) == pytest.approx(1)


def test_the_part_that_alarms_is_pointed_at(head: DangerHead) -> None:
    message = "I'd like to play golf again. Her face has dropped on one side. See you soon."
    suspicion = head.suspect(message)

    assert suspicion is not None
    assert message[suspicion.start : suspicion.end] == "Her face has dropped on one side"


def test_a_message_without_words_makes_nobody_suspect(head: DangerHead) -> None:
    assert head.suspect("") is None
    assert head.suspect("...") is None


def test_what_is_stored_suspects_the_same(head: DangerHead, tmp_path: Path) -> None:
    head.save(tmp_path / "head.npz")
    loaded = DangerHead.load(tmp_path / "head.npz")
    before, after = head.suspect("his words are slurred"), loaded.suspect("his words are slurred")

    assert before is not None and after is not None
    assert after.likelihood == pytest.approx(before.likelihood, abs=0.01)
    assert [sign for sign, _ in after.signs] == [sign for sign, _ in before.signs]


def test_training_twice_gives_the_same_weights(head: DangerHead) -> None:
    again = train_head(EXEMPLARS, HARMLESS, ALARMING)

    assert np.array_equal(again.naming, head.naming)
    assert np.array_equal(again.machine.support, head.machine.support)
    assert np.array_equal(again.machine.pull, head.machine.pull)


def test_weights_that_do_not_fit_are_refused_with_a_cure(head: DangerHead) -> None:
    with pytest.raises(DangerHeadError, match="make train"):
        DangerHead(head.known[:-1], head.signs, head.space, head.machine, head.naming)
