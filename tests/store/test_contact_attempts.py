"""Attempts to reach somebody: what they make of the status, and what is kept of them."""

import pytest
from sqlalchemy import text

from bot.store.case_work import ChangedMeanwhile, load_work, set_status
from bot.store.contact_attempts import LONGEST_NOTE, add_attempt, attempts_of
from bot.store.conversations import erase_conversation
from bot.store.errors import MalformedInput
from tests.store.front_desk import Clinic


@pytest.fixture
def rita(database, clock):
    return Clinic(database, clock).hire()


def after(database, conversation, rita, *outcomes, status=None):
    """The work after these attempts by phone, from a status on."""
    with database.session() as session:
        if status is not None:
            set_status(session, conversation, 0, status, rita)
        for outcome in outcomes:
            version = load_work(session, conversation).version
            add_attempt(session, conversation, version, "phone", outcome, "", rita)
        return load_work(session, conversation)


def test_attempts_without_an_answer_are_counted_until_somebody_answers(database, conversation, rita):
    work = after(database, conversation, rita, "no_answer", "left_message")
    assert (work.status, work.no_answer_count) == ("no_answer", 2)
    work = after(database, conversation, rita, "spoke")
    assert (work.status, work.no_answer_count) == ("contacted", 2)


@pytest.mark.parametrize("outcome", ["spoke", "no_answer", "wrong_number"])
def test_nobody_takes_back_a_booking_by_ringing_once_more(database, conversation, rita, outcome):
    assert after(database, conversation, rita, outcome, status="booked").status == "booked"


def test_a_wrong_number_leaves_the_status(database, conversation, rita):
    work = after(database, conversation, rita, "wrong_number")
    assert (work.status, work.no_answer_count) == ("new", 0)


def test_attempts_are_listed_newest_first_with_who_when_and_what(database, conversation, rita, clock):
    first = clock()
    with database.session() as session:
        add_attempt(session, conversation, 0, "phone", "no_answer", "", rita, clock)
        clock.turn(hours=1)
        add_attempt(session, conversation, 1, "text", "spoke", " Rings back at 4 ", rita, clock)
        newest, oldest = attempts_of(session, conversation)
    assert (newest.how, newest.outcome, newest.note) == ("text", "spoke", "Rings back at 4")
    assert (oldest.staff_id, oldest.at, oldest.note) == (rita, first, None)


@pytest.mark.parametrize(
    ("how", "outcome", "note"),
    [("pigeon", "spoke", ""), ("phone", "flew", ""), ("phone", "spoke", "x" * (LONGEST_NOTE + 1))],
    ids=("way", "outcome", "note"),
)
def test_what_is_not_on_the_lists_is_refused(database, conversation, rita, how, outcome, note):
    with pytest.raises(MalformedInput), database.session() as session:
        add_attempt(session, conversation, 0, how, outcome, note, rita)


def test_two_who_try_at_once_notice(database, conversation, rita):
    with database.session() as session:
        add_attempt(session, conversation, 0, "phone", "no_answer", "", rita)
    with pytest.raises(ChangedMeanwhile), database.session() as session:
        add_attempt(session, conversation, 0, "phone", "no_answer", "", rita)
    with database.reading() as session:
        assert len(attempts_of(session, conversation)) == 1


def test_a_note_is_not_readable_without_the_key_and_goes_with_the_conversation(database, conversation, rita):
    with database.session() as session:
        add_attempt(session, conversation, 0, "phone", "spoke", "Rings back at 4", rita)
        kept = session.execute(text("SELECT note FROM contact_attempts")).scalar_one()
        assert "Rings" not in kept
        erase_conversation(session, conversation)
        (attempt,) = attempts_of(session, conversation)
    assert (attempt.note, attempt.outcome) == (None, "spoke")
