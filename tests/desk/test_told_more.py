"""A form that can make a case calmer counts only for the result, and the silence, that its reader saw."""

import pytest

from bot.store.contact_attempts import attempts_of
from bot.store.queue import read_queued
from tests.desk.seen_on import seen_on
from tests.store.front_desk import Clinic

WHY = {"words": "I spoke with her", "version": "0"}
CALMER = [
    ("lower", {"tier": "T4", "reason": "seen_by_clinician", **WHY}),
    ("professional", {"professional": "dietitian", "reason": "clinical_judgement", **WHY}),
    ("status", {"status": "closed", "version": "0"}),
]


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def now(clinic, conversation):
    with clinic.database.reading() as session:
        return read_queued(session, conversation, clinic.clock())


def emergency(clinic, conversation):
    clinic.result(conversation, "T0")


def unassessed(clinic, conversation):
    clinic.says(conversation, assessed=False)


@pytest.mark.parametrize("more", [emergency, unassessed])
@pytest.mark.parametrize(("path", "fields"), CALMER)
def test_what_they_told_since_the_page_was_opened_is_neither_lowered_nor_closed_unread(
    clinic, clock, signed_in, path, fields, more
):
    conversation = clinic.screened("T2")
    vera = signed_in("clinician")
    seen = seen_on(vera, conversation)
    clock.turn(minutes=1)
    more(clinic, conversation)
    answer = vera.post(f"/cases/{conversation}/{path}", seen=seen, **fields)
    assert answer.status_code == 409
    assert "They told more since you opened this page." in answer.text
    tier = "Emergency" if more is emergency else "Doctor first"
    assert f"It is now: New, {tier}. Nothing of yours was saved." in answer.text
    case = now(clinic, conversation)
    assert (case.work.version, case.work.status) == (0, "new")
    assert case.tier == ("T0" if more is emergency else "T2")
    if "words" in fields:
        assert ">I spoke with her</textarea>" in answer.text
    assert f'name="seen" value="{seen}"' not in answer.text


def test_more_that_nothing_judged_counts_beside_what_stood_unassessed_before(clinic, clock, signed_in):
    conversation = clinic.screened("T2")
    vera = signed_in("clinician")
    clock.turn(minutes=1)
    unassessed(clinic, conversation)
    seen = seen_on(vera, conversation)
    clinic.says(conversation, assessed=False, turn="t2")
    path, fields = CALMER[0]
    assert vera.post(f"/cases/{conversation}/{path}", seen=seen, **fields).status_code == 409
    assert now(clinic, conversation).tier == "T2"


def test_a_form_that_was_refused_stands_open_with_what_was_typed(clinic, signed_in):
    conversation = clinic.screened("T2")
    vera = signed_in("clinician")
    seen = seen_on(vera, conversation)
    clinic.result(conversation, "T1")
    path, fields = CALMER[0]
    answer = vera.post(f"/cases/{conversation}/{path}", seen=seen, **fields)
    assert "<details open><summary>Lower the urgency</summary>" in answer.text


def test_having_read_it_the_same_form_is_taken(clinic, signed_in):
    conversation = clinic.screened("T2")
    vera = signed_in("clinician")
    clinic.result(conversation, "T1")
    path, fields = CALMER[0]
    answer = vera.post(f"/cases/{conversation}/{path}", seen=seen_on(vera, conversation), **fields)
    assert answer.status_code == 303
    assert now(clinic, conversation).tier == "T4"


def test_taking_it_logging_an_attempt_and_raising_stay_possible_whatever_came(clinic, clock, signed_in):
    conversation = clinic.screened("T3")
    rita = signed_in()
    clock.turn(minutes=1)
    unassessed(clinic, conversation)
    steps = [
        ("owner", {"owner": "me"}),
        ("attempts", {"how": "phone", "outcome": "spoke"}),
        ("raise", {"tier": "T1", "reason": "said_more", "words": "Her words"}),
    ]
    for version, (path, fields) in enumerate(steps):
        fields = {**fields, "version": str(version)}
        assert rita.post(f"/cases/{conversation}/{path}", **fields).status_code == 303
    assert now(clinic, conversation).tier == "T1"
    with clinic.database.reading() as session:
        assert len(attempts_of(session, conversation)) == 1


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "x" * 200}, {"seen": "no result"}])
@pytest.mark.parametrize(("path", "fields"), CALMER)
def test_a_form_that_does_not_say_what_was_seen_is_malformed(clinic, signed_in, path, fields, seen):
    conversation = clinic.screened("T2")
    answer = signed_in("clinician").post(f"/cases/{conversation}/{path}", **fields, **seen)
    assert answer.status_code == 400
    assert now(clinic, conversation).work.version == 0


def test_the_part_of_a_page_that_keeps_itself_up_to_date_leaves_the_forms_as_they_were_seen(
    clinic, signed_in
):
    conversation = clinic.screened("T2")
    live = signed_in("clinician").post(f"/cases/{conversation}/talk").text
    assert 'id="talk-log"' in live
    assert 'name="seen"' not in live
