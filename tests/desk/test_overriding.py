"""Overriding at the desk: reception may raise, never lower; a clinician may do both, with a reason and words."""

import pytest

from bot.store.overrides import overrides_of
from bot.store.queue import read_queued
from bot.store.results import save_result
from tests.desk.seen_on import seen_on
from tests.desk.stored import case_of, result_of
from tests.store.front_desk import Clinic

WHY = {"words": "She can hardly walk", "version": "0"}
RAISE = {"tier": "T1", "reason": "sounds_worse", **WHY}
LOWER = {"tier": "T4", "reason": "seen_by_clinician", **WHY}
OTHER = {"professional": "occupational_therapist", "reason": "clinical_judgement", **WHY}


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


def now(clinic, conversation):
    with clinic.database.reading() as session:
        return read_queued(session, conversation, clinic.clock())


def test_reception_raises_and_the_screens_own_result_stays_on_the_page(clinic, signed_in):
    conversation = clinic.comes()
    clinic.result(conversation, "T4")
    rita = signed_in()
    answer = rita.post(f"/cases/{conversation}/raise", **RAISE)
    assert answer.status_code == 303
    shown = rita.get(answer.headers["location"]).text
    assert "the screen said Routine" in shown
    assert "It sounds worse than it reads" in shown
    assert "<q>She can hardly walk</q>" in shown
    assert (now(clinic, conversation).tier, now(clinic, conversation).screened_tier) == ("T1", "T4")


@pytest.mark.parametrize(("path", "fields"), [("lower", LOWER), ("professional", OTHER)])
def test_reception_neither_lowers_nor_chooses_another_professional(clinic, signed_in, path, fields):
    conversation = clinic.screened("T2")
    rita = signed_in()
    assert rita.post(f"/cases/{conversation}/{path}", **fields).status_code == 403
    assert f"/{path}" not in rita.get(f"/cases/{conversation}").text
    assert (now(clinic, conversation).tier, now(clinic, conversation).work.version) == ("T2", 0)


def test_reception_cannot_lower_by_raising_to_something_calmer(clinic, signed_in):
    conversation = clinic.screened("T1")
    answer = signed_in().post(f"/cases/{conversation}/raise", **{**RAISE, "tier": "T4"})
    assert answer.status_code == 400
    assert now(clinic, conversation).tier == "T1"


def test_what_was_not_assessed_is_raised_above_its_place_only(clinic, signed_in):
    conversation = clinic.comes()
    clinic.leaves(conversation)
    rita = signed_in()
    assert rita.post(f"/cases/{conversation}/raise", **{**RAISE, "tier": "T3"}).status_code == 400
    assert rita.post(f"/cases/{conversation}/raise", **RAISE).status_code == 303
    assert now(clinic, conversation).tier == "T1"


def test_a_clinician_lowers_and_then_chooses_another_professional(clinic, signed_in):
    conversation = clinic.screened("T1")
    vera = signed_in("clinician")
    seen = seen_on(vera, conversation)
    steps = [
        ("professional", OTHER, 400),
        ("lower", LOWER, 303),
        ("professional", {**OTHER, "version": "1"}, 303),
    ]
    for path, fields, status in steps:
        assert vera.post(f"/cases/{conversation}/{path}", seen=seen, **fields).status_code == status
    assert now(clinic, conversation).professional == "occupational_therapist"
    with clinic.database.reading() as session:
        made = overrides_of(session, conversation)
    assert [each.override.kind for each in made] == ["professional", "lower_urgency"]
    assert {each.override.rule for each in made} == {"P24"}
    shown = vera.get(f"/cases/{conversation}").text
    assert "Start with an occupational therapist." in shown


@pytest.mark.parametrize("missing", ["tier", "reason", "words"])
def test_without_a_reason_and_words_nothing_is_raised_and_the_form_keeps_what_was_typed(
    clinic, signed_in, missing
):
    conversation = clinic.screened("T4")
    answer = signed_in().post(f"/cases/{conversation}/raise", **{**RAISE, missing: ""})
    assert answer.status_code == 400
    assert "Choose a more urgent tier and a reason" in answer.text
    assert now(clinic, conversation).tier == "T4"
    if missing != "words":
        assert ">She can hardly walk</textarea>" in answer.text


def test_a_raise_on_what_somebody_else_just_changed_is_told_so(clinic, signed_in):
    conversation = clinic.screened("T4")
    rita, omar = signed_in(login="rita"), signed_in(login="omar")
    rita.post(f"/cases/{conversation}/raise", **{**RAISE, "tier": "T0"})
    answer = omar.post(f"/cases/{conversation}/raise", **RAISE)
    assert answer.status_code == 409
    assert "Demo Rita saved this case first (overridden" in answer.text


def test_an_urgent_note_keeps_silent_about_who_the_screen_had_named(clinic, signed_in):
    conversation = clinic.comes()
    with clinic.database.session() as session:
        result = result_of(case_of(goal="treat_pain", region="knee"))
        save_result(session, conversation, result, clinic.clock)
    rita = signed_in()
    rita.post(f"/cases/{conversation}/raise", **{**RAISE, "tier": "T0"})
    for path in ("", "/print"):
        shown = rita.get(f"/cases/{conversation}{path}").text
        assert "Emergency help now. Nobody at this clinic." in shown
        assert "Start with" not in shown
