"""The first texts of a number: danger before all else, then the notice, then the question."""

import asyncio

import pytest

from tests.conversations.by_text import Phone, real_turns


def conversation(agent, *said, **options):
    async def talk():
        phone = Phone(real_turns(agent), **options)
        for words in said:
            text, batch = words if isinstance(words, tuple) else (words, {})
            await phone.says(text, **batch)
        return phone

    return asyncio.run(talk())


def latest(phone):
    return [text.text for text in phone.latest]


def test_hello_gets_the_notice_and_the_first_question(agent, migrated):
    phone = conversation(agent, "Hi!")
    notice, question = latest(phone)
    assert "Texts are not private" in notice and "STOP" in notice and "HELP" in notice and "911" in notice
    assert question.endswith("OK to go on?\n1 Yes\n2 No")
    assert phone.audited == ["sms_notice_sent"]
    assert phone.state.told_version == phone.words.told_version()


def test_the_notice_is_sent_once(agent, migrated):
    phone = conversation(agent, "hi", "1", "my knee hurts")
    assert sum("Texts are not private. Msg" in text.text for text in phone.texts) == 1


def test_an_emergency_in_the_first_text_goes_out_alone_and_the_notice_comes_later(agent, migrated):
    phone = conversation(agent, "crushing chest pain and i cant breathe")
    (text,) = phone.latest
    assert text.urgent and text.kind == "emergency"
    assert "Call 911 now" in text.text and "This is not a diagnosis." in text.text
    assert not phone.state.greeted
    phone = conversation(agent, "crushing chest pain and i cant breathe", "thank you")
    assert phone.latest[0].text.startswith("This is the automated guide of Riverside Clinic")


def test_what_the_first_text_told_is_not_asked_again(agent, migrated):
    async def talk():
        phone = Phone(real_turns(agent))
        await phone.says("my knee has ached for 4 months when I climb stairs, I want it treated")
        await phone.says("1")
        return (await phone.question())["id"]

    assert asyncio.run(talk()) == "emergency_signs"


@pytest.mark.parametrize("words", ["yes", "ok yes go on", "no", "sure"])
def test_nobody_consents_before_they_were_asked(words, agent, migrated):
    phone = conversation(agent, words)
    assert latest(phone)[-1].endswith("OK to go on?\n1 Yes\n2 No")
    assert "What brings you here?" in latest(conversation(agent, words, "yes"))[0]


def test_a_crash_after_the_conversation_was_opened_opens_no_second_one(agent, migrated):
    async def talk():
        phone = Phone(real_turns(agent))
        await phone.says("my knee hurts when I climb stairs")
        (kept,) = phone.kept.states
        again = await phone.dialogue.answer(kept, phone.sent[-1])
        return phone, again

    phone, again = asyncio.run(talk())
    assert again.number.conversation_id == phone.state.conversation_id
    assert [text.text for text in again.texts] == latest(phone) and len(phone.kept.states) == 1


def test_a_picture_alone_is_answered_plainly_and_opens_nothing(agent, migrated):
    phone = conversation(agent, ("", {"media_count": 1}))
    assert "I can't see pictures" in latest(phone)[1] and "911" in latest(phone)[1]
    assert phone.state.conversation_id is None


def test_a_picture_with_words_is_a_turn_like_any_other(agent, migrated):
    phone = conversation(agent, "hi", "1", ("my knee hurts when I climb stairs", {"media_count": 2}))
    assert "I can't see pictures" in latest(phone)[0]
    assert latest(phone)[-1].startswith("Any of these right now?")


def test_a_place_on_a_map_and_an_empty_text_are_answered_plainly(agent, migrated):
    assert "I can't see where you are" in latest(conversation(agent, "hi", ("", {"has_location": True})))[0]
    assert "nothing to read" in latest(conversation(agent, "hi", ""))[0]


def test_a_command_is_understood_and_a_link_can_be_asked_for(agent, migrated):
    phone = conversation(agent, "hi", "HUMAN")
    assert "You can talk to a person" in latest(phone)[0]
    phone = conversation(agent, "hi", "link")
    assert latest(phone)[0].startswith("To go on by web: https://chat.example/talk/continue#")
    phone = conversation(agent, "hi", "link", links=False)
    assert "right here" in latest(phone)[0]


def test_forgetting_ends_the_conversation_and_the_next_text_opens_another(agent, migrated):
    phone = conversation(agent, "hi", "1", "forget me")
    assert latest(phone)[0].startswith("Done. I have erased") and phone.state.conversation_id is None
    again = conversation(agent, "hi", "1", "forget me", "hi")
    assert again.state.conversation_id is not None and latest(again)[-1].endswith("1 Yes\n2 No")


def test_the_same_batch_after_a_crash_gets_the_same_reply(agent, migrated):
    async def talk():
        phone = Phone(real_turns(agent))
        await phone.says("hi")
        before = phone.state
        first = await phone.says("1")
        (batch,) = phone.sent[-1:]
        again = await phone.dialogue.answer(before, batch)
        return first, [text.text for text in again.texts], phone.state, again.number

    first, again, state, state_again = asyncio.run(talk())
    assert first == again and state == state_again


def test_consent_by_text_is_in_the_audit_with_the_version_of_its_wording(agent, migrated):
    from bot.actions.consent import consent_version
    from bot.store.audit import audit
    from bot.store.database import database

    phone = conversation(agent, "hi", "1")
    with database().reading() as session:
        lines = session.execute(audit.select().where(audit.c.conversation_id == phone.state.conversation_id))
        details = [line.detail for line in lines if line.action == "consent_given"]
    assert details == [f"channel=sms,version={consent_version('sms')}"]
    assert consent_version("sms") == phone.words.told_version() != consent_version("web")
