"""The real model, loaded once."""

from pathlib import Path

import pytest

from bot.evaluation.understanding.timing import ALTOGETHER
from bot.evaluation.understanding.trained_pipeline import TrainedPipeline


@pytest.fixture(scope="module")
def pipeline() -> TrainedPipeline:
    return TrainedPipeline.load(Path("bot/models"))


@pytest.mark.slow
def test_a_message_is_read_with_its_intents_and_findings(pipeline):
    read = pipeline.read("my left knee hurts and I have chest pain")
    assert read.intent == "danger"
    assert read.classified in {"inform", "danger"}
    assert read.says("region", "knee") and read.says("chest_pain_now", "yes")


@pytest.mark.slow
def test_a_reply_is_read_at_the_question_that_waits(pipeline):
    assert pipeline.read("nah", "limits_activity").says("limits_activity", "no")
    assert pipeline.read("nah").value("limits_activity") is None


@pytest.mark.slow
def test_an_empty_message_is_read_as_a_fallback(pipeline):
    assert pipeline.read("").intent == "nlu_fallback"


@pytest.mark.slow
def test_every_component_of_ours_is_timed_and_fits_into_the_whole(pipeline):
    took = pipeline.read("my ankle is stiff in the morning").milliseconds
    ours = {
        "PlainText",
        "SentenceEncoder",
        "IntentClassifier",
        "ClinicalExtractor",
        "RedFlagNet",
        "AnswerReader",
    }
    assert ours <= set(took)
    assert sum(took[name] for name in ours) <= took[ALTOGETHER]
