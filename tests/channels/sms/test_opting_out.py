"""Opting out holds, whatever was going on; danger is heard all the same."""

import asyncio

import pytest

from tests.conversations.by_text import Phone, real_turns


def conversation(agent, *said):
    async def talk():
        phone = Phone(real_turns(agent))
        for words in said:
            text, batch = words if isinstance(words, tuple) else (words, {})
            await phone.says(text, **batch)
        return phone

    return asyncio.run(talk())


UNSURE = "maybe a bit of chest pressure"
BY_CARRIER = {"carrier_answered": True}


@pytest.mark.parametrize("words", ["STOP", "leave me alone", "wrong number"])
def test_an_opt_out_is_confirmed_once_and_then_there_is_silence(words, agent, migrated):
    phone = conversation(agent, "hi", words)
    assert [text.text[:27] for text in phone.latest] == ["You will get no more texts "]
    assert phone.state.opted_out and "sms_opted_out" in phone.audited
    assert conversation(agent, "hi", words, "my knee hurts").latest == []
    assert conversation(agent, "hi", words, "STOP").latest == []


def test_what_the_carrier_answered_is_only_recorded(agent, migrated):
    phone = conversation(agent, "hi", ("STOP", BY_CARRIER))
    assert phone.latest == [] and phone.state.opted_out
    assert conversation(agent, "hi", ("HELP", BY_CARRIER)).latest == []
    back = conversation(agent, "hi", ("stop", BY_CARRIER), ("START", BY_CARRIER))
    assert back.latest == [] and not back.state.opted_out


def test_the_carrier_does_not_answer_free_words_so_we_do(agent, migrated):
    phone = conversation(agent, "hi", ("stop texting me", BY_CARRIER))
    assert "no more texts" in phone.latest[0].text


@pytest.mark.parametrize("words", ["START", "unstop", "Yes"])
def test_an_opt_out_can_be_taken_back(words, agent, migrated):
    phone = conversation(agent, "hi", "STOP", words)
    assert not phone.state.opted_out and "are on again" in phone.latest[0].text


def test_yes_is_an_answer_for_everybody_else(agent, migrated):
    phone = conversation(agent, "hi", "yes")
    assert "What brings you here?" in phone.latest[0].text


def test_help_opens_with_the_emergency_line_and_changes_nothing(agent, migrated):
    phone = conversation(agent, "hi", "HELP", "1")
    help_text = phone.texts[2].text
    assert help_text.startswith("In an emergency, call 911.") and "STOP" in help_text
    assert "What brings you here?" in phone.latest[0].text


def test_a_wish_to_be_left_alone_in_which_danger_is_heard_is_no_opt_out(agent, migrated):
    phone = conversation(agent, "hi", "1", "leave me alone i want to kill myself")
    assert phone.latest[0].kind == "emergency" and not phone.state.opted_out


def test_danger_after_an_opt_out_is_answered_and_told_to_the_front_desk(agent, migrated):
    phone = conversation(agent, "hi", "STOP", "crushing chest pain and i cant breathe")
    assert phone.latest[0].kind == "emergency" and phone.alerts == ["opted_out_danger"]
    assert phone.state.opted_out


@pytest.mark.parametrize("answer", ["1", "yes", "i think so"])
def test_whether_that_danger_is_real_can_still_be_answered_after_an_opt_out(answer, agent, migrated):
    asked = conversation(agent, "hi", "STOP", UNSURE)
    assert asked.latest and asked.latest[0].kind == "question" and asked.alerts == ["opted_out_danger"]
    phone = conversation(agent, "hi", "STOP", UNSURE, answer)
    assert phone.latest[0].kind == "emergency" and phone.state.opted_out
    assert conversation(agent, "hi", "STOP", UNSURE, "START").state.opted_out is False
    assert conversation(agent, "hi", "STOP", UNSURE, "2", "my knee hurts").latest == []


def test_danger_in_a_text_that_the_carrier_takes_for_a_keyword_is_heard(agent, migrated):
    words = "help crushing chest pain and i cant breathe"
    phone = conversation(agent, "hi", (words, {**BY_CARRIER, "keyword": "help"}))
    assert phone.latest[0].kind == "emergency"
    phone = conversation(agent, "hi", (words, {**BY_CARRIER, "keyword": "stop"}))
    assert phone.state.opted_out and phone.alerts == ["opted_out_danger"]


def test_an_opt_out_right_after_an_emergency_is_told_to_the_front_desk(agent, migrated):
    phone = conversation(agent, "crushing chest pain and i cant breathe", "STOP")
    assert phone.alerts == ["opted_out_danger"]
    assert conversation(agent, "hi", "STOP").alerts == []
