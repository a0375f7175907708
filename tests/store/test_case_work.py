"""Work on a case: statuses, owners, and two people who save at once."""

import pytest
from sqlalchemy import select

from bot.store.audit import audit
from bot.store.case_work import (
    CaseErased,
    ChangedMeanwhile,
    Work,
    last_change,
    load_work,
    set_owner,
    set_status,
)
from bot.store.conversations import erase_conversation
from bot.store.errors import MalformedInput, UnknownConversation
from tests.store.front_desk import Clinic


@pytest.fixture
def rita(database, clock):
    return Clinic(database, clock).hire()


def work_on(database, conversation):
    with database.reading() as session:
        return load_work(session, conversation)


def test_a_case_nobody_touched_is_new_and_nobodys(database, conversation):
    assert work_on(database, conversation) == Work("new", 0, None, 0)
    with database.reading() as session:
        assert last_change(session, conversation) is None


def test_each_change_makes_the_next_version_and_a_line_in_the_audit(database, conversation, rita, clock):
    with database.session() as session:
        set_status(session, conversation, 0, "contacted", rita, clock)
        set_owner(session, conversation, 1, rita, rita, clock)
        set_owner(session, conversation, 2, None, rita, clock)
    assert work_on(database, conversation) == Work("contacted", 0, None, 3)
    with database.reading() as session:
        lines = session.execute(select(audit.c.action, audit.c.detail, audit.c.actor)).all()
        assert [tuple(line) for line in lines] == [
            ("status_changed", "status=contacted", rita),
            ("owner_changed", f"owner={rita}", rita),
            ("owner_changed", "owner=nobody", rita),
        ]
        changed = last_change(session, conversation)
    assert (changed.actor, changed.action, changed.at) == (rita, "owner_changed", clock())


def test_of_two_who_save_what_they_both_saw_the_second_is_told_and_changes_nothing(
    database, conversation, rita
):
    with database.session() as session:
        set_status(session, conversation, 0, "booked", rita)
    with pytest.raises(ChangedMeanwhile), database.session() as session:
        set_status(session, conversation, 0, "declined", rita)
    assert work_on(database, conversation).status == "booked"
    with database.reading() as session:
        assert len(session.execute(select(audit)).all()) == 1


def test_a_status_that_is_none_of_the_seven_is_refused(database, conversation, rita):
    with pytest.raises(MalformedInput, match="booked"), database.session() as session:
        set_status(session, conversation, 0, "lost", rita)


def test_there_is_nothing_to_work_on_once_a_conversation_is_erased(database, conversation, rita):
    with database.session() as session:
        erase_conversation(session, conversation)
    with pytest.raises(CaseErased), database.session() as session:
        set_status(session, conversation, 0, "booked", rita)


def test_a_conversation_that_was_never_opened_has_no_work(database, rita):
    with pytest.raises(UnknownConversation), database.session() as session:
        set_status(session, "web:nobody", 0, "booked", rita)
