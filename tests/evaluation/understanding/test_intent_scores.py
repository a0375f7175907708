import pytest

from bot.evaluation.understanding.intent_scores import (
    class_scores,
    classified_intents,
    final_intents,
    macro_f1,
)
from tests.evaluation.understanding.conftest import reading, rights

PAIRS = [("greet", "greet"), ("greet", "inform"), ("inform", "inform"), ("inform", "nlu_fallback")]


def test_precision_recall_and_f1_are_those_of_the_textbook():
    scores = class_scores(PAIRS)
    assert (scores["greet"].precision, scores["greet"].recall) == (1.0, 0.5)
    assert (scores["inform"].precision, scores["inform"].recall) == (0.5, 0.5)
    assert scores["greet"].f1 == pytest.approx(2 / 3)


def test_only_labelled_classes_count_in_the_mean():
    assert set(class_scores(PAIRS)) == {"greet", "inform"}
    assert macro_f1(PAIRS).value == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_the_interval_holds_the_value_is_the_same_each_time_and_narrows_with_more_texts():
    few, many = macro_f1(PAIRS * 5), macro_f1(PAIRS * 50)
    assert few == macro_f1(PAIRS * 5)
    for one in (few, many):
        assert one.interval[0] < one.value < one.interval[1]
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]


def test_an_interval_over_nothing_says_nothing():
    assert macro_f1([]).interval == (0.0, 1.0)


def test_the_final_intent_and_the_classifiers_are_judged_apart(sets):
    readings = [reading(intent="greet", classified="inform"), reading(intent="danger", classified="inform")]
    assert rights(list(final_intents(sets.intents, readings))) == [True, False]
    assert rights(list(classified_intents(sets.intents, readings))) == [False, True]
