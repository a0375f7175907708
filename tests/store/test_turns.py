"""Turns: stored before they run, answered once, and never lost when a process is killed."""

import signal
import subprocess
import sys
import threading

import pytest
from sqlalchemy import select, text

from bot.store.audit import audit
from bot.store.conversations import conversations
from bot.store.database import Database
from bot.store.errors import MalformedInput, StoreUnavailable, UnknownConversation, WrongKey
from bot.store.turn_rows import leave_claim, load_turn, turns
from bot.store.turns import Claim, StoredTurns

SAID = {"from": "person", "kind": "text", "text": "my knee hurts"}
ASKED = {"from": "bot", "kind": "question", "text": "Which knee?", "question": {"id": "side"}}


@pytest.fixture
def log(database, clock):
    return StoredTurns(database, stale_after=60, clock=clock)


@pytest.fixture
def opened(log):
    return log.open("web", "en-US")


def answer(log, conversation, turn_id, state="asking"):
    assert log.claim(conversation, turn_id, "my knee hurts").status == "new"
    log.finish(conversation, turn_id, SAID, [ASKED], state, True)


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


def test_of_many_claims_at_once_one_is_new(log, opened, url, key, clock):
    others = [Database(url, key) for _ in range(2)]
    logs = [log, *(StoredTurns(each, clock=clock) for each in others)]
    barrier = threading.Barrier(6)
    found = []

    def claim(number):
        barrier.wait(timeout=10)
        found.append(logs[number % 3].claim(opened, "t1", "my knee hurts").status)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=30)
    for each in others:
        each.dispose()
    assert sorted(found) == ["busy"] * 5 + ["new"]


def test_two_outcomes_at_once_number_their_messages_without_a_clash(log, opened, url, key, clock):
    other = Database(url, key)
    logs = [log, StoredTurns(other, clock=clock)]
    barrier = threading.Barrier(2)

    def run(number):
        barrier.wait(timeout=10)
        for turn in range(5):
            answer(logs[number], opened, f"{number}-{turn}")

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    other.dispose()
    assert [each["id"] for each in log.messages(opened, None)[0]] == [f"{n:08d}" for n in range(1, 21)]


KILLED = """
import sys, time
from bot.store.database import Database
from bot.store.turns import StoredTurns
url, key, conversation = sys.argv[1:]
print(StoredTurns(Database(url, key)).claim(conversation, "t1", "my knee hurts").status, flush=True)
time.sleep(60)
"""


def test_what_was_said_survives_a_kill_of_the_process(log, opened, url, key, database, clock):
    arguments = [sys.executable, "-c", KILLED, url, key, opened]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "new\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=10) == -signal.SIGKILL
    with database.reading() as session:
        stored = load_turn(session, opened, "t1")
    assert (stored.status, stored.assessed, stored.text) == ("processing", None, "my knee hurts")
    clock.now = stored.claimed_at
    assert log.claim(opened, "t1", "my knee hurts").status == "busy"
    clock.turn(seconds=61)
    assert log.claim(opened, "t1", "my knee hurts").status == "new"


def test_a_store_that_works_is_ready(log, opened):
    answer(log, opened, "t1")
    assert log.ready()


def test_a_database_that_nobody_migrated_is_not_ready(empty_url, key):
    assert not StoredTurns(Database(empty_url, key)).ready()


def test_with_a_wrong_key_nothing_is_ready_and_nothing_is_read(log, opened, url, other_key):
    answer(log, opened, "t1")
    wrong = Database(url, other_key)
    mistaken = StoredTurns(wrong)
    assert not mistaken.ready()
    with pytest.raises(WrongKey, match="SIGNPOST_KEY"):
        mistaken.messages(opened, None)
    with pytest.raises(WrongKey, match="SIGNPOST_KEY"):
        mistaken.claim(opened, "t1", "my knee hurts")
    wrong.dispose()


def test_a_claim_that_cannot_be_stored_is_not_new(log, opened, database):
    with database.session() as session:
        session.execute(text("DROP TABLE messages"))
        session.execute(text("DROP TABLE turns"))
    with pytest.raises(StoreUnavailable):
        log.claim(opened, "t1", "my knee hurts")
