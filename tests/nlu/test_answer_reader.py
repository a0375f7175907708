"""The last component: what stands of a message at the question that waits, and its final intent."""

from datetime import date
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.answer_reader import AnswerReader
from bot.nlu.clinical_extractor import ClinicalExtractor
from bot.nlu.extraction import extract

READER = AnswerReader(AnswerReader.get_default_config())
DOMAIN = Domain.from_dict({"slots": {"requested_slot": {"type": "any", "mappings": [{"type": "custom"}]}}})


def read(
    text: str,
    asked: str | None = None,
    intent: str = "nlu_fallback",
    confidence: float = 0.3,
    flags: tuple[dict[str, Any], ...] = (),
) -> tuple[str, dict[str, str]]:
    """The final intent and the entities of a message."""
    tracker = DialogueStateTracker.from_events(
        "one", [SlotSet("requested_slot", asked)], DOMAIN.slots, domain=DOMAIN
    )
    entities = [finding.as_entity() for finding in extract(text, date(2026, 11, 21))] + list(flags)
    ranking = {"name": intent, "confidence": confidence}
    message = Message(data={TEXT: text, INTENT: ranking, INTENT_RANKING_KEY: [ranking], ENTITIES: entities})
    READER.process([message], tracker)
    return message.get(INTENT)["name"], {
        entity["entity"]: entity["value"] for entity in message.get(ENTITIES)
    }


def flag(name: str, value: str = "yes", certainty: str = "sure") -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": 0,
        "end": 1,
        "certainty": certainty,
        "said": "x",
        "extractor": "RedFlagNet",
    }


def test_a_correction_at_another_question_sets_that_fact_only() -> None:
    assert read("actually my pain is an 8", asked="limits_activity") == ("inform", {"pain": "8"})


def test_a_bare_number_at_a_number_question_is_the_answer_and_no_age() -> None:
    assert read("7", asked="pain") == ("inform", {"pain": "7"})


def test_a_yes_beside_a_fact_gives_both() -> None:
    intent, said = read("yes, and I'm 72", asked="limits_activity")
    assert (intent, said["limits_activity"], said["age"]) == ("inform", "yes", "from_65")


def test_an_option_id_means_that_option_and_nothing_else() -> None:
    assert read("treat_pain", asked="goal", flags=(flag("chest_pain_now"),)) == (
        "inform",
        {"goal": "treat_pain"},
    )


def test_ticked_danger_is_danger() -> None:
    intent, said = read("chest_pain_now, stroke_signs", asked="emergency_signs")
    assert intent == "danger"
    assert {name for name, value in said.items() if value == "yes"} == {"chest_pain_now", "stroke_signs"}


def test_none_of_the_danger_signs_is_an_answer() -> None:
    intent, said = read("none", asked="emergency_signs")
    assert intent == "inform"
    assert set(said.values()) == {"no"}


@pytest.mark.parametrize("certainty", ["sure", "doubtful"])
@pytest.mark.parametrize("asked", [None, "reason", "limits_activity", "contact_name", "confirm_danger"])
def test_an_urgent_flag_comes_before_everything(certainty: str, asked: str | None) -> None:
    found = flag("chest_pain_now", certainty=certainty)
    intent, said = read(
        "my chest feels tight", asked=asked, intent="ask_scope", confidence=0.99, flags=(found,)
    )
    assert intent == "danger"
    assert said["chest_pain_now"] == "yes"


def test_a_doubtful_flag_stays_doubtful_at_its_own_bundle() -> None:
    found = flag("chest_pain_now", certainty="doubtful")
    tracker = DialogueStateTracker.from_events(
        "one", [SlotSet("requested_slot", "emergency_signs")], DOMAIN.slots
    )
    message = Message(
        data={
            TEXT: "chest maybe a bit tight",
            INTENT: {"name": "inform", "confidence": 0.5},
            ENTITIES: [found],
        }
    )
    READER.process([message], tracker)
    assert [
        entity["certainty"] for entity in message.get(ENTITIES) if entity["entity"] == "chest_pain_now"
    ] == ["doubtful"]


