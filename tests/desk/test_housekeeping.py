"""What has grown old is erased every day while the front desk runs, and an admin sees that it was."""

import time

import pytest

from bot.desk.housekeeping import Housekeeping
from bot.store.conversations import is_erased, open_conversation
from bot.store.errors import StoreUnavailable


@pytest.fixture
def old(database, clock):
    """A conversation in which nothing was said for 31 days."""
    with database.session() as session:
        conversation = open_conversation(session, "web", "en-US", clock)
    clock.turn(days=31)
    return conversation


def erased(database, conversation):
    with database.reading() as session:
        return is_erased(session, conversation)


def wait_until(so):
    for _ in range(500):
        if so():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen in five seconds")


def test_it_is_done_once_a_day(database, clock, old):
    housekeeping = Housekeeping(database, 30, clock)
    assert housekeeping.delete_old()
    assert erased(database, old)
    clock.turn(hours=23)
    assert not housekeeping.delete_old()
    clock.turn(hours=1)
    assert housekeeping.delete_old()


def test_it_begins_when_the_desk_does_and_ends_with_it(database, clock, old):
    housekeeping = Housekeeping(database, 30, clock, look_seconds=0.01)
    housekeeping.start()
    wait_until(lambda: erased(database, old))
    housekeeping.stop()
    housekeeping._thread.join(5)
    assert erased(database, old)
    assert not housekeeping._thread.is_alive()


@pytest.mark.parametrize("broken", [StoreUnavailable, ValueError])
def test_whatever_breaks_once_is_tried_again_and_said_by_its_class_alone(
    database, clock, old, monkeypatch, caplog, broken
):
    reading, asked = database.reading, []

    def gone_at_first():
        asked.append(None)
        if len(asked) < 3:
            raise broken("Ana Sample")
        return reading()

    monkeypatch.setattr(database, "reading", gone_at_first)
    housekeeping = Housekeeping(database, 30, clock, look_seconds=0.01)
    housekeeping.start()
    wait_until(lambda: len(asked) > 3)
    housekeeping.stop()
    housekeeping._thread.join(5)
    assert erased(database, old)
    assert broken.__name__ in caplog.text and "Ana Sample" not in caplog.text


def test_an_admin_reads_when_it_was_done_last_and_can_do_it_now(database, clock, old, signed_in):
    ada = signed_in("admin", "ada")
    assert "It was never done yet" in ada.get("/audit").text
    answer = ada.post("/retention")
    assert (answer.status_code, answer.headers["location"]) == (303, "/audit?action=retention_ran")
    assert erased(database, old)
    shown = ada.get("/audit?action=retention_ran").text
    assert "1 conversation and 0 texts erased" in shown
    assert "Demo Ada" in shown


def test_an_auditor_reads_it_and_cannot_do_it(old, database, signed_in):
    otto = signed_in("auditor", "otto")
    assert "Erase now" not in otto.get("/audit").text
    assert otto.post("/retention").status_code == 403
    assert not erased(database, old)
