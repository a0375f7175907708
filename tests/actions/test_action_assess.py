import asyncio

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.action_assess import ActionAssess, UnfinishedInterview
from bot.store.conversations import is_erased
from bot.store.database import database
from bot.store.results import latest_result
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


def test_a_conversation_by_the_web_gets_the_whole_result(agent, open_conversation):
    async def talk():
        conversation = Conversation(agent, open_conversation())
        await conversation.start(consent=True)
        await conversation.say("can you make me a diet")
        return conversation.result

    result = asyncio.run(talk())
    assert result["destination"] == "a dietitian or your doctor"
    assert result["reasons"][0]["source"] and result["not_a_diagnosis"] and result["urgent_signs"]
