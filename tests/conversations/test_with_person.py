"""While a member of staff has the conversation the bot listens for danger, and else is silent."""

import asyncio

import pytest
from sqlalchemy import select

from bot.nlu import red_flag_net
from bot.nlu.red_flag_net import RedFlagNet
from bot.rasa_seams import processor
from bot.rasa_seams.turn_aborted import TurnAborted
from bot.store.alerts import unseen_alerts
from bot.store.cases import load_case
from bot.store.database import database
from bot.store.results import latest_result, results
from tests.conversations.runner import Conversation

KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
EMERGENCY = "my chest feels tight and I can't breathe"


@pytest.fixture
def talk(agent, open_conversation):
    """A conversation in which the goal and the place are told, and a question waits."""
    talk = Conversation(agent, open_conversation())

    async def begin():
        await talk.start()
        await talk.say("yes")
        await talk.say(KNEE)

    asyncio.run(begin())
    assert talk.question["id"] == "emergency_signs"
    return talk


def told(talk, *texts):
    async def tell():
        return [await talk.tell_staff(text) for text in texts]

    return asyncio.run(tell())


def alerts_of(talk):
    with database().reading() as session:
        return [each.kind for each in unseen_alerts(session) if each.conversation_id == talk.sender]


def case_of(talk):
    with database().reading() as session:
        return load_case(session, talk.sender)["answers"]


def test_nothing_that_is_said_to_staff_is_answered(talk):
    texts = (
        "none",
        "what is the difference?",
        "thanks, see you at 5",
        "start over",
        "2",
        "do I have a tear?",
    )
    assert told(talk, *texts) == [[]] * len(texts)
    assert alerts_of(talk) == []


def test_nothing_that_is_said_to_staff_counts_as_an_answer(talk):
    before = case_of(talk)
    told(talk, "none of these", "I am 70 and my shoulder hurts", "no chest pain")
    assert case_of(talk) == before


def test_the_bot_goes_on_at_the_same_question_when_it_is_handed_back(talk):
    told(talk, "none", "I am 70")
    new = asyncio.run(talk.say("none"))
    assert new[-1]["kind"] == "question"
    assert talk.question["id"] != "emergency_signs"


def test_an_emergency_is_said_at_once_with_nobody_named_and_the_desk_is_alerted(talk):
    [[said]] = told(talk, EMERGENCY)
    assert said["kind"] == "emergency"
    assert "911" in said["text"]
    assert said["result"]["outcome"] == "emergency"
    assert said["result"]["professional"] is None
    assert alerts_of(talk) == ["danger_with_person"]
    with database().reading() as session:
        assert latest_result(session, talk.sender)["outcome"] == "emergency"


def test_an_emergency_that_is_told_again_is_said_again_and_stored_once(talk):
    first, second = told(talk, EMERGENCY, EMERGENCY)
    assert [each["kind"] for each in (*first, *second)] == ["emergency", "emergency"]
    with database().reading() as session:
        mine = select(results.c.id).where(results.c.conversation_id == talk.sender)
        assert len(session.execute(mine).all()) == 1


def test_what_needs_help_today_is_left_to_staff_who_are_told(talk):
    assert told(talk, "my calf is swollen, red and hot since the flight") == [[]]
    assert alerts_of(talk) == ["danger_with_person"]
    assert "dvt_suspected" in case_of(talk)


def test_what_may_be_danger_is_asked_first_once_the_bot_has_it_again(talk):
    assert told(talk, "maybe a bit of chest pressure? not sure") == [[]]
    assert alerts_of(talk) == ["danger_with_person"]
    asyncio.run(talk.say("ok"))
    assert talk.question is None or talk.question["id"] == "confirm_danger"


def test_signs_that_only_together_are_an_emergency_are_one_when_the_second_is_told(talk):
    assert told(talk, "I have had breast cancer") == [[]]
    [[said]] = told(talk, "since this morning my leg is suddenly weak and I can't lift my foot")
    assert (said["kind"], said["result"]["outcome"]) == ("emergency", "emergency")


def test_an_option_tapped_as_staff_took_over_tells_the_sign_it_stands_for(talk):
    [said] = asyncio.run(talk.tell_staff("Bleeding that won't stop", choices=["severe_bleeding"]))
    assert said["kind"] == "emergency"


def test_a_reply_to_another_question_than_the_one_that_waits_is_only_words(talk):
    assert asyncio.run(talk.tell_staff("1", danger_asked="limb_signs")) == []
    assert alerts_of(talk) == []
    [said] = asyncio.run(talk.tell_staff("1", danger_asked="emergency_signs"))
    assert said["kind"] == "emergency"


def test_what_cannot_be_screened_ends_the_turn_and_does_not_count_as_calm(talk, monkeypatch):
    def broken(self, text):
        raise ValueError

    monkeypatch.setattr(RedFlagNet, "_heard", broken)
    with pytest.raises(TurnAborted):
        told(talk, "see you at five")
    assert processor.SCREENING_FAILED == red_flag_net.SCREENING_FAILED


def test_an_emergency_before_consent_is_said_and_kept(agent, open_conversation):
    talk = Conversation(agent, open_conversation())
    asyncio.run(talk.start())
    [[said]] = told(talk, EMERGENCY)
    assert said["kind"] == "emergency"
    assert "chest_pain_now" in case_of(talk)


def test_nothing_else_is_kept_before_consent(agent, open_conversation):
    talk = Conversation(agent, open_conversation())
    asyncio.run(talk.start())
    told(talk, KNEE)
    with database().reading() as session:
        assert not load_case(session, talk.sender)