@pytest.mark.parametrize(
    "intent", ["ask_scope", "ask_why", "talk_to_person", "start_over", "forget_me", "help", "ask_bot"]
)
def test_a_confident_interruption_stands(intent: str) -> None:
    assert read("what about this then", asked="goal", intent=intent, confidence=0.9)[0] == intent


def test_the_findings_of_an_interruption_are_kept() -> None:
    intent, said = read("is my knee torn?", asked="onset", intent="ask_diagnosis", confidence=0.9)
    assert (intent, said["region"]) == ("ask_diagnosis", "knee")


@pytest.mark.parametrize(
    ("text", "intent"),
    [("do I have a torn meniscus?", "ask_diagnosis"), ("should I stop my blood thinner?", "ask_diagnosis")],
)
def test_a_question_in_passing_does_not_replace_the_goal(text: str, intent: str) -> None:
    final, said = read(text, asked="age", intent=intent, confidence=0.9)
    assert final == intent
    assert "goal" not in said


def test_a_question_in_passing_keeps_its_topic_so_that_it_can_be_answered() -> None:
    _, said = read("should I stop my blood thinner?", asked="age", intent="ask_diagnosis", confidence=0.9)
    assert said["scope_ask"] == "medicine"


def test_something_off_topic_in_passing_is_out_of_scope() -> None:
    assert read("tell me a joke about cats", asked="age", intent="out_of_scope", confidence=0.8) == (
        "out_of_scope",
        {},
    )


def test_a_topic_and_a_professional_are_a_question_about_scope() -> None:
    text = "what is the difference between exercise therapy and physical therapy?"
    assert read(text, asked="onset", intent="inform", confidence=0.5)[0] == "ask_scope"


def test_a_clear_answer_outranks_an_interruption() -> None:
    assert read("yes", asked="handoff_ok", intent="talk_to_person", confidence=0.95) == (
        "inform",
        {"handoff_ok": "yes"},
    )


def test_findings_outrank_an_unsure_interruption() -> None:
    assert read("my knee hurts", asked=None, intent="ask_bot", confidence=0.4)[0] == "inform"


def test_without_question_or_findings_the_classifier_decides() -> None:
    assert read("hello there", intent="greet", confidence=0.9) == ("greet", {})


def test_what_nobody_understands_is_a_fallback() -> None:
    assert read("blah blah", asked="goal", intent="inform", confidence=0.5) == ("nlu_fallback", {})


def test_the_opening_is_kept_whole_with_what_it_says() -> None:
    text = "my knee has ached for 4 months, I just want it treated"
    intent, said = read(text, asked="reason")
    assert intent == "inform"
    assert (said["reason"], said["region"], said["goal"]) == (text, "knee", "treat_pain")


def test_a_greeting_at_the_opening_is_not_the_opening() -> None:
    assert read("hello", asked="reason", intent="greet", confidence=0.9) == ("greet", {})


def test_a_name_is_taken_as_it_is() -> None:
    assert read("Will Kneebone, 45", asked="contact_name", intent="ask_scope", confidence=0.9) == (
        "inform",
        {"contact_name": "Will Kneebone, 45"},
    )


def test_leaving_is_possible_at_the_name() -> None:
    assert read("forget me", asked="contact_name", intent="forget_me", confidence=0.9) == ("forget_me", {})


def test_gibberish_when_asked_again_about_danger_counts_as_not_sure() -> None:
    assert read("banana", asked="confirm_danger") == ("inform", {"confirm_danger": "unknown"})


def test_one_message_without_a_conversation_is_read() -> None:
    message = Message(data={TEXT: "hello", INTENT: {"name": "greet", "confidence": 0.9}, ENTITIES: []})
    READER.process([message], None)
    assert message.get(INTENT)["name"] == "greet"


def test_the_extractor_adds_entities_with_all_that_the_contract_asks() -> None:
    message = Message(data={TEXT: "I'm 72 and my knee hurts"})
    ClinicalExtractor().process([message])
    [age] = [entity for entity in message.get(ENTITIES) if entity["entity"] == "age"]
    assert age == {
        "entity": "age",
        "value": "from_65",
        "start": 0,
        "end": 6,
        "confidence_entity": 1.0,
        "certainty": "sure",
        "said": "I'm 72 and my knee hurts",
        "extractor": "ClinicalExtractor",
    }


