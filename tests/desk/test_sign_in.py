"""Signing in: password and code, one error for all faults, a new token each time, and waits for guessers."""

import pyotp
import pytest

from bot.desk.passwords import hash_password
from bot.store.audit_lines import Wanted, audit_lines
from bot.store.staff import add_staff, disable, set_password, set_totp
from tests.desk.conftest import SECRET, Visitor

PASSWORD = "seven quiet boats turn"


@pytest.fixture
def rita(database, clock):
    """A receptionist with a password and an app."""
    with database.session() as session:
        staff_id = add_staff(session, "rita", "Rita Demo", "reception", "-", clock)
        set_password(session, staff_id, hash_password(PASSWORD), one_time=False)
        set_totp(session, staff_id, SECRET, 0)
    return staff_id


def code(clock):
    return pyotp.TOTP(SECRET).at(clock())


def try_in(visitor, login="rita", password=PASSWORD, code="", **more):
    return visitor.post("/sign-in", login=login, password=password, code=code, **more)


def test_password_and_code_let_in(rita, nobody, clock):
    answer = try_in(nobody, code=code(clock))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert nobody.get("/account").status_code == 200


def test_the_cookie_is_for_this_site_alone_and_not_for_scripts(rita, nobody, clock):
    said = try_in(nobody, code=code(clock)).headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "path=/" in said
    assert "domain" not in said


@pytest.mark.parametrize(
    ("login", "password", "right_code"),
    [
        ("rita", "another password", True),
        ("rita", PASSWORD, False),
        ("rita", "", True),
        ("nobody", PASSWORD, True),
        ("' OR 1=1 --", PASSWORD, True),
        ("rita", "x" * 5000, True),
        ("rita\0", PASSWORD + "\0\0x", True),
    ],
)
def test_every_fault_is_answered_alike(rita, nobody, clock, login, password, right_code):
    answer = try_in(nobody, login, password, code(clock) if right_code else "000000")
    assert answer.status_code == 403
    assert "That did not fit." in answer.text
    assert "set-cookie" not in answer.headers
    assert PASSWORD not in answer.text


def test_who_is_disabled_does_not_get_in(rita, nobody, database, clock):
    with database.session() as session:
        disable(session, rita, clock)
    assert try_in(nobody, code=code(clock)).status_code == 403


def test_a_code_works_once(rita, app, clock):
    given = code(clock)
    assert try_in(Visitor(app), code=given).status_code == 303
    assert try_in(Visitor(app), code=given).status_code == 403
    clock.turn(seconds=30)
    assert try_in(Visitor(app), code=code(clock)).status_code == 303


def test_a_code_from_minutes_ago_does_not_fit(rita, nobody, clock):
    old = code(clock)
    clock.turn(minutes=2)
    assert try_in(nobody, code=old).status_code == 403


def test_a_planted_cookie_is_not_taken_over(rita, app, clock):
    visitor = Visitor(app)
    visitor.take("planted")
    try_in(visitor, code=code(clock))
    assert visitor.cookie not in {None, "planted"}
    thief = Visitor(app)
    thief.take("planted")
    assert thief.get("/account").status_code == 303


def test_signing_in_again_ends_the_session_that_was_there(rita, app, clock):
    visitor = Visitor(app)
    try_in(visitor, code=code(clock))
    first = visitor.cookie
    clock.turn(seconds=30)
    try_in(visitor, code=code(clock))
    old = Visitor(app)
    old.take(first)
    assert visitor.cookie != first
    assert old.get("/account").status_code == 303


def test_guessing_has_to_wait_longer_and_longer(rita, app, clock):
    for _ in range(5):
        assert try_in(Visitor(app), password="guess").status_code == 403
    waited = []
    for _ in range(4):
        answer = try_in(Visitor(app), password="guess")
        assert answer.status_code == 429
        waited.append(int(answer.headers["retry-after"]))
        clock.turn(seconds=waited[-1])
        assert try_in(Visitor(app), password="guess").status_code == 403
    assert waited == [15, 30, 60, 120]


def test_the_right_password_waits_too_and_then_starts_afresh(rita, app, clock):
    for _ in range(5):
        try_in(Visitor(app), password="guess")
    assert try_in(Visitor(app), code=code(clock)).status_code == 429
    clock.turn(seconds=15)
    assert try_in(Visitor(app), code=code(clock)).status_code == 303
    assert try_in(Visitor(app), password="guess").status_code == 403


def test_guessing_many_logins_from_one_address_has_to_wait(rita, app, clock):
    for number in range(20):
        assert try_in(Visitor(app), login=f"someone{number}").status_code == 403
    assert try_in(Visitor(app), login="someone-else").status_code == 429


def test_nothing_that_was_typed_is_kept(rita, nobody, database):
    try_in(nobody, login="my-password-by-mistake")
    with database.reading() as session:
        lines = audit_lines(session, Wanted(), 10)
    assert [(line.action, line.detail) for line in lines] == [("desk.sign_in_failed", "login=unknown")]


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil.example", "/%2f", "x"])
def test_the_way_on_stays_on_this_site(rita, nobody, clock, where):
    assert try_in(nobody, code=code(clock), next=where).headers["location"] == "/"


def test_the_page_that_was_asked_for_comes_after_signing_in(rita, nobody, clock):
    asked = nobody.get("/account").headers["location"]
    assert asked == "/sign-in?next=/account"
    assert 'value="/account"' in nobody.get(asked).text
    assert try_in(nobody, code=code(clock), next="/account").headers["location"] == "/account"


def test_signing_out_ends_the_session_on_the_server(signed_in, app):
    visitor = signed_in()
    kept = visitor.cookie
    assert visitor.post("/sign-out").headers["location"] == "/sign-in"
    thief = Visitor(app)
    thief.take(kept)
    assert thief.get("/account").status_code == 303
