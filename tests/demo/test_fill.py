"""Invented cases: each one marked, decided by the core, replayable, and gone when they are cleared."""

import subprocess
import sys

import pytest
from sqlalchemy import select

from bot.demo.fill import clear, fill
from bot.demo.people import load_people
from bot.settings import SettingsError
from bot.store.audit import audit
from bot.store.calls import load_call
from bot.store.clock import utc_now
from bot.store.conversations import conversations, open_conversation
from bot.store.queue import read_queue
from bot.store.queue_filter import QueueFilter
from bot.store.results import results
from bot.store.staff import account_by_login
from bot.triage.content import load_content
from bot.triage.entries import TIERS
from bot.triage.record import DecisionRecord, replay


def queue(database, **chosen):
    with database.reading() as session:
        return read_queue(session, QueueFilter(**{"statuses": (), **chosen}), utc_now()).cases


def test_every_invented_case_is_marked_in_its_channel_its_name_and_the_audit(demo, database):
    made = fill(demo, database)
    cases = queue(database)
    assert all(each.channel in ("demo_web", "demo_sms", "demo_desk") for each in cases)
    assert all(each.contact.name.startswith("Demo ") for each in cases if each.contact)
    with database.reading() as session:
        marked = session.execute(select(audit.c.id).where(audit.c.action == "demo_made")).all()
    assert len(marked) == made == len(load_people(load_content()))


def test_the_queue_shows_every_urgency_and_every_way_to_come_into_it(demo, database):
    fill(demo, database)
    cases = queue(database)
    assert {each.tier for each in cases} == {*TIERS, None}
    assert any(each.asked_for_person for each in cases)
    assert any(each.not_assessed for each in cases)
    assert {each.work.status for each in cases} >= {"new", "no_answer", "booked", "closed"}
    assert any(each.tier != each.screened_tier for each in cases)
    assert cases[0].tier == "T0"


def test_a_call_says_who_rang_and_who_took_it(demo, database):
    fill(demo, database)
    (call,) = queue(database, channel="desk")
    with database.reading() as session:
        kept = load_call(session, call.conversation_id)
        taken_by = account_by_login(session, "demo-reception")
    assert (kept.relationship, kept.staff_id) == ("relative", taken_by.id)
    assert kept.began_at < kept.ended_at


def test_the_core_made_every_result_and_reaches_it_again(demo, database):
    fill(demo, database)
    with database.reading() as session:
        bodies = session.execute(select(results.c.body)).scalars().all()
    assert len(bodies) > 5
    for body in bodies:
        found = replay(DecisionRecord.from_json(body["record"]), load_content())
        assert (found.tier, found.professional) == (body["tier"], body["professional"])
        assert body["not_a_diagnosis"]


def test_making_them_again_replaces_them_and_clearing_leaves_real_ones(demo, database):
    with database.session() as session:
        real = open_conversation(session, "web", "en-US")
    first = fill(demo, database)
    assert fill(demo, database) == first
    assert clear(database) == first
    assert queue(database) == ()
    with database.reading() as session:
        left = session.execute(select(conversations.c.id).where(conversations.c.erased_at.is_(None)))
        assert left.scalars().all() == [real]


def test_at_a_clinics_own_desk_nobody_is_invented(clinics, database):
    with pytest.raises(SettingsError, match="demo"):
        fill(clinics, database)
    assert queue(database) == ()


def test_the_command_says_how_many_it_made(variables):
    command = [sys.executable, "-m", "bot.demo"]
    done = subprocess.run(
        command, env={**variables, "SIGNPOST_MODE": "demo"}, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "Invented cases made, each marked Demo: 15\n"), done.stderr
    refused = subprocess.run(
        command, env={**variables, "SIGNPOST_MODE": "clinic"}, capture_output=True, text=True, timeout=120
    )
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "demo mode" in refused.stderr