def test_a_threshold_off_the_scale_is_refused() -> None:
    with pytest.raises(InvalidConfigException, match="between 0 and 1"):
        AnswerReader({"threshold": 2})


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("emergency_signs", "should I stop my blood thinner?"),
        ("injury_check", "what's wrong with me?"),
        ("heart_signs", "should I stop my blood thinner?"),
    ],
)
def test_a_question_back_ticks_nothing_for_the_words_it_shares_with_an_option(asked: str, text: str) -> None:
    final, said = read(text, asked=asked, intent="ask_diagnosis", confidence=0.95)
    assert final == "ask_diagnosis"
    assert not {"severe_bleeding", "open_fracture_deformity", "exertional_cv_symptoms"} & set(said)


@pytest.mark.parametrize("asked", ["contact_name", "contact_reach"])
def test_a_question_is_not_taken_as_a_name_or_a_number(asked: str) -> None:
    assert (
        read("what's wrong with me?", asked=asked, intent="ask_diagnosis", confidence=0.9)[0]
        == "ask_diagnosis"
    )


@pytest.mark.parametrize("asked", [None, "reason", "goal", "limits_activity", "emergency_signs"])
def test_spanish_answers_nothing_and_is_told_apart(asked: str | None) -> None:
    assert read("no hablo ingles, me duele la rodilla", asked=asked) == ("spanish", {})


def test_a_script_nobody_here_reads_answers_nothing() -> None:
    assert read("\u6211\u7684\u819d\u76d6\u75bc", asked="reason") == ("other_language", {})


def test_danger_in_spanish_comes_before_the_language() -> None:
    assert read("me duele el pecho", asked="goal", flags=(flag("chest_pain_now"),))[0] == "danger"


def test_spanish_when_asked_again_about_danger_counts_as_not_sure() -> None:
    assert read("no entiendo la pregunta", asked="confirm_danger") == (
        "inform",
        {"confirm_danger": "unknown"},
    )


def test_a_joke_at_the_opening_is_no_request() -> None:
    assert read("tell me a joke about cats", asked="reason", intent="out_of_scope", confidence=0.9) == (
        "out_of_scope",
        {},
    )


@pytest.mark.parametrize("text", ["...", "\U0001f62d\U0001f62d", "!!", "asdf"])
def test_what_says_nothing_is_no_opening(text: str) -> None:
    assert read(text, asked="reason") == ("nlu_fallback", {})


def test_a_question_need_not_be_as_sure_as_a_statement_to_interrupt() -> None:
    assert read("what's causing the pain in my hip", asked="age", intent="ask_diagnosis", confidence=0.45)[
        0
    ] == ("ask_diagnosis")
    assert read("my hip hurts", asked="age", intent="ask_diagnosis", confidence=0.45)[0] == "inform"


def test_a_likely_wish_for_a_person_is_heard_where_nothing_else_is() -> None:
    assert read("operator", asked="age", intent="talk_to_person", confidence=0.5) == ("talk_to_person", {})


def test_what_only_seems_to_erase_or_start_over_is_asked_again() -> None:
    assert read("square one", asked="age", intent="start_over", confidence=0.5)[0] == "nlu_fallback"


def test_numbers_count_the_lines_that_were_shown() -> None:
    shown = {"kind": "question_info", "id": "limb_signs", "only": ["dvt_suspected", "new_focal_weakness"]}
    tracker = DialogueStateTracker.from_events(
        "one",
        [BotUttered("", {"custom": shown}), SlotSet("requested_slot", "limb_signs")],
        DOMAIN.slots,
        domain=DOMAIN,
    )
    message = Message(data={TEXT: "1", INTENT: {"name": "inform", "confidence": 0.5}, ENTITIES: []})
    READER.process([message], tracker)
    ticked = [entity["entity"] for entity in message.get(ENTITIES) if entity["value"] == "yes"]
    assert ticked == ["dvt_suspected"]
