"""Search: parts of a name in any order, or the end of a phone number, over what is encrypted."""

import pytest

from bot.store import queue_search
from bot.store.queue_filter import QueueFilter
from bot.store.queue_search import Sought, search_queue
from tests.store.front_desk import Clinic

NAME, REACH = "Ana-María Sample", "+1 (555) 010-1234"


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def found(clinic, words, **chosen):
    with clinic.database.reading() as session:
        return search_queue(session, QueueFilter(**chosen), words, clinic.clock())


def fits(words):
    sought = Sought.of(words)
    return sought.fits(REACH if sought.digits else NAME)


@pytest.mark.parametrize(
    "words", ["ana", "SAMPLE", "sample maria", "maría", "1234", "010-1234", "(555) 010 1234"]
)
def test_these_words_find_her(words):
    assert fits(words)


@pytest.mark.parametrize("words", ["", " ", "a", "234", "0123", "anna", "ana other", "5555"])
def test_these_do_not(words):
    assert not fits(words)


def test_a_search_keeps_the_filter_and_the_order(clinic):
    for tier, name in (("T4", "Ana Sample"), ("T0", "Ana Other"), ("T2", "Bea Sample"), ("T1", "Ana Third")):
        clinic.leaves(clinic.screened(tier), name)
    assert [each.contact.name for each in found(clinic, "ana").cases] == [
        "Ana Other",
        "Ana Third",
        "Ana Sample",
    ]
    assert [each.contact.name for each in found(clinic, "ana", tier="T4").cases] == ["Ana Sample"]


def test_a_search_reads_only_the_newest(clinic, clock, monkeypatch):
    monkeypatch.setattr(queue_search, "MOST_READ", 2)
    for name in ("Ana Old", "Ana Young", "Ana Youngest"):
        clinic.leaves(clinic.screened(), name)
        clock.turn(minutes=1)
    assert [each.contact.name for each in found(clinic, "ana").cases] == ["Ana Young", "Ana Youngest"]


def test_a_search_comes_in_pages(clinic):
    for number in range(5):
        clinic.leaves(clinic.screened(), f"Ana {number}")
    with clinic.database.reading() as session:
        page = search_queue(session, QueueFilter(), "ana", clinic.clock(), first=4, size=2)
    assert (len(page.cases), page.total) == (1, 5)


def test_past_the_end_of_a_search_stands_its_last_page(clinic):
    for number in range(5):
        clinic.leaves(clinic.screened(), f"Ana {number}")
    with clinic.database.reading() as session:
        page = search_queue(session, QueueFilter(), "ana", clinic.clock(), first=100, size=2)
    assert (len(page.cases), page.total, page.first) == (1, 5, 4)
