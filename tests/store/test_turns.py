"""Turns: stored before they run, answered once, and never lost when a process is killed."""

import pytest
from sqlalchemy import select

from bot.store.audit import audit
from bot.store.conversations import conversations
from bot.store.errors import MalformedInput, UnknownConversation
from bot.store.turn_rows import leave_claim, load_turn, turns
from bot.store.turns import Claim
from tests.store.turn_outcomes import ASKED, SAID, answer


def test_a_claim_stores_what_was_said_before_anything_runs(log, opened, database):
    assert log.claim(opened, "t1", "my knee hurts") == Claim("new")
    with database.reading() as session:
        stored = load_turn(session, opened, "t1")
    assert (stored.status, stored.assessed, stored.text) == ("processing", None, "my knee hurts")
    assert "knee" not in repr(stored)


def test_a_turn_that_is_running_is_busy(log, opened):
    log.claim(opened, "t1", "my knee hurts")
    assert log.claim(opened, "t1", "my knee hurts").status == "busy"


def test_a_second_turn_of_a_conversation_is_new(log, opened):
    log.claim(opened, "t1", "my knee hurts")
    assert log.claim(opened, "t2", "since monday").status == "new"


def test_a_repeat_gets_the_stored_reply_and_its_state(log, opened):
    answer(log, opened, "t1", state="done")
    again = log.claim(opened, "t1", "something else")
    assert (again.status, again.state) == ("repeat", "done")
    assert again.messages == ({**ASKED, "id": "00000002", "at": "2026-11-21T19:00:00.000Z"},)
    assert len(log.messages(opened, None)[0]) == 2


def test_one_turn_id_in_two_conversations_is_two_turns(log, opened):
    answer(log, opened, "t1")
    assert log.claim(log.open("web", "en-US"), "t1", "my hip").status == "new"


def test_a_claim_that_was_left_running_can_be_claimed_again(log, opened, clock, database):
    log.claim(opened, "t1", "my knee hurts")
    clock.turn(seconds=60)
    assert log.claim(opened, "t1", "my knee hurts").status == "busy"
    clock.turn(seconds=1)
    assert log.claim(opened, "t1", "my knee hurts").status == "new"
    assert log.claim(opened, "t1", "my knee hurts").status == "busy"
    with database.reading() as session:
        assert load_turn(session, opened, "t1").attempts == 2


def test_a_claim_nobody_runs_any_more_need_not_run_out(log, opened, database):
    log.claim(opened, "t1", "my knee hurts")
    with database.session() as session:
        leave_claim(session, opened, "t1")
    assert log.claim(opened, "t1", "my knee hurts").status == "new"
    log.finish(opened, "t1", SAID, [ASKED], "asking", True)
    with database.session() as session:
        leave_claim(session, opened, "t1")
    assert log.claim(opened, "t1", "my knee hurts").status == "repeat"


def test_the_first_outcome_of_a_turn_stands(log, opened):
    answer(log, opened, "t1")
    log.finish(opened, "t1", SAID, [{**ASKED, "text": "A late answer"}], "ended", False)
    found, state = log.messages(opened, None)
    assert [each["text"] for each in found] == ["my knee hurts", "Which knee?"]
    assert state == "asking"


def test_messages_come_in_order_with_ids_that_sort(log, opened, clock):
    log.finish(opened, "opening", None, [ASKED], "asking", False)
    for number in range(12):
        clock.turn(seconds=1)
        answer(log, opened, f"t{number}")
    found, _ = log.messages(opened, None)
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids)) == 25
    assert ids == sorted(ids)
    assert [each["at"] for each in found] == sorted(each["at"] for each in found)
    assert log.messages(opened, ids[20])[0] == found[21:]


def test_ids_and_times_of_the_channel_are_kept(log, opened):
    given = {**ASKED, "id": "abc", "at": "2026-11-21T18:59:59Z"}
    log.finish(opened, "opening", None, [given, ASKED], "asking", False)
    found, _ = log.messages(opened, None)
    assert found[0] == given
    assert log.messages(opened, "abc")[0] == found[1:]


@pytest.mark.parametrize("strange", ["", "nothing like it", "a\0b", "x" * 5000], ids=range(4))
def test_after_an_id_nobody_knows_everything_comes(log, opened, strange):
    answer(log, opened, "t1")
    assert len(log.messages(opened, strange)[0]) == 2


@pytest.mark.parametrize("strange", ["web:nobody", "", "a\0b", "x" * 5000, "\ud800"], ids=range(5))
def test_a_conversation_that_was_never_opened_is_unknown(log, strange):
    assert log.claim(strange, "t1", "my knee hurts") == Claim("unknown")
    with pytest.raises(UnknownConversation):
        log.messages(strange, None)
    with pytest.raises(UnknownConversation):
        log.finish(strange, "t1", SAID, [ASKED], "asking", True)
    with pytest.raises(UnknownConversation):
        log.erase(strange)


@pytest.mark.parametrize("strange", ["", "a\0b", "x" * 5000, "\ud800 😀"], ids=range(4))
def test_any_text_and_any_turn_id_can_be_stored(log, opened, database, strange):
    assert log.claim(opened, strange, strange).status == "new"
    log.finish(opened, strange, {**SAID, "text": strange}, [ASKED], "asking", True)
    assert log.claim(opened, strange, strange).status == "repeat"
    assert log.messages(opened, None)[0][0]["text"] == strange
    with database.reading() as session:
        assert load_turn(session, opened, strange).text == strange


def test_an_erased_conversation_stores_nothing_more(log, opened, database):
    answer(log, opened, "t1")
    log.claim(opened, "t2", "my hip too")
    log.erase(opened)
    log.erase(opened)
    log.finish(opened, "t2", SAID, [ASKED], "asking", True)
    assert log.claim(opened, "t3", "hello").status == "erased"
    assert log.messages(opened, None) == ([], "ended")
    with database.reading() as session:
        assert session.execute(select(turns.c.text)).scalars().all() == [None, None]
        assert session.execute(select(audit.c.action)).scalars().all() == ["conversation_erased"]


def test_an_outcome_is_stored_whole_or_not_at_all(log, opened, database):
    log.claim(opened, "t1", "my knee hurts")
    with pytest.raises(MalformedInput):
        log.finish(opened, "t1", SAID, [ASKED], "no such state", True)
    assert log.messages(opened, None) == ([], "asking")
    with database.reading() as session:
        assert load_turn(session, opened, "t1").status == "processing"


def test_a_failed_assessment_is_told_from_a_good_one(log, opened, database):
    answer(log, opened, "good")
    log.claim(opened, "bad", "my hip")
    log.finish(opened, "bad", SAID, [ASKED], "asking", False)
    with database.reading() as session:
        assert [load_turn(session, opened, each).assessed for each in ("good", "bad")] == [True, False]


def test_activity_is_noted_for_retention(log, opened, clock, database):
    clock.turn(days=3)
    answer(log, opened, "t1")
    with database.reading() as session:
        assert session.execute(select(conversations.c.last_active_at)).scalar_one() == clock()
