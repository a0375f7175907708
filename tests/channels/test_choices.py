"""Chosen options against the question that was asked."""

import pytest

from bot.channels.api_error import ApiError
from bot.channels.choices import accepted_others, labels_of, last_question

OTHERS = {"not_sure": "Not sure", "skip": "Skip", "none": "None of these"}
OPTIONS = [{"id": "a", "label": "First"}, {"id": "b", "label": "Second"}]
ONE = {"id": "q", "input": "choice", "options": OPTIONS, "skip": True}
SEVERAL = {"id": "q", "input": "choices", "options": OPTIONS, "skip": False}


def test_the_last_question_counts_even_with_text_after_it():
    messages = [{"kind": "question", "question": ONE}, {"kind": "question", "question": SEVERAL}]

    assert last_question([*messages, {"kind": "text"}]) is SEVERAL
    assert last_question([{"kind": "text"}]) is None


def test_labels_are_the_words_of_the_options():
    assert labels_of(["a"], ONE, OTHERS) == ["First"]
    assert labels_of(["b", "a"], SEVERAL, OTHERS) == ["Second", "First"]


@pytest.mark.parametrize(
    ("question", "others"),
    [
        (ONE, ("not_sure", "skip")),
        (SEVERAL, ("not_sure", "none")),
        ({"input": "text", "safety": True}, ("not_sure",)),
        ({"input": "text", "safety": False}, ("not_sure", "skip")),
    ],
)
def test_which_other_answers_a_question_takes(question, others):
    assert accepted_others(question) == others


@pytest.mark.parametrize(
    ("choices", "question"),
    [
        (["c"], ONE), (["a", "b"], ONE), (["none"], ONE), (["skip"], SEVERAL), ([], SEVERAL),
        (["a", "none"], SEVERAL), (["a", "not_sure"], SEVERAL), (["a"], None), (["not_sure"], None),
    ],
)  # fmt: skip
def test_what_was_not_offered_is_refused(choices, question):
    with pytest.raises(ApiError, match="not_an_option"):
        labels_of(choices, question, OTHERS)


def test_an_option_named_none_keeps_its_own_label():
    region = {"input": "choice", "options": [{"id": "none", "label": "No body part"}]}

    assert labels_of(["none"], region, OTHERS) == ["No body part"]
