import asyncio

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from bot.actions.action_assess import ActionAssess, UnfinishedInterview
from bot.store.clock import utc_now
from bot.store.conversations import is_erased
from bot.store.database import database
from bot.store.overrides import Override, add_override
from bot.store.queue import read_queued
from bot.store.results import latest_result, results
from bot.store.staff import add_staff
from bot.triage.content import load_content
from bot.triage.evidence import Answer, Case
from bot.triage.record import DecisionRecord, replay
from tests.conversations.runner import Conversation

DIET = Case().told({"goal": Answer("outside", "can you make me a diet"), "scope_ask": Answer("diet")})


def assessed(conversation_id, case, **slots):
    tracker = Tracker(
        conversation_id, {"case": case.to_json(), **slots}, {}, [], False, None, {}, "action_listen"
    )
    said = CollectingDispatcher()
    ActionAssess().run(said, tracker, {})
    return said.messages


def test_a_result_is_stored_with_a_record_that_reproduces_it(open_conversation):
    conversation_id = open_conversation()
    assessed(conversation_id, DIET, consent="yes")
    with database().session() as session:
        stored = latest_result(session, conversation_id)
    again = replay(DecisionRecord.from_json(stored["record"]), load_content())
    assert (again.outcome, again.rule) == ("outside_scope", stored["rule"])


def test_nothing_is_assessed_while_a_question_could_still_change_it(open_conversation):
    with pytest.raises(UnfinishedInterview):
        assessed(open_conversation(), Case(), consent="yes")


def test_a_refused_consent_leaves_nothing_behind(open_conversation):
    conversation_id = open_conversation()
    assert "won't ask health questions" in assessed(conversation_id, Case(), consent="no")[0]["text"]
    with database().session() as session:
        assert is_erased(session, conversation_id)


def test_an_emergency_is_said_even_when_consent_was_refused(open_conversation):
    case = Case().told({"chest_pain_now": Answer("yes", "my chest feels tight")})
    assert "Call 911 now" in assessed(open_conversation(), case, consent="no")[0]["text"]


CHEST = {"chest_pain_now": Answer("yes", "my chest feels tight")}
BLEEDING = {"severe_bleeding": Answer("yes", "it won't stop bleeding")}


def stored_results(conversation_id):
    with database().reading() as session:
        query = select(results.c.id).where(results.c.conversation_id == conversation_id).order_by("number")
        return session.execute(query).scalars().all()


def test_the_same_emergency_is_said_again_in_short_and_stored_once(open_conversation):
    conversation_id = open_conversation()
    assessed(conversation_id, Case().told(CHEST))
    (again,) = assessed(conversation_id, Case().told(CHEST), outcome="emergency")
    assert "Please get help first" in again["text"]
    assert len(stored_results(conversation_id)) == 1


def test_an_emergency_with_a_new_sign_is_one_of_its_own(open_conversation):
    conversation_id = open_conversation()
    assessed(conversation_id, Case().told(CHEST))
    new = assessed(conversation_id, Case().told(CHEST | BLEEDING), outcome="emergency")[0]
    assert "Call 911 now" in new["text"]
    assert len(stored_results(conversation_id)) == 2


def test_an_emergency_that_staff_had_lowered_stands_again_when_it_is_told_again(open_conversation):
    conversation_id = open_conversation()
    assessed(conversation_id, Case().told(CHEST))
    (first,) = stored_results(conversation_id)
    with database().session() as session:
        clinician = add_staff(
            session, f"cleo-{conversation_id[-8:].lower()}", "Demo Cleo", "clinician", "none"
        )
        lowered = Override("lower_urgency", "T0", "T4", "misheard", "A muscle, she said", first)
        add_override(session, conversation_id, 0, lowered, clinician)
    assessed(conversation_id, Case().told(CHEST), outcome="emergency")
    with database().reading() as session:
        assert read_queued(session, conversation_id, utc_now()).tier == "T0"


def test_a_conversation_by_the_web_gets_the_whole_result(agent, open_conversation):
    async def talk():
        conversation = Conversation(agent, open_conversation())
        await conversation.start(consent=True)
        await conversation.say("can you make me a diet")
        return conversation.result

    result = asyncio.run(talk())
    assert result["destination"] == "a dietitian or your doctor"
    assert result["reasons"][0]["source"] and result["not_a_diagnosis"] and result["urgent_signs"]
