"""Results: codes can be counted, the last one can be shown again."""

from sqlalchemy import select

from bot.store.queue import read_queued
from bot.store.results import latest_result, results, save_result, withdraw_result
from tests.store.front_desk import Clinic

RESULT = {
    "tier": "T3",
    "outcome": "recommendation",
    "professional": "physical_therapist",
    "reasons": [{"rule": "recent_injury", "text": "You hurt it last week.", "source": "x"}],
    "content_version": "sha256:" + "0" * 64,
    "facts": [{"id": "region", "value": "knee", "said": "my knee"}],
}


def test_codes_stand_in_plain_columns(database, conversation):
    with database.session() as session:
        result_id = save_result(session, conversation, RESULT)
        row = session.execute(select(results)).one()
    assert row.id == result_id
    assert (row.tier, row.outcome, row.professional) == ("T3", "recommendation", "physical_therapist")
    assert (row.rule, row.content_version) == ("recent_injury", RESULT["content_version"])


def test_the_latest_result_comes_back_whole(database, conversation):
    with database.session() as session:
        first = save_result(session, conversation, {"tier": "T0", "outcome": "emergency"})
        second = save_result(session, conversation, RESULT)
    assert first != second
    with database.reading() as session:
        assert latest_result(session, conversation) == RESULT


def test_a_conversation_without_a_result_has_none(database, conversation):
    with database.reading() as session:
        assert latest_result(session, conversation) is None


def test_a_result_without_reasons_names_no_rule(database, conversation):
    with database.session() as session:
        save_result(session, conversation, {"tier": "T4", "reasons": []})
        assert session.execute(select(results.c.rule)).scalar_one() is None


def test_a_withdrawn_result_counts_no_more_and_stays_on_record(database, conversation):
    with database.session() as session:
        save_result(session, conversation, RESULT)
        assert withdraw_result(session, conversation)
        assert latest_result(session, conversation) is None
        assert not withdraw_result(session, conversation)
        assert session.execute(select(results.c.tier).order_by(results.c.number)).scalars().all() == [
            "T3",
            None,
        ]
        save_result(session, conversation, RESULT)
        assert latest_result(session, conversation) == RESULT


def test_where_there_is_no_result_none_is_withdrawn(database, conversation):
    with database.session() as session:
        assert not withdraw_result(session, conversation)
        assert session.execute(select(results)).all() == []


def test_what_was_not_assessed_since_a_result_stays_so_when_the_result_is_withdrawn(database, clock):
    clinic = Clinic(database, clock)
    conversation = clinic.screened("T4")
    clock.turn(minutes=1)
    clinic.says(conversation, assessed=False)
    clock.turn(minutes=1)
    with database.session() as session:
        withdraw_result(session, conversation)
        queued = read_queued(session, conversation, clock())
    assert (queued.tier, queued.professional, queued.not_assessed) == (None, None, True)
