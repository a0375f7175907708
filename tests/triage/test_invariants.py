"""The hard invariants of the clinical reference, 4.3, proved over all evidence where that can be said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.triage.assess import assess
from bot.triage.endings import endings
from bot.triage.evidence import Case
from tests.triage.conftest import CONTENT, cases

DIAGRAM = endings(CONTENT)
BY_ID = {rule.id: rule for rule in CONTENT.rules}


@pytest.mark.parametrize("exclusion", CONTENT.exclusions, ids=lambda exclusion: exclusion.id)
def test_no_evidence_leads_to_someone_it_rules_out(exclusion):
    diagrams = DIAGRAM.diagrams
    when = diagrams.condition(exclusion.when, DIAGRAM.in_force)
    inside = diagrams.choose(when, DIAGRAM.rules, diagrams.false)
    reached = {BY_ID[leaf].professional for leaf in diagrams.leaves_in(inside) if leaf}
    assert not reached & set(exclusion.professionals), _shown(inside, exclusion)


@given(cases())
@settings(max_examples=200, deadline=None)
def test_exactly_one_outcome_and_at_most_one_professional_and_two_alternates(case):
    found = assess(case, CONTENT)
    assert found.outcome in ("recommendation", "physician_first") or found.professional is None
    assert (found.outcome == "recommendation") <= (found.professional is not None)
    assert len(found.alternates) <= 2
    assert found.professional not in found.alternates
    assert found.professional not in {excluded.professional for excluded in found.excluded}
    assert not set(found.alternates) & {excluded.professional for excluded in found.excluded}


@given(cases())
@settings(max_examples=200, deadline=None)
def test_i1_an_urgent_outcome_names_none_of_the_six(case):
    found = assess(case, CONTENT)
    if found.tier in ("T0", "T1"):
        assert found.professional is None
        assert found.alternates == () and found.after == ()


def test_i4_a_wish_that_only_a_doctor_can_meet_goes_to_a_doctor():
    diagrams = DIAGRAM.diagrams
    for goal in CONTENT.facts["goal"].groups["only_a_doctor"]:
        reached = diagrams.leaves_in(diagrams.under(DIAGRAM.rules, {"goal": goal}))
        assert {BY_ID[leaf].professional for leaf in reached} <= {None, "sports_medicine_doctor"}


@given(cases(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_i8_the_order_of_turns_never_matters(case, random):
    shuffled = list(case.answers.items())
    random.shuffle(shuffled)
    in_another_order = Case()
    for fact, answer in shuffled:
        in_another_order = in_another_order.told({fact: answer})
    assert assess(in_another_order, CONTENT) == assess(case, CONTENT)


def test_every_professional_is_reached_by_some_evidence():
    reached = {BY_ID[leaf].professional for leaf in DIAGRAM.diagrams.leaves_in(DIAGRAM.rules)}
    assert set(CONTENT.professionals) <= reached


@given(cases())
@settings(max_examples=100, deadline=None)
def test_every_result_says_its_rule_its_source_and_its_content(case):
    found = assess(case, CONTENT)
    assert found.reasons[0].rule == found.rule
    assert all(reason.source for reason in found.reasons)
    assert found.content_version == CONTENT.version


def _shown(inside, exclusion):
    for leaf in DIAGRAM.diagrams.leaves_in(inside):
        if leaf and BY_ID[leaf].professional in exclusion.professionals:
            return f"{leaf} with {DIAGRAM.diagrams.example(inside, leaf)}"
    return ""
