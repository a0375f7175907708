"""With any roster of a clinic, everyone has one place to go, and who that is stays the same."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.triage.assess import assess
from bot.triage.clinic import Listing, Placement, placement
from bot.triage.endings import endings
from bot.triage.verify_clinic import misplaced, placements_checked, rosters
from tests.triage.clinic_files import SIX, a_clinic
from tests.triage.conftest import CONTENT, case_of, cases

ACHE = case_of(goal="treat_pain", region="knee", onset="over_3_months", pain=4)


def test_a_professional_is_here_not_accepting_or_elsewhere():
    found = assess(ACHE, CONTENT)
    assert found.professional == "physical_therapist"
    assert placement(found, a_clinic()).where == "here"
    full = a_clinic(physical_therapist=Listing(True, False))
    assert placement(found, full).where == "not_accepting"
    away = a_clinic(physical_therapist=Listing(False, False, "River Rehab"))
    assert placement(found, away) == Placement("elsewhere", "River Rehab", found.alternates)


def test_an_alternate_that_is_not_here_or_full_is_not_offered():
    found = assess(ACHE, CONTENT)
    assert found.alternates
    for listing in (Listing(True, False), Listing(False, False, "River Rehab")):
        closed = a_clinic(**dict.fromkeys(found.alternates, listing))
        assert placement(found, closed).also_here == ()


def test_an_urgent_case_has_no_place_at_a_clinic():
    assert placement(assess(case_of(chest_pain_now="yes"), CONTENT), a_clinic()) == Placement("none")


listings = st.builds(
    lambda here, accepting, referral: Listing(here, accepting, "" if here else referral),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["River Rehab", "555 0199"]),
)


@given(cases(), st.fixed_dictionaries(dict.fromkeys(SIX, listings)))
def test_a_roster_changes_where_and_never_who(case, roster):
    found, clinic = assess(case, CONTENT), a_clinic(**roster)
    place = placement(found, clinic)
    assert (place.where == "none") == (found.professional is None)
    if found.professional is not None:
        assert not found.urgent
        assert (place.where == "here") == clinic.takes(found.professional)
        assert (place.where == "elsewhere") == (not roster[found.professional].here)
    assert place.where != "elsewhere" or place.referral
    assert set(place.also_here) <= set(found.alternates) - {each.professional for each in found.excluded}
    assert all(clinic.takes(name) for name in place.also_here)


def sends_urgent_cases(assessment, clinic):
    return (
        Placement("here", "", ("physical_therapist",)) if assessment.urgent else placement(assessment, clinic)
    )


def forgets_who_is_ruled_out(assessment, clinic):
    offered = tuple(name for name in assessment.alternates if clinic.takes(name))
    place = placement(assessment, clinic)
    return Placement(place.where, place.referral, offered) if place.where != "none" else place


def offers_who_is_away(assessment, clinic):
    ruled_out = {each.professional for each in assessment.excluded}
    offered = tuple(name for name in assessment.alternates if name not in ruled_out)
    place = placement(assessment, clinic)
    return Placement(place.where, place.referral, offered) if place.where != "none" else place


def forgets_the_referral(assessment, clinic):
    place = placement(assessment, clinic)
    return Placement(place.where, "", place.also_here)


def finds_everyone_here(assessment, clinic):
    place = placement(assessment, clinic)
    return Placement("here", "", place.also_here) if place.where != "none" else place


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (sends_urgent_cases, "an urgent ending is sent to a professional"),
        (forgets_who_is_ruled_out, "is ruled out and offered"),
        (offers_who_is_away, "is offered and cannot be seen there"),
        (forgets_the_referral, "nobody says where to find"),
        (finds_everyone_here, "is here, not elsewhere"),
    ],
)
def test_a_fault_in_placing_people_is_found_with_a_roster_and_evidence(fault, shown):
    found = next(v for v in misplaced(CONTENT, endings(CONTENT), fault) if shown in v.problem)
    assert re.search(r"\(at a clinic with .+\)\. For example when .+ is ", str(found))


def test_every_roster_is_tried():
    tried = {
        tuple((listing.here, listing.accepting) for listing in clinic.professionals.values())
        for clinic in rosters(SIX)
    }
    states = [(True, True), (True, False), (False, False)]
    assert tried == set(product(states, repeat=6))
    assert placements_checked(CONTENT, endings(CONTENT)) % len(tried) == 0
