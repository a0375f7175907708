"""Sessions of staff: only a digest is kept, and what has ended is gone."""

import pytest
from sqlalchemy import select, text

from bot.store.staff import add_staff
from bot.store.staff_sessions import (
    end_session,
    end_sessions_of,
    find_session,
    keep_pending_totp,
    lock,
    note_activity,
    renew,
    staff_sessions,
    start_session,
)


@pytest.fixture
def rita(database, clock):
    with database.session() as session:
        return add_staff(session, "rita", "Rita Demo", "reception", "-", clock)


@pytest.fixture
def token(database, clock, rita):
    with database.session() as session:
        return start_session(session, rita, clock)


def found(database, token, clock):
    with database.reading() as session:
        return find_session(session, token, clock)


def test_a_session_is_found_by_its_token_alone(database, clock, rita, token):
    session = found(database, token, clock)
    assert (session.staff_id, session.locked_at) == (rita, None)
    assert len(session.csrf) >= 43
    assert session.csrf not in repr(session)
    assert found(database, token[:-1] + "_", clock) is None
    assert found(database, "\ud800", clock) is None


def test_the_token_is_kept_nowhere(database, token):
    with database.reading() as session:
        assert token not in str(session.execute(text("SELECT * FROM staff_sessions")).all())


def test_it_ends_after_twelve_hours_and_its_row_goes_with_the_next_sign_in(database, clock, rita, token):
    clock.turn(hours=11, minutes=59)
    assert found(database, token, clock) is not None
    clock.turn(minutes=1)
    assert found(database, token, clock) is None
    with database.session() as session:
        start_session(session, rita, clock)
        assert len(session.execute(select(staff_sessions)).all()) == 1


def test_a_renewed_session_is_the_same_under_another_token(database, clock, token):
    before = found(database, token, clock)
    with database.session() as session:
        lock(session, token, clock)
        fresh = renew(session, token, clock)
    after = found(database, fresh, clock)
    assert found(database, token, clock) is None
    assert (after.csrf, after.made_at, after.locked_at) == (before.csrf, before.made_at, None)


def test_activity_and_a_key_that_waits_for_its_code_are_kept(database, clock, token):
    clock.turn(minutes=3)
    with database.session() as session:
        note_activity(session, token, clock)
        keep_pending_totp(session, token, "SECRETKEY")
        kept = session.execute(text("SELECT pending_totp FROM staff_sessions")).scalar_one()
    assert kept.startswith("v1.")
    assert found(database, token, clock).seen_at == clock.now
    assert found(database, token, clock).pending_totp == "SECRETKEY"


def test_one_session_ends_or_all_but_one(database, clock, rita, token):
    with database.session() as session:
        second, third = start_session(session, rita, clock), start_session(session, rita, clock)
        end_session(session, third)
        end_sessions_of(session, rita, but=second)
    assert [found(database, each, clock) is None for each in (token, second, third)] == [True, False, True]
