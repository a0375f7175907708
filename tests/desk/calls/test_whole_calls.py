"""Whole calls: what is asked in which order, what the caller is told, and what stands in the queue after."""

import pytest

from bot.store.cases import load_case
from bot.store.messages import read_messages
from bot.store.results import latest_result
from bot.triage.content import load_content
from bot.triage.record import DecisionRecord, replay
from tests.desk.audit_of import audit_of
from tests.desk.calls.phone import carried

CALM = {"region": "knee", "goal": "treat_pain", "onset": "over_3_months", "age": "from_18_to_49"}


def kept(phone, read):
    with phone.database.reading() as session:
        return read(session, phone.id)


def test_a_call_from_the_first_question_to_the_queue(phone):
    phone.begins()
    asked, page = [], phone.shown.text
    while (question := carried(page, "question")) != "result":
        asked.append(question)
        page = phone.calm(page, **CALM).text
    assert asked[:6] == [
        "emergency_signs", "region", "injury_check", "limb_signs", "general_signs", "consent",
    ]  # fmt: skip
    assert asked[6:8] == ["goal", "onset"]
    assert "A good first stop: a physical therapist." in phone.text
    assert "This is not a diagnosis." in phone.text
    assert "What if you had said" in phone.text
    case_page = phone.sends("contact", name="Ana Sample", reach="555 010 1234")
    assert "Ana Sample" in case_page.text
    (queued,) = phone.queued()
    assert (queued.tier, queued.professional, queued.channel) == ("T4", "physical_therapist", "desk")
    assert (queued.contact.reach, queued.state, queued.not_assessed) == ("555 010 1234", "done", False)


def test_the_result_is_kept_as_the_chat_keeps_it_and_can_be_replayed(phone):
    phone.begins().until("result", **CALM)
    result = kept(phone, latest_result)
    assert result["rule"] == result["reasons"][0]["rule"]
    assert replay(DecisionRecord.from_json(result["record"]), load_content()).outcome == "recommendation"
    assert kept(phone, load_case) == result["record"]["evidence"]


def test_the_messages_read_like_those_of_a_chat(phone):
    phone.begins(words="my knee is sore").until("result", **CALM)
    messages = kept(phone, read_messages)
    assert (messages[0]["from"], messages[0]["text"]) == ("person", "my knee is sore")
    assert messages[1]["question"]["id"] == "emergency_signs"
    assert {"id": "chest_pain_now", "label": "Chest pain, pressure or tightness"} in messages[1]["question"][
        "options"
    ]
    assert messages[2]["text"] == "None of these"
    assert messages[-1]["kind"] == "result"


def test_everything_done_in_a_call_is_in_the_audit_with_who_did_it(phone, rita):
    phone.begins().until("result", **CALM)
    phone.sends("contact", name="Ana Sample", reach="555 010 1234")
    lines = audit_of(phone.database, rita.staff_id)
    actions = [action for action, _ in lines]
    assert actions[0] == "call_began"
    assert ("call_answered", "question=emergency_signs") in lines
    assert {"call_viewed", "consent_given", "assessed", "handed_to_desk"} <= set(actions)
    (consent,) = [detail for action, detail in lines if action == "consent_given"]
    assert consent.startswith("channel=desk,version=")
    assert "knee" not in str(lines)


def test_an_emergency_in_the_first_words_is_read_out_at_once(phone):
    shown = phone.begins(words="crushing chest pain down his arm").text
    assert "Read this now" in shown
    assert "Call 911 now" in shown
    assert shown.index("Call 911 now") < shown.index("Only then: name and number")
    for professional in load_content().professionals:
        assert professional.replace("_", " ") not in shown
    (queued,) = phone.queued()
    assert (queued.tier, queued.professional, queued.rule) == ("T0", None, "P00")


def test_an_emergency_in_the_list_is_read_out_at_once_and_kept_before_any_consent(phone):
    phone.begins()
    shown = phone.sends(answer="ticked", tick="stroke_signs")
    assert "Read this now" in shown.text
    assert phone.left()["results"] == 1 == phone.left()["cases"]
    assert "contacts" not in phone.left()


