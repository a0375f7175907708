"""Overrides: which way each may go, what it must say, and what the queue makes of it."""

import pytest

from bot.store.case_work import ChangedMeanwhile, load_work
from bot.store.conversations import erase_conversation
from bot.store.errors import MalformedInput
from bot.store.overrides import NOT_ASSESSED, Override, add_override, overrides_of
from bot.store.queue import read_queued
from bot.store.results import latest_result
from tests.store.front_desk import Clinic

REASON = {
    "raise_urgency": "sounds_worse",
    "lower_urgency": "seen_by_clinician",
    "professional": "clinical_judgement",
}


@pytest.fixture
def clinic(database, clock):
    clinic = Clinic(database, clock)
    clinic.rita = clinic.hire()
    return clinic


def override(clinic, conversation, kind, to_value, words="She told me more", reason=None):
    """Override what the queue shows now, as the desk does."""
    shown = case(clinic, conversation)
    before = shown.professional if kind == "professional" else shown.tier
    made = Override(
        kind, before or NOT_ASSESSED, to_value, reason or REASON[kind], words, shown.result_id, shown.rule
    )
    with clinic.database.session() as session:
        add_override(session, conversation, shown.work.version, made, clinic.rita, clinic.clock)


def case(clinic, conversation):
    with clinic.database.reading() as session:
        return read_queued(session, conversation, clinic.clock())


def tier(clinic, conversation):
    return case(clinic, conversation).tier


def test_a_raise_counts_at_once_and_the_result_stays_as_it_was(clinic):
    conversation = clinic.screened("T4")
    override(clinic, conversation, "raise_urgency", "T1")
    now = case(clinic, conversation)
    assert (now.tier, now.screened_tier) == ("T1", "T4")
    with clinic.database.reading() as session:
        assert latest_result(session, conversation)["tier"] == "T4"


def test_an_urgent_case_names_nobody_though_its_result_did(clinic):
    conversation = clinic.screened("T4")
    override(clinic, conversation, "professional", "occupational_therapist")
    assert case(clinic, conversation).professional == "occupational_therapist"
    override(clinic, conversation, "raise_urgency", "T0")
    assert case(clinic, conversation).professional is None
    assert case(clinic, conversation).screened_professional == "physical_therapist"


def test_a_raise_outlives_a_calmer_result_and_a_lowering_does_not(clinic, clock):
    raised, lowered = clinic.screened("T4"), clinic.screened("T1")
    override(clinic, raised, "raise_urgency", "T2")
    override(clinic, lowered, "lower_urgency", "T3")
    assert (tier(clinic, raised), tier(clinic, lowered)) == ("T2", "T3")
    clock.turn(minutes=1)
    clinic.result(raised, "T4")
    clinic.result(lowered, "T1")
    assert (tier(clinic, raised), tier(clinic, lowered)) == ("T2", "T1")
    clinic.result(raised, "T0")
    assert tier(clinic, raised) == "T0"


def test_the_last_word_counts(clinic):
    conversation = clinic.screened("T3")
    for kind, to in (("raise_urgency", "T0"), ("lower_urgency", "T4"), ("raise_urgency", "T2")):
        override(clinic, conversation, kind, to)
        assert tier(clinic, conversation) == to
    with clinic.database.reading() as session:
        kinds = [each.override.kind for each in overrides_of(session, conversation)]
    assert kinds == ["raise_urgency", "lower_urgency", "raise_urgency"]


def test_what_was_not_assessed_can_be_raised_and_not_lowered(clinic):
    conversation = clinic.comes()
    clinic.leaves(conversation)
    with pytest.raises(MalformedInput):
        override(clinic, conversation, "lower_urgency", "T4")
    override(clinic, conversation, "raise_urgency", "T1")
    assert tier(clinic, conversation) == "T1"


@pytest.mark.parametrize(
    ("kind", "to", "words", "reason"),
    [
        ("raise_urgency", "T3", "why", None),
        ("raise_urgency", "T2", "why", None),
        ("lower_urgency", "T2", "why", None),
        ("lower_urgency", "T1", "why", None),
        ("raise_urgency", "T-1", "why", None),
        ("lower_urgency", "T9", "why", None),
        ("professional", "physical_therapist", "why", None),
        ("lower_urgency", "T4", " ", None),
        ("lower_urgency", "T4", "x" * 1001, None),
        ("lower_urgency", "T4", "why", "sounds_worse"),
        ("sideways", "T4", "why", "other"),
    ],
    ids=range(11),
)
def test_what_goes_the_wrong_way_or_says_no_reason_is_refused(clinic, kind, to, words, reason):
    conversation = clinic.screened("T2")
    with pytest.raises(MalformedInput):
        override(clinic, conversation, kind, to, words, reason or REASON.get(kind))
    with clinic.database.reading() as session:
        assert overrides_of(session, conversation) == []
        assert load_work(session, conversation).version == 0


def test_two_who_override_at_once_notice(clinic):
    conversation = clinic.screened("T3")
    made = Override("raise_urgency", "T3", "T1", "other", "why")
    with clinic.database.session() as session:
        add_override(session, conversation, 0, made, clinic.rita)
    with pytest.raises(ChangedMeanwhile), clinic.database.session() as session:
        add_override(session, conversation, 0, made, clinic.rita)


def test_the_words_go_with_the_conversation_and_the_codes_stay_to_count(clinic):
    conversation = clinic.screened("T3")
    override(clinic, conversation, "raise_urgency", "T1")
    with clinic.database.session() as session:
        erase_conversation(session, conversation)
        (made,) = overrides_of(session, conversation)
    assert made.override.words is None
    assert (made.override.to_value, made.override.rule) == ("T1", "P24")
