"""Claims and outcomes at once, a process that is killed, and a database that is not ready."""

import signal
import subprocess
import sys
import threading

import pytest
from sqlalchemy import text

from bot.store.database import Database
from bot.store.errors import StoreUnavailable, WrongKey
from bot.store.turn_rows import load_turn
from bot.store.turns import StoredTurns
from tests.store.turn_outcomes import answer


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
