"""The staff page: what an admin changes counts at once, is in the audit, and never leaves nobody in charge."""

import re

import pytest

from bot.store.audit_lines import Wanted, audit_lines
from bot.store.staff import account_by_id, account_by_login
from tests.desk.conftest import Visitor


@pytest.fixture
def admin(signed_in):
    return signed_in("admin", "ada")


def add(admin, login="rita", name="Rita Demo", role="reception"):
    return admin.post("/staff", login=login, name=name, role=role)


def noted(database):
    with database.reading() as session:
        return [(line.action, line.actor) for line in audit_lines(session, Wanted(), 20)]


def test_somebody_new_gets_a_one_time_password_that_is_shown_once(admin, app, database):
    answer = add(admin)
    password = re.search(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", answer.text)[0]
    assert password not in admin.get("/staff").text
    newcomer = Visitor(app)
    assert newcomer.post("/sign-in", login="rita", password=password).status_code == 303
    assert newcomer.get("/queue").headers["location"].startswith("/welcome")
    assert ("staff.added", admin.staff_id) in noted(database)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"login": "Rita Demo"}, "A login has"),
        ({"login": "r"}, "A login has"),
        ({"name": " "}, "Give a name"),
        ({"name": "n" * 81}, "Give a name"),
        ({"role": "owner"}, "Choose one of the four roles"),
        ({"login": "ada"}, "Somebody has this login already"),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_added(admin, fields, told):
    answer = add(admin, **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert answer.text.count('scope="row"') == 1


def test_a_name_is_text_and_never_markup(admin):
    add(admin, name="<script>alert(1)</script> & 'quotes'")
    shown = admin.get("/staff").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;quotes&#39;" in shown


def test_a_name_is_encrypted_where_it_is_kept(admin, database, tmp_path):
    add(admin, login="findme", name="SECRET-NAME")
    kept = b"".join(each.read_bytes() for each in tmp_path.glob("signpost.db*"))
    assert b"findme" in kept
    assert b"SECRET-NAME" not in kept
    assert b"argon2" not in kept


def test_whoever_is_disabled_is_out_at_once_and_can_be_let_in_again(admin, signed_in, database):
    rita = signed_in("reception", "rita")
    assert admin.post(f"/staff/{rita.staff_id}/disable").status_code == 303
    assert rita.get("/account").headers["location"].startswith("/sign-in")
    admin.post(f"/staff/{rita.staff_id}/enable")
    with database.reading() as session:
        assert account_by_id(session, rita.staff_id).disabled_at is None
    assert [action for action, _ in noted(database)] == ["staff.enabled", "staff.disabled"]


def test_a_reset_ends_the_sessions_and_forgets_the_app(admin, signed_in, database):
    rita = signed_in("reception", "rita")
    answer = admin.post(f"/staff/{rita.staff_id}/reset")
    assert "It is shown this once" in answer.text
    assert rita.get("/account").headers["location"].startswith("/sign-in")
    with database.reading() as session:
        account = account_by_login(session, "rita")
    assert (account.must_change, account.totp_secret, account.is_new) == (True, None, True)


def test_another_role_counts_from_the_next_click(admin, signed_in):
    rita = signed_in("reception", "rita")
    assert rita.get("/audit").status_code == 403
    admin.post(f"/staff/{rita.staff_id}/role", role="auditor")
    assert rita.get("/audit").status_code == 200


@pytest.mark.parametrize("change", [("disable", {}), ("role", {"role": "reception"})])
def test_the_last_admin_cannot_be_taken_away(admin, change):
    verb, fields = change
    answer = admin.post(f"/staff/{admin.staff_id}/{verb}", **fields)
    assert answer.status_code == 422
    assert "This is the only admin" in answer.text
    assert admin.get("/staff").status_code == 200


def test_an_admin_may_go_while_another_stays(admin, signed_in):
    other = signed_in("admin", "bert")
    assert admin.post(f"/staff/{other.staff_id}/disable").status_code == 303


@pytest.mark.parametrize("verb", ["disable", "enable", "reset", "role"])
def test_an_unknown_account_is_said(admin, verb):
    answer = admin.post(f"/staff/no-such-id/{verb}", role="auditor")
    assert answer.status_code == 422
    assert "Nobody has this account" in answer.text


def test_a_refused_page_is_noted(signed_in, database):
    rita = signed_in("reception", "rita")
    rita.get("/staff")
    assert ("desk.refused", rita.staff_id) in noted(database)
