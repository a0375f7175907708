"""Faults of the interview, put in on purpose: each is found, with evidence that shows it."""

import dataclasses

import pytest

from bot.triage.assess import assess
from bot.triage.diagram import Diagrams
from bot.triage.endings import endings
from bot.triage.evidence import UNKNOWN
from bot.triage.interview import Asking, next_question
from bot.triage.verify_interview import (
    an_unsure_sign_counts_as_told,
    every_fact_asked_can_matter,
    every_interview_ends,
    faults_of_shape,
    order_does_not_count,
)
from tests.triage.conftest import CONTENT

DIAGRAM = endings(CONTENT)
LEVELS = {"first": ("no", "yes"), "second": ("no", "yes")}


class Unreduced(Diagrams):
    """Diagrams that keep every node they are given."""

    def _inner(self, place, children):
        return self._new((place, children))


def found(check, **broken):
    return [str(violation) for violation in check(CONTENT, DIAGRAM, **broken)]


@pytest.mark.parametrize(
    "check",
    [
        every_fact_asked_can_matter,
        every_interview_ends,
        order_does_not_count,
        an_unsure_sign_counts_as_told,
    ],
)
def test_the_content_keeps_its_promises(check):
    assert found(check) == []


def test_a_fact_that_makes_no_difference_is_found():
    diagrams = Unreduced(LEVELS)
    node = diagrams._inner(0, (diagrams.true, diagrams.true))
    assert list(faults_of_shape(diagrams, node)) == [
        ("first", "is looked at where no level of it makes a difference")
    ]


def test_two_nodes_that_are_alike_are_found():
    diagrams = Unreduced(LEVELS)
    alike = [diagrams._inner(1, (diagrams.false, diagrams.true)) for _ in range(2)]
    faults = list(faults_of_shape(diagrams, diagrams._inner(0, tuple(alike))))
    assert faults == [("second", "is looked at by two nodes that are alike")]


def test_facts_out_of_their_order_are_found():
    diagrams = Unreduced(LEVELS)
    later = diagrams._inner(0, (diagrams.false, diagrams.true))
    faults = list(faults_of_shape(diagrams, diagrams._inner(1, (later, diagrams.true))))
    assert faults == [("second", "is looked at after a fact that should come later")]


def test_an_idle_question_is_found():
    def ask(case, content):
        """The interview, with one more question once nothing can change any more."""
        asking = next_question(case, content)
        if asking is None and "active_now" not in case.answers:
            return Asking("active_now", ("active_now",), "choice", False)
        return asking

    shown = found(every_interview_ends, ask=ask)
    assert any("no answer to active_now changes anything" in each for each in shown), shown


def test_an_interview_without_an_end_is_found():
    def ask(case, content):
        return Asking("goal", ("goal",), "choice", False)

    shown = found(every_interview_ends, ask=ask)
    assert any("goal is asked again and again" in each for each in shown)


def test_a_result_that_depends_on_the_order_is_found():
    def decide(case, content):
        assessment = assess(case, content)
        return dataclasses.replace(assessment, rule=next(iter(case.answers), ""))

    shown = found(order_does_not_count, decide=decide)
    assert any("depends on what was told first" in each for each in shown)


def test_a_core_that_decides_otherwise_than_the_diagram_is_found():
    def decide(case, content):
        return dataclasses.replace(assess(case, content), tier="T4")

    shown = found(order_does_not_count, decide=decide)
    assert any("decides otherwise than the diagram" in each for each in shown)


def test_an_unsure_sign_that_counts_for_less_is_found():
    def decide(case, content):
        unsure = any(answer.value == UNKNOWN for answer in case.answers.values())
        return dataclasses.replace(assess(case, content), tier="T4" if unsure else "T0")

    shown = found(an_unsure_sign_counts_as_told, decide=decide)
    assert any("counts for less when the person is not sure" in each for each in shown)
