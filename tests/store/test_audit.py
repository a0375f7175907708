"""The audit: codes only, and nothing that was written can be changed."""

import pytest
from sqlalchemy import delete, select, update

from bot.store.audit import audit, record
from bot.store.errors import MalformedInput, StoreUnavailable


def test_lines_stand_in_the_order_they_were_written(database, clock):
    with database.session() as session:
        record(session, "result_given", "web:x", "tier=T0,rule=cauda_equina", clock)
        record(session, "case_viewed", None, clock=clock)
        lines = session.execute(select(audit).order_by(audit.c.id)).all()
    assert [(line.action, line.conversation_id, line.detail) for line in lines] == [
        ("result_given", "web:x", "tier=T0,rule=cauda_equina"),
        ("case_viewed", None, ""),
    ]


@pytest.mark.parametrize(
    ("action", "detail"),
    [
        ("Viewed the case", ""),
        ("", ""),
        ("viewed", "my knee hurts"),
        ("viewed", "x" * 201),
        ("viewed", "a\0b"),
    ],
)
def test_words_a_person_said_do_not_fit(sqlite_database, action, detail):
    with pytest.raises(MalformedInput, match="code"), sqlite_database.session() as session:
        record(session, action, None, detail)


@pytest.mark.parametrize("change", [update(audit).values(action="nothing"), delete(audit)])
def test_a_line_cannot_be_changed_or_removed(database, change):
    with database.session() as session:
        record(session, "case_viewed", None)
    with pytest.raises(StoreUnavailable), database.session() as session:
        session.execute(change)
    with database.reading() as session:
        assert session.execute(select(audit.c.action)).scalar_one() == "case_viewed"
