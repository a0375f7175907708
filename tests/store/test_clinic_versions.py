"""Versions of the clinic's settings: in order, by one hand at a time, and live for a running process."""

import pytest
from sqlalchemy import text

from bot.store.clinic_versions import (
    FROM_FILE,
    SavedMeanwhile,
    add_version,
    clinic_version,
    newest_number,
    newest_versions,
)
from bot.store.live_clinic import LiveClinic
from bot.store.staff import add_staff
from bot.triage.content import load_content
from bot.triage.rows import ContentError

SIX = load_content().professionals


def body(name="Hill Clinic", **changed):
    everyone = [{"id": each, "here": True, "accepting": True} for each in SIX]
    return {"name": name, "phone": "555-0100", "locale": "en-US", "professionals": everyone, **changed}


@pytest.fixture
def ada(database, clock):
    with database.session() as session:
        return add_staff(session, "ada", "Ada", "admin", "-", clock)


def save(database, ada, after, kept, clock):
    with database.session() as session:
        return add_version(session, after, kept, ada, clock=clock)


def test_versions_are_numbered_and_the_newest_counts(database, ada, clock):
    with database.reading() as session:
        assert newest_number(session) == FROM_FILE
    for number in (1, 2):
        assert save(database, ada, number - 1, body(f"Clinic {number}"), clock) == number
    with database.reading() as session:
        assert newest_number(session) == 2
        assert [each.body["name"] for each in newest_versions(session)] == ["Clinic 2", "Clinic 1"]
        assert clinic_version(session, 1).staff_id == ada
        assert clinic_version(session, 3) is None


def test_whoever_saves_second_is_told(database, ada, clock):
    save(database, ada, 0, body("First"), clock)
    with pytest.raises(SavedMeanwhile):
        save(database, ada, 0, body("Second"), clock)
    with database.reading() as session:
        assert [each.body["name"] for each in newest_versions(session)] == ["First"]


def test_what_is_kept_is_encrypted(database, ada, clock):
    save(database, ada, 0, body("SECRET-NAME"), clock)
    with database.reading() as session:
        assert "SECRET" not in session.execute(text("SELECT body FROM clinic_versions")).scalar_one()


class Seconds:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_running_process_hears_of_a_change_within_two_seconds(database, ada, clock):
    seconds = Seconds()
    live = LiveClinic(database, seconds)
    assert live() is None
    save(database, ada, 0, body("Hill Clinic"), clock)
    seconds.now = 1.9
    assert live() is None
    seconds.now = 2.0
    assert live().name == "Hill Clinic"
    save(database, ada, 1, None, clock)
    seconds.now = 4.0
    assert live() is None


def test_a_process_does_not_start_with_settings_it_does_not_understand(database, ada, clock):
    save(database, ada, 0, body(locale="xx-XX"), clock)
    with pytest.raises(ContentError, match="clinic settings 1"):
        LiveClinic(database)()


def test_a_running_process_keeps_what_it_had_when_the_new_cannot_be_read(database, ada, clock, caplog):
    seconds = Seconds()
    live = LiveClinic(database, seconds)
    save(database, ada, 0, body("Hill Clinic"), clock)
    assert live().name == "Hill Clinic"
    save(database, ada, 1, body(locale="xx-XX"), clock)
    for seconds.now in (10.0, 20.0):
        assert live().name == "Hill Clinic"
    assert len(caplog.records) == 1, "said once, and not every two seconds"


def test_a_database_that_answers_late_is_left_alone_for_two_seconds_after_its_answer(database, clock):
    seconds, read = Seconds(), []
    live = LiveClinic(database, seconds)
    reading = database.reading

    def slow():
        read.append(seconds.now)
        seconds.now += 30.0
        return reading()

    database.reading = slow
    for _ in range(3):
        live()
    assert read == [0.0]
    seconds.now += 2.0
    live()
    assert read == [0.0, 32.0]
