"""Presence: two people who have the same case open see each other, for as long as they do."""

import pytest

from bot.store.conversations import erase_conversation
from bot.store.presence import note_presence, others_present
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def test_others_are_seen_until_they_go_and_oneself_never(clinic, clock, conversation):
    rita, omar = clinic.hire("rita"), clinic.hire("omar")
    with clinic.database.session() as session:
        note_presence(session, conversation, rita, clock)
        note_presence(session, conversation, rita, clock)
        note_presence(session, conversation, omar, clock)
        assert others_present(session, conversation, rita, clock) == [omar]
        assert others_present(session, conversation, omar, clock) == [rita]
        clock.turn(seconds=40)
        note_presence(session, conversation, omar, clock)
        clock.turn(seconds=10)
        assert others_present(session, conversation, omar, clock) == []
        assert others_present(session, conversation, rita, clock) == [omar]


def test_it_is_about_one_case_and_goes_with_it(clinic, clock, conversation):
    rita, omar = clinic.hire("rita"), clinic.hire("omar")
    other = clinic.comes()
    with clinic.database.session() as session:
        note_presence(session, conversation, rita, clock)
        note_presence(session, other, rita, clock)
        erase_conversation(session, conversation)
        assert others_present(session, conversation, omar, clock) == []
        assert others_present(session, other, omar, clock) == [rita]