def test_a_sign_for_today_ends_the_questions_too(phone):
    phone.begins().until("limb_signs", region="knee")
    shown = phone.sends(answer="ticked", tick="hot_swollen_joint")
    assert "Read this now" in shown.text
    assert "emergency room today" in shown.text
    assert phone.queued()[0].tier == "T1"


def test_a_sign_told_beside_a_calm_answer_wins(phone):
    phone.begins().until("injury_check", region="knee")
    shown = phone.sends(answer="none", words="and now his chest feels tight and heavy")
    assert "Read this now" in shown.text
    assert "None of these" not in [
        each["text"] for each in kept(phone, read_messages)[-2:] if each["from"] == "person"
    ]


def test_not_sure_about_danger_is_asked_once_more_and_then_counts(phone):
    phone.begins()
    phone.sends(answer="not_sure", tick="")
    assert phone.question == "emergency_signs"
    phone.sends(answer="not_sure")
    assert phone.question == "confirm_danger"
    assert "I want to be sure" in phone.text
    shown = phone.sends(answer="not_sure")
    assert "Read this now" in shown.text


def test_a_doubtful_word_is_asked_about_before_the_list(phone):
    phone.begins(words="she might have passed out, not sure")
    assert phone.question == "confirm_danger"
    phone.sends(answer="no")
    assert phone.question == "emergency_signs"
    assert "Passing out" not in phone.text


def test_what_the_words_told_is_not_asked_again(phone):
    shown = phone.begins(words="my lower back has hurt for a year").text
    assert "Heard in their words: " in shown
    phone.sends(answer="none")
    assert phone.question == "spine_signs"


@pytest.mark.parametrize("words", ["wants to book an appointment", "what does it cost, and a diet plan"])
def test_no_wish_in_the_first_words_leaves_out_the_danger_signs(phone, words):
    assert phone.begins(words=words).question == "emergency_signs"


def test_a_sign_for_a_doctor_is_not_called_no_sign(phone):
    phone.begins().until("general_signs", region="lower_back")
    shown = phone.sends(answer="ticked", tick="cancer_red_flags").text
    assert "No danger sign told so far" not in shown
    assert "They told a sign that a doctor should look at" in shown
    assert "This is not an all-clear." in shown


def test_whoever_calls_for_another_says_once_who_you_is(phone):
    you = 'I will say "you". I mean the person who has the problem.'
    assert you in phone.begins("relative").text
    phone.sends(answer="none")
    assert you not in phone.text


def test_a_parent_calls_for_a_child(phone):
    phone.begins("parent").until("result", **CALM)
    assert "A parent or guardian should take part" in phone.text
    assert kept(phone, load_case)["answers"]["for_whom"]["value"] == "child"


def test_a_child_who_calls_alone_leaves_nothing(phone):
    phone.begins().until("age", **CALM)
    phone.sends(answer="under_13")
    shown = phone.sends(answer="no")
    assert "Nothing of this call is kept" in shown.text
    assert "have a parent or guardian call us" in shown.text
    assert (phone.left(), phone.state()) == ({}, "ended")


def test_words_after_a_result_count_when_they_tell_of_danger_and_change_nothing_otherwise(phone):
    phone.begins().until("result", **CALM)
    phone.sends(answer="words", words="thank you so much")
    assert phone.left()["results"] == 1
    shown = phone.sends(answer="words", words="oh, and my chest has felt tight and heavy since noon")
    assert "Read this now" in shown.text
    assert phone.queued()[0].tier == "T0"


def test_words_after_an_urgent_result_never_make_it_less_urgent(phone):
    phone.begins().until("limb_signs", region="knee")
    phone.sends(answer="ticked", tick="hot_swollen_joint")
    phone.sends(answer="words", words="my doctor checked this already today")
    assert phone.question == "result"
    assert phone.queued()[0].tier == "T1"
    assert phone.left()["results"] == 1
