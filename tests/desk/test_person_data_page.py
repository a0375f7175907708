"""One person's data: handed out whole, erased for good, and shown to be gone."""

import json

import pytest
from sqlalchemy import text

from bot.store.audit_lines import Wanted, audit_lines
from bot.store.audit_verify import verify_audit
from bot.store.contact_attempts import add_attempt
from bot.store.contacts import save_contact
from bot.store.conversations import open_conversation
from bot.store.turns import StoredTurns

SAID = "my knee — SECRET — hurts"


@pytest.fixture
def admin(signed_in):
    return signed_in("admin", "ada")


@pytest.fixture
def case(database, clock, admin):
    """A conversation with words of a person and of staff."""
    with database.session() as session:
        made = open_conversation(session, "web", "en-US", clock)
        save_contact(session, made, "SECRET Name", "555-0199", clock)
    log = StoredTurns(database, clock=clock)
    log.claim(made, "one", SAID)
    log.finish(made, "one", {"from": "person", "text": SAID}, [{"text": "Thanks."}], "done", True)
    with database.session() as session:
        add_attempt(session, made, 0, "phone", "spoke", "SECRET note", admin.staff_id, clock)
    return made


def erase(admin, case, **fields):
    return admin.post(f"/cases/{case}/erase", **fields)


def test_all_of_it_is_handed_out_and_that_is_noted(admin, case, database):
    answer = admin.get(f"/cases/{case}/data.json")
    data = json.loads(answer.text)
    assert data["contacts"][0]["name"] == "SECRET Name"
    assert data["turns"][0]["text"] == SAID
    assert data["contact_attempts"][0]["note"] == "SECRET note"
    assert data["conversations"][0]["id"] == case
    assert answer.headers["content-disposition"] == 'attachment; filename="data.json"'
    with database.reading() as session:
        line = audit_lines(session, Wanted(action="case_exported"), 1)[0]
    assert (line.actor, line.conversation_id, line.detail) == (admin.staff_id, case, "as=json")


def test_no_table_that_names_a_conversation_is_forgotten(admin, case, database):
    with database.reading() as session:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        about = {
            name
            for name in tables
            for column in session.execute(text(f"PRAGMA table_info({name})"))
            if column.name == "conversation_id"
        }
    assert len(about) >= 11
    assert set(json.loads(admin.get(f"/cases/{case}/data.json").text)) == about | {"conversations"}


def test_nothing_is_erased_without_the_tick(admin, case):
    answer = erase(admin, case)
    assert answer.status_code == 422
    assert "Tick the box first" in answer.text
    assert "SECRET" in admin.get(f"/cases/{case}/data.json").text


def test_after_it_nothing_is_left_and_the_page_proves_it(admin, case, database):
    answer = erase(admin, case, sure="yes")
    with database.reading() as session:
        line = audit_lines(session, Wanted(action="conversation_erased"), 1)[0]
    assert "✔ Erased, and nothing is left." in answer.text
    assert (line.actor, line.conversation_id) == (admin.staff_id, case)
    assert line.hash in answer.text
    assert "SECRET" not in admin.get(f"/cases/{case}/data.json").text
    assert verify_audit(database).problem == ""


def test_something_left_would_show(admin, case, database):
    erase(admin, case, sure="yes")
    with database.session() as session:
        session.execute(
            text(
                "INSERT INTO presence (conversation_id, staff_id, seen_at) "
                f"VALUES ('{case}', '{admin.staff_id}', '2026-11-21 19:00:00.000000')"
            )
        )
    assert "✖ Erased, and yet something is left." in admin.get(f"/cases/{case}/data").text


def test_an_unknown_conversation_is_not_there(admin):
    for path in ("/cases/web:nobody/data", "/cases/web:nobody/data.json"):
        assert admin.get(path).status_code == 404
    assert erase(admin, "web:nobody", sure="yes").status_code == 404


@pytest.mark.parametrize("role", ["reception", "clinician", "auditor"])
def test_only_an_admin_may(signed_in, case, role):
    visitor = signed_in(role)
    assert visitor.get(f"/cases/{case}/data.json").status_code == 403
    assert erase(visitor, case, sure="yes").status_code == 403
