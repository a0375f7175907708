"""The tables walked by `assess` and the diagram compiled from them are built apart; they must agree."""

from hypothesis import given, settings

from bot.triage.assess import assess
from bot.triage.endings import Ending, endings
from bot.triage.entries import Content
from bot.triage.evidence import UNKNOWN
from tests.triage.conftest import CONTENT, case_of, cases

DIAGRAM = endings(CONTENT)


def complete(case):
    """The diagram's view of a case in which nothing more will be said."""
    known = DIAGRAM.known(case, CONTENT)
    return {fact: known.get(fact, "no" if fact in CONTENT.flags else UNKNOWN) for fact in CONTENT.facts}


@given(cases())
@settings(max_examples=400, deadline=None)
def test_the_diagram_and_the_tables_agree(case):
    found = assess(case, CONTENT)
    rule = next(rule for rule in CONTENT.rules if rule.id == found.rule)
    ending = Ending(
        found.outcome,
        found.tier,
        found.professional,
        found.destination,
        rule.alternates,
        found.clearance_needed,
    )
    at = complete(case)
    diagrams = DIAGRAM.diagrams
    assert diagrams.leaves_in(diagrams.under(DIAGRAM.root, at)) == {ending}
    assert diagrams.leaves_in(diagrams.under(DIAGRAM.rules, at)) == {found.rule}


def test_every_rule_can_fire():
    reached = DIAGRAM.diagrams.leaves_in(DIAGRAM.rules)
    assert {rule.id for rule in CONTENT.rules} == reached


def test_a_fact_that_cannot_matter_is_not_in_the_diagram():
    known = DIAGRAM.known(case_of(goal="outside", scope_ask="diet"), CONTENT)
    known |= dict.fromkeys(CONTENT.flags, "no")
    rest = DIAGRAM.diagrams.under(DIAGRAM.root, known)
    assert "pain" not in DIAGRAM.diagrams.facts_in(rest)


def test_an_example_leads_where_it_says():
    leaf = "P33"
    example = DIAGRAM.diagrams.example(DIAGRAM.rules, leaf)
    case = case_of(
        **{fact: _value(CONTENT, fact, level) for fact, level in example.items() if level != UNKNOWN}
    )
    assert assess(case, CONTENT).rule == leaf


def _value(content: Content, fact: str, level: str) -> str:
    return next(value for value, band in content.facts[fact].level_of.items() if band == level)
