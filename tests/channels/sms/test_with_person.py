"""By text while a member of staff has the conversation: whatever is texted is for them, and only danger is answered."""

import asyncio
import uuid

import pytest

from bot.desk.person import Staff
from bot.desk.talking import hand_back
from bot.store.alerts import unseen_alerts
from bot.store.clock import utc_now
from bot.store.database import database
from bot.store.staff import add_staff
from bot.store.staff_replies import add_staff_reply
from bot.store.take_overs import take_over
from tests.conversations.by_text import Phone, real_turns

KNEE = "my knee has ached for 4 months when I climb stairs, I want it treated"
PRESSURE = "maybe a bit of chest pressure? not sure"


def hire():
    with database().session() as session:
        return add_staff(session, f"ana{uuid.uuid4().hex[:8]}", "Ana Brook", "reception", "no password")


def talk(agent, *steps):
    """Texts, after two answers; at `take` staff take it over, at `reply` they write, and a number is so many hours."""
    staff = hire()

    async def play():
        phone = Phone(real_turns(agent))
        for step in (KNEE, "1", *steps):
            if step == "take":
                with database().session() as session:
                    take_over(session, phone.state.conversation_id, staff)
            elif step == "reply":
                with database().session() as session:
                    add_staff_reply(
                        session, phone.state.conversation_id, staff, "Ana here. Which day is best?"
                    )
            elif isinstance(step, int):
                phone.waits(hours=step)
            else:
                await phone.says(step)
        return phone, await phone.messages()

    return asyncio.run(play())


def said(phone):
    return [text.text for text in phone.latest]


def alerts(phone):
    with database().reading() as session:
        mine = [
            each for each in unseen_alerts(session) if each.conversation_id == phone.state.conversation_id
        ]
    return [each.kind for each in mine]


def own_words(messages):
    return [message["text"] for message in messages if message["from"] == "person"]


def test_numbers_and_commands_are_for_staff_to_read_and_nothing_is_sent_back(agent, migrated):
    texts = ["2", "LINK", "RESTART", "not sure what you mean"]
    phone, messages = talk(agent, "take", "reply", *texts)
    assert own_words(messages)[-4:] == texts
    assert phone.texts == talk(agent, "take", "reply")[0].texts


def test_after_hours_nobody_is_asked_whether_to_go_on(agent, migrated):
    phone, messages = talk(agent, "take", 5, "here I am again")
    assert said(phone) == [] and phone.state.pending is None
    assert own_words(messages)[-1] == "here I am again"


def test_stop_and_help_are_heard_by_the_channel_all_the_same(agent, migrated):
    phone, _ = talk(agent, "take", "HELP")
    assert "This is the automated guide" in said(phone)[0]
    phone, messages = talk(agent, "take", "STOP")
    assert phone.state.opted_out and "no more texts" in said(phone)[0]
    assert own_words(messages)[-1] != "STOP"


def test_an_emergency_is_answered_alone_and_the_conversation_stays_with_staff(agent, migrated):
    phone, _ = talk(agent, "take", "my chest feels tight and I can't breathe")
    assert [text.kind for text in phone.latest] == ["emergency"]
    phone_after, messages = talk(agent, "take", "my chest feels tight and I can't breathe", "OK")
    assert said(phone_after) == []
    assert own_words(messages)[-1] == "OK"


def test_a_number_answers_the_question_that_was_put_again(agent, migrated):
    staff = hire()

    async def play():
        phone = Phone(real_turns(agent))
        for text in (KNEE, "1"):
            await phone.says(text)
        conversation = phone.state.conversation_id
        with database().session() as session:
            take_over(session, conversation, staff)
            add_staff_reply(session, conversation, staff, "Ana here. Which day is best?")
        await phone.says("2")
        hand_back(database(), conversation, Staff(staff, "ana", "Ana Brook", "reception"), utc_now)
        put = (await phone.messages())[-1]
        # As the front desk notes it for the number that texted.
        phone.later(asked=put["id"])
        await phone.says("0")
        return put["question"]["id"], await phone.question()

    before, after = asyncio.run(play())
    assert before == "emergency_signs" and after["id"] == "limb_signs"


@pytest.mark.parametrize(
    ("steps", "reply"),
    [
        (["take"], "1"),
        (["take"], "1 and 2"),
        ([PRESSURE, "take"], "1"),
        ([PRESSURE, "take"], "yes"),
        ([PRESSURE, "take"], "1."),
    ],
)
def test_the_first_reply_to_an_open_question_about_danger_is_still_read_as_on_its_menu(
    steps, reply, agent, migrated
):
    phone, _ = talk(agent, *steps, reply)
    assert [text.kind for text in phone.latest] == ["emergency"]


@pytest.mark.parametrize(("steps", "reply"), [(["take"], "0"), (["take"], "9"), ([PRESSURE, "take"], "2")])
def test_a_number_that_tells_no_danger_is_for_staff_to_read(steps, reply, agent, migrated):
    phone, messages = talk(agent, *steps, reply)
    assert said(phone) == [] and alerts(phone) == []
    assert own_words(messages)[-1] in (reply, "None of these", "No")


@pytest.mark.parametrize("reply", ["3", "?"])
def test_not_sure_on_the_menu_alerts_the_desk(reply, agent, migrated):
    phone, _ = talk(agent, PRESSURE, "take", reply)
    assert said(phone) == [] and alerts(phone) == ["danger_with_person"]


def test_a_number_meant_for_going_on_or_not_answers_no_question_about_danger(agent, migrated):
    phone, messages = talk(agent, 5, "hello again", "take", "1")
    assert said(phone) == [] and alerts(phone) == []
    assert own_words(messages)[-1] == "1"
