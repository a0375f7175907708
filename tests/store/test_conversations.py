"""Conversations: ids nobody can guess, states, and being forgotten for good."""

import pytest
from sqlalchemy import select

from bot.store.audit import audit
from bot.store.calls import begin_call
from bot.store.cases import load_case, save_case
from bot.store.columns import EncryptedJSON, EncryptedText
from bot.store.contact_attempts import add_attempt
from bot.store.contacts import load_contact, save_contact
from bot.store.conversations import (
    conversation_exists,
    erase_conversation,
    get_state,
    is_erased,
    open_conversation,
    set_state,
)
from bot.store.errors import MalformedInput, UnknownConversation
from bot.store.overrides import Override, add_override
from bot.store.presence import note_presence, presence
from bot.store.results import latest_result, results, save_result
from bot.store.schema import metadata
from bot.store.sms_numbers import StoredNumber, note_number, save_number
from bot.store.sms_outbox import NewText, add_texts
from bot.store.tracker_events import append_events
from bot.store.turns import StoredTurns
from tests.store.front_desk import Clinic

ABOUT_THE_CLINIC = ("staff", "staff_sessions", "clinic_versions", "saved_views")


def fill(database, conversation, clock):
    """Store content of every kind."""
    turns = StoredTurns(database, clock=clock)
    turns.claim(conversation, "t1", "my knee hurts")
    turns.finish(conversation, "t1", {"from": "person", "text": "my knee hurts"}, [], "asking", True)
    with database.session() as session:
        save_case(session, conversation, {"region": "knee"}, clock)
        save_result(session, conversation, {"tier": "T3"}, clock)
        save_contact(session, conversation, "Ana Sample", "555 0100", clock)
        append_events(session, conversation, [{"event": "user", "text": "my knee"}], 0, clock())
        note_number(session, conversation[:64], "+15005550101")
        save_number(session, conversation[:64], StoredNumber(None, conversation))
        reply = NewText("Which knee?", False, "question")
        add_texts(session, "turn.1", conversation, conversation[:64], "+15005550101", [reply], clock())
    rita = Clinic(database, clock).hire()
    with database.session() as session:
        add_attempt(session, conversation, 0, "phone", "spoke", "Her knee is worse", rita, clock)
        raised = Override("raise_urgency", "T3", "T1", "sounds_worse", "Her knee is worse")
        add_override(session, conversation, 1, raised, rita, clock)
        note_presence(session, conversation, rita, clock)
        begin_call(session, conversation, rita, "self", {"answers": {}}, clock)


def test_an_id_names_its_channel_and_cannot_be_guessed(database):
    with database.session() as session:
        ids = {open_conversation(session, "web", "en-US") for _ in range(20)}
    assert len(ids) == 20
    assert all(each.startswith("web:") and len(each) == 4 + 32 for each in ids)


@pytest.mark.parametrize(("channel", "locale"), [("", "en-US"), ("Web", "en"), ("web", "a\0b"), ("web", "")])
def test_a_strange_channel_or_locale_is_refused(sqlite_database, channel, locale):
    with pytest.raises(MalformedInput), sqlite_database.session() as session:
        open_conversation(session, channel, locale)


@pytest.mark.parametrize(
    "strange", ["web:never issued", "web:x\0y", "", "x" * 1000, "web:nobody"], ids=range(5)
)
def test_an_id_that_was_never_issued_does_not_exist(database, strange):
    with database.session() as session:
        assert not conversation_exists(session, strange)
        for use in (is_erased, get_state, erase_conversation):
            with pytest.raises(UnknownConversation):
                use(session, strange)
        with pytest.raises(UnknownConversation):
            save_case(session, strange, {})


def test_a_conversation_keeps_its_state(database, conversation):
    with database.session() as session:
        assert get_state(session, conversation) == "asking"
        set_state(session, conversation, "with_person")
    with database.reading() as session:
        assert get_state(session, conversation) == "with_person"


def test_a_state_that_is_none_of_the_four_is_refused(sqlite_database):
    with sqlite_database.session() as session:
        conversation = open_conversation(session, "web", "en-US")
        with pytest.raises(MalformedInput, match="with_person"):
            set_state(session, conversation, "thinking")


def test_erasing_leaves_no_encrypted_value_in_any_table(database, conversation, clock):
    fill(database, conversation, clock)
    with database.session() as session:
        assert erase_conversation(session, conversation, clock=clock)
    secret = (EncryptedText, EncryptedJSON)
    columns = [
        each
        for table in metadata.tables.values()
        if table.name not in ABOUT_THE_CLINIC
        for each in table.c
        if isinstance(each.type, secret)
    ]
    assert len(columns) == 15
    with database.reading() as session:
        for column in columns:
            assert session.execute(select(column).where(column.is_not(None))).all() == [], column
        for table in (results, presence):
            assert session.execute(select(table)).all() == []
        assert is_erased(session, conversation)
        assert get_state(session, conversation) == "ended"


def test_erasing_leaves_one_audit_line_however_often_it_is_asked(database, conversation, clock):
    with database.session() as session:
        assert erase_conversation(session, conversation, clock=clock)
        assert not erase_conversation(session, conversation, clock=clock)
    with database.reading() as session:
        line = session.execute(select(audit)).one()
    assert (line.action, line.conversation_id, line.at) == ("conversation_erased", conversation, clock())


def test_erasing_one_conversation_leaves_the_others(database, conversation, clock):
    with database.session() as session:
        other = open_conversation(session, "web", "en-US", clock)
    fill(database, other, clock)
    with database.session() as session:
        erase_conversation(session, conversation, clock=clock)
    with database.reading() as session:
        assert load_case(session, other) == {"region": "knee"}
    assert StoredTurns(database).messages(other, None)[0][0]["text"] == "my knee hurts"


def test_nothing_is_stored_for_an_erased_conversation(database, conversation):
    with database.session() as session:
        erase_conversation(session, conversation)
        save_case(session, conversation, {"region": "knee"})
        save_result(session, conversation, {"tier": "T3"})
        save_contact(session, conversation, "Ana Sample", "555 0100")
        set_state(session, conversation, "asking")
    with database.reading() as session:
        assert load_case(session, conversation) is None
        assert latest_result(session, conversation) is None
        assert load_contact(session, conversation) is None
        assert get_state(session, conversation) == "ended"
