"""The first admin, the first sign-in, and the two steps nobody gets around."""

import re

import pyotp
import pytest

from bot.desk.first_admin import first_admin, recover_admin
from bot.store.staff import account_by_login, all_accounts
from tests.desk.conftest import Visitor

OWN = "seven quiet boats turn"


@pytest.fixture
def newcomer(app, database, clock):
    """The first admin, signed in with the one-time password."""
    visitor = Visitor(app)
    enter(visitor, first_admin(database, clock))
    return visitor


def enter(visitor, password, code=""):
    answer = visitor.post("/sign-in", login="admin", password=password, code=code)
    if answer.status_code == 303:
        visitor.csrf = csrf_of(visitor.get("/welcome"))
    return answer


def csrf_of(answer):
    found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
    return found[1] if found else ""


def shown_key(answer):
    return re.search(r'class="secret">([A-Z2-7 ]+)<', answer.text)[1].replace(" ", "")


def finish(visitor, clock):
    visitor.post("/welcome/password", password=OWN, repeated=OWN)
    key = shown_key(visitor.get("/welcome"))
    visitor.post("/welcome/app", code=pyotp.TOTP(key).at(clock()))
    return key


def test_the_first_admin_is_made_once(database, clock):
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", first_admin(database, clock))
    assert first_admin(database, clock) is None
    with database.reading() as session:
        assert [(each.login, each.role, each.is_new) for each in all_accounts(session)] == [
            ("admin", "admin", True)
        ]


@pytest.mark.parametrize("path", ["/", "/queue", "/staff", "/audit", "/account"])
def test_whoever_is_new_gets_to_nothing_else(newcomer, path):
    answer = newcomer.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/welcome")


def test_whoever_is_new_can_change_nothing_else(newcomer):
    answer = newcomer.post("/staff", login="friend", name="Friend", role="admin")
    assert answer.status_code == 403
    assert "One step first" in answer.text


@pytest.mark.parametrize(
    ("password", "repeated", "told"),
    [
        ("tiny-word", "tiny-word", "too short"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "repeats too few characters"),
        ("the admin is in", "the admin is in", "must not hold your login"),
        (OWN, "seven quiet boats sink", "not the same"),
        ("x" * 201, "x" * 201, "too long"),
    ],
)
def test_a_weak_password_is_refused_and_not_repeated(newcomer, password, repeated, told):
    answer = newcomer.post("/welcome/password", password=password, repeated=repeated)
    assert answer.status_code == 422
    assert told in answer.text
    assert password not in answer.text


def test_the_one_time_password_cannot_be_kept(app, database, clock):
    given = first_admin(database, clock)
    visitor = Visitor(app)
    enter(visitor, given)
    answer = visitor.post("/welcome/password", password=given, repeated=given)
    assert "Choose another" in answer.text


def test_the_key_is_shown_as_a_picture_and_in_text_and_a_code_proves_it(newcomer, clock):
    answer = newcomer.post("/welcome/password", password=OWN, repeated=OWN)
    assert answer.headers["location"] == "/welcome"
    shown = newcomer.get("/welcome")
    assert '<svg width="' in shown.text
    assert "style=" not in shown.text
    key = shown_key(shown)
    assert shown_key(newcomer.get("/welcome")) == key

    wrong = newcomer.post("/welcome/app", code="000000")
    assert wrong.status_code == 422
    assert "That code did not fit" in wrong.text
    right = newcomer.post("/welcome/app", code=pyotp.TOTP(key).at(clock()))
    assert right.headers["location"] == "/"
    assert newcomer.get("/staff").status_code == 200
    assert key not in newcomer.get("/account").text


def test_both_steps_give_the_session_a_new_token(newcomer, app, clock):
    tokens = [newcomer.cookie]
    newcomer.post("/welcome/password", password=OWN, repeated=OWN)
    tokens.append(newcomer.cookie)
    key = shown_key(newcomer.get("/welcome"))
    newcomer.post("/welcome/app", code=pyotp.TOTP(key).at(clock()))
    tokens.append(newcomer.cookie)
    assert len(set(tokens)) == 3
    for old in tokens[:2]:
        thief = Visitor(app)
        thief.take(old)
        assert thief.get("/welcome").headers["location"].startswith("/sign-in")


def test_the_code_that_proved_the_app_does_not_sign_in_again(newcomer, app, clock):
    key = finish(newcomer, clock)
    code = pyotp.TOTP(key).at(clock())
    assert enter(Visitor(app), OWN, code).status_code == 403
    clock.turn(seconds=30)
    assert enter(Visitor(app), OWN, pyotp.TOTP(key).at(clock())).status_code == 303


def test_after_it_the_code_is_asked_for_each_time(newcomer, app, clock):
    finish(newcomer, clock)
    assert enter(Visitor(app), OWN).status_code == 403


def test_the_steps_cannot_be_walked_a_second_time(newcomer, clock):
    finish(newcomer, clock)
    for path in ("/welcome/password", "/welcome/app"):
        assert (
            newcomer.post(path, password="other words here", repeated="other words here").status_code == 403
        )


def test_a_lost_admin_is_let_in_again_from_the_machine(newcomer, app, database, clock):
    finish(newcomer, clock)
    given = recover_admin(database, clock)
    assert newcomer.get("/account").headers["location"].startswith("/sign-in")
    assert enter(Visitor(app), given).status_code == 303
    with database.reading() as session:
        assert account_by_login(session, "admin").totp_secret is None
