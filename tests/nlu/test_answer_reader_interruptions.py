"""What is said at a question instead of an answer: interruptions, questions in passing, wishes."""

import pytest

from tests.nlu.one_message import read


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


def test_a_question_need_not_be_as_sure_as_a_statement_to_interrupt() -> None:
    assert read("what's causing the pain in my hip", asked="age", intent="ask_diagnosis", confidence=0.45)[
        0
    ] == ("ask_diagnosis")
    assert read("my hip hurts", asked="age", intent="ask_diagnosis", confidence=0.45)[0] == "inform"


def test_a_likely_wish_for_a_person_is_heard_where_nothing_else_is() -> None:
    assert read("operator", asked="age", intent="talk_to_person", confidence=0.5) == ("talk_to_person", {})


def test_what_only_seems_to_erase_or_start_over_is_asked_again() -> None:
    assert read("square one", asked="age", intent="start_over", confidence=0.5)[0] == "nlu_fallback"
