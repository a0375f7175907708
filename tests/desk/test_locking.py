"""The idle lock, unlocking, and the end of a shift."""

import pytest

from bot.desk.passwords import hash_password
from bot.store.staff import set_password
from bot.store.staff_sessions import start_session
from tests.desk.conftest import Visitor

PASSWORD = "seven quiet boats turn"


@pytest.fixture
def rita(signed_in, database):
    """A receptionist with a password, signed in."""
    visitor = signed_in("reception", "rita")
    with database.session() as session:
        set_password(session, visitor.staff_id, hash_password(PASSWORD), one_time=False)
    return visitor


def is_locked(visitor):
    answer = visitor.get("/account")
    return answer.status_code == 303 and answer.headers["location"].startswith("/unlock")


def test_ten_idle_minutes_lock(rita, clock):
    clock.turn(minutes=9, seconds=59)
    assert not is_locked(rita)
    clock.turn(minutes=10)
    assert is_locked(rita)


def test_work_keeps_it_open_and_so_does_writing(rita, clock):
    for _ in range(5):
        clock.turn(minutes=9)
        assert rita.post("/still-here").status_code == 204
    assert not is_locked(rita)


def test_a_lock_stays_until_the_password_is_given(rita, clock):
    clock.turn(minutes=11)
    assert is_locked(rita)
    assert rita.post("/still-here").status_code == 403
    assert is_locked(rita)
    assert rita.post("/unlock", password="a guess").status_code == 403
    assert is_locked(rita)
    assert rita.post("/unlock", password=PASSWORD, next="/account").headers["location"] == "/account"
    assert not is_locked(rita)


def test_a_locked_session_changes_nothing_and_says_so(rita, clock):
    clock.turn(minutes=11)
    answer = rita.post("/account", current=PASSWORD, password="another long one", repeated="another long one")
    assert answer.status_code == 403
    assert "The front desk is locked" in answer.text


def test_locking_by_hand_locks_at_once(rita):
    assert rita.post("/lock").headers["location"] == "/unlock"
    assert is_locked(rita)


def test_unlocking_gives_a_new_token_and_keeps_open_forms_good(rita, app):
    before = rita.cookie
    rita.post("/lock")
    rita.post("/unlock", password=PASSWORD)
    assert rita.cookie != before
    assert rita.post("/still-here").status_code == 204
    thief = Visitor(app)
    thief.take(before)
    assert thief.get("/account").headers["location"].startswith("/sign-in")


def test_guessing_at_the_lock_has_to_wait(rita):
    rita.post("/lock")
    for _ in range(5):
        rita.post("/unlock", password="a guess")
    answer = rita.post("/unlock", password=PASSWORD)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text


def test_nobody_unlocks_with_a_form_of_another_site(rita):
    rita.post("/lock")
    assert rita.post("/unlock", origin="http://evil.example", password=PASSWORD).status_code == 403


def test_the_lock_page_shows_nothing_of_the_work(rita):
    rita.post("/lock")
    shown = rita.get("/unlock").text
    assert "Locked" in shown
    assert "/queue" not in shown
    assert "idle.js" not in shown


def test_whoever_is_not_locked_is_sent_on_from_the_lock_page(rita):
    assert rita.get("/unlock?next=/account").headers["location"] == "/account"


def test_looking_at_the_lock_page_is_no_activity(rita, clock):
    clock.turn(minutes=9)
    rita.get("/unlock")
    clock.turn(minutes=2)
    assert is_locked(rita)


def test_after_twelve_hours_everybody_signs_in_again(rita, clock):
    for _ in range(12 * 8):
        clock.turn(minutes=7, seconds=30)
        last = rita.post("/still-here").status_code
    assert last == 401
    assert rita.get("/account").headers["location"].startswith("/sign-in")


def test_another_password_ends_the_other_sessions(rita, app, database, clock):
    other = Visitor(app)
    with database.session() as session:
        other.take(start_session(session, rita.staff_id, clock))
    wrong = rita.post("/account", current="a guess", password="another long one", repeated="another long one")
    assert wrong.status_code == 422
    assert other.get("/account").status_code == 200
    right = rita.post("/account", current=PASSWORD, password="another long one", repeated="another long one")
    assert "Your password is changed" in right.text
    assert rita.get("/account").status_code == 200
    assert other.get("/account").headers["location"].startswith("/sign-in")
