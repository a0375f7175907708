"""Retention: old content goes in small batches; audit lines and active conversations stay."""

import subprocess
import sys

import pytest
from sqlalchemy import select

from bot.store.audit import audit
from bot.store.audit_verify import verify_audit
from bot.store.conversations import is_erased
from bot.store.retention import Expired, expire_content, last_run, run_retention
from bot.store.turns import StoredTurns

SAID = {"from": "person", "text": "my knee hurts"}


@pytest.fixture
def log(database, clock):
    return StoredTurns(database, clock=clock)


def test_content_goes_after_its_days_and_not_before(database, log, clock):
    conversation = log.open("web", "en-US")
    log.finish(conversation, "t1", SAID, [], "done", True)
    clock.turn(days=30)
    assert expire_content(database, 30, clock) == 0
    assert len(log.messages(conversation, None)[0]) == 1
    clock.turn(seconds=1)
    assert expire_content(database, 30, clock) == 1
    assert log.messages(conversation, None) == ([], "ended")


def test_the_days_count_from_the_last_activity(database, log, clock):
    conversation = log.open("web", "en-US")
    clock.turn(days=20)
    log.finish(conversation, "t1", SAID, [], "asking", True)
    clock.turn(days=20)
    assert expire_content(database, 30, clock) == 0


def test_all_that_is_old_goes_whatever_the_size_of_a_batch(database, log, clock):
    old = [log.open("web", "en-US") for _ in range(7)]
    clock.turn(days=31)
    young = log.open("web", "en-US")
    assert expire_content(database, 30, clock, batch=3) == 7
    assert expire_content(database, 30, clock, batch=3) == 0
    with database.reading() as session:
        assert all(is_erased(session, each) for each in old)
        assert not is_erased(session, young)
        assert session.execute(select(audit.c.action)).scalars().all() == ["content_expired"] * 7


def test_each_run_leaves_proof_of_what_went(database, log, clock):
    log.open("web", "en-US")
    with database.reading() as session:
        assert last_run(session) is None
    clock.turn(days=31)
    assert run_retention(database, 30, clock=clock) == Expired(clock(), 30, 1, 0)
    clock.turn(days=1)
    assert run_retention(database, 30, clock=clock) == Expired(clock(), 30, 0, 0)
    with database.reading() as session:
        assert last_run(session) == Expired(clock(), 30, 0, 0)
        details = select(audit.c.detail).where(audit.c.action == "retention_ran").order_by(audit.c.id)
        assert session.execute(details).scalars().all() == [
            "days=30,conversations=1,texts=0",
            "days=30,conversations=0,texts=0",
        ]
    assert not verify_audit(database).problem


def test_the_command_follows_the_settings(url, key, log, clock):
    log.open("web", "en-US")
    clock.turn(days=-3000)
    log.open("web", "en-US")
    variables = {"SIGNPOST_DATABASE_URL": url, "SIGNPOST_KEY": key, "SIGNPOST_RETENTION_DAYS": "2000"}
    command = [sys.executable, "-m", "bot.store.retention"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Conversations whose content was deleted: 1\nText messages that were deleted: 0\n"
