"""The last component: what stands of a message at the question that waits, and its final intent."""

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.answer_reader import AnswerReader
from bot.nlu.clinical_extractor import ClinicalExtractor
from tests.nlu.one_message import DOMAIN, READER, read


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
