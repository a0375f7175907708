"""After danger, the question that narrows most comes first, and a topic is finished before the next."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.triage.conditions import holds
from bot.triage.endings import endings
from bot.triage.evidence import NO, UNKNOWN, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, next_question
from bot.triage.longest_interview import longest_interview
from bot.triage.question_order import OpenQuestion, endings_left, most_narrowing, topics_after_danger
from bot.triage.red_flags import level_of
from bot.triage.still_possible import still_possible
from tests.triage.conftest import CONTENT, case_of

TOPICS = topics_after_danger(CONTENT)
QUESTIONS = CONTENT.questions


def open_question(name):
    return OpenQuestion(QUESTIONS[name], QUESTIONS[name].asks)


def interview(answer, case=None):
    """Every question of an interview, when each fact gets what `answer` says."""
    case = case or Case()
    asked = []
    while (asking := next_question(case, CONTENT)) is not None:
        asked.append(asking)
        if asking.id == CONFIRM_DANGER:
            case = case.confirmed(asking.facts)
        else:
            case = case.told({fact: Answer(answer(fact)) for fact in asking.facts}, asking.id)
    return asked


@st.composite
def answers(draw):
    """An answer for each fact; danger is rare, so that interviews get long."""
    danger = draw(st.sets(st.sampled_from(sorted(CONTENT.flags)), max_size=2))
    chosen = {
        name: draw(st.sampled_from((*fact.values, UNKNOWN)))
        for name, fact in CONTENT.facts.items()
        if name not in CONTENT.flags
    }
    return lambda fact: ("yes" if fact in danger else "no") if fact in CONTENT.flags else chosen[fact]


@given(answers())
@settings(max_examples=60, deadline=None)
def test_no_question_is_asked_twice_nor_more_than_were_proved(answer):
    asked = [asking.id for asking in interview(answer) if asking.id != CONFIRM_DANGER]
    assert len(set(asked)) == len(asked) <= longest_interview(CONTENT)


@given(answers())
@settings(max_examples=60, deadline=None)
def test_a_condition_that_let_a_question_be_asked_still_holds_at_the_end(answer):
    """What the proof of the longest interview stands on."""
    asked = interview(answer)
    told = {fact: Answer(answer(fact)) for asking in asked for fact in asking.facts}
    level_at_end = level_of(Case(told), CONTENT)
    for asking in asked:
        if asking.id != CONFIRM_DANGER:
            assert holds(QUESTIONS[asking.id].when, level_at_end), asking.id


@given(answers())
@settings(max_examples=60, deadline=None)
def test_questions_about_danger_come_before_those_that_only_narrow(answer):
    names = [asking.id for asking in interview(answer) if asking.id != CONFIRM_DANGER]
    first_other = next((place for place, name in enumerate(names) if name in TOPICS), len(names))
    # A bad pain, asked about late, opens these.
    assert set(names[first_other:]) <= {*TOPICS, "onset", "general_signs"}


@given(answers())
@settings(max_examples=60, deadline=None)
def test_a_topic_is_finished_before_the_next_one_begins(answer):
    topics = [TOPICS[asking.id] for asking in interview(answer) if asking.id in TOPICS]
    without_repeats = [topic for place, topic in enumerate(topics) if topics[place - 1 : place] != [topic]]
    assert len(set(without_repeats)) == len(without_repeats)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("surgery_when", "background"),
        ("surgery_cleared", "background"),
        ("condition_stable", "conditions"),
        ("worsening", "pain"),
        ("injury_signs", "athlete"),
        ("prior_therapy", "prior_therapy"),
    ],
)
def test_a_question_belongs_to_the_topic_of_the_one_that_opens_it(question, topic):
    assert TOPICS[question] == topic


def test_questions_up_to_the_last_about_danger_keep_the_order_of_the_content():
    case = case_of(goal="fitness")
    may_ask = [open_question(name) for name in ("heart_signs", "age", "pain")]
    assert most_narrowing(may_ask, case, CONTENT).question.id == "heart_signs"


def test_the_question_that_leaves_the_fewest_endings_is_asked():
    case = case_of(goal="fitness", age="from_18_to_49")
    may_ask = [open_question(name) for name in ("background", "conditions", "pain", "prior_therapy")]
    left = {each.question.id: endings_left(each, still_possible(case, CONTENT), CONTENT) for each in may_ask}
    assert left[most_narrowing(may_ask, case, CONTENT).question.id] == min(left.values())
    assert len(set(left.values())) > 1


def test_with_equals_the_order_of_the_content_decides():
    case = case_of(goal="outside", scope_ask="diet")
    may_ask = [open_question(name) for name in ("pain", "prior_therapy", "active_now")]
    assert most_narrowing(may_ask, case, CONTENT).question.id == "pain"


def test_nothing_is_chosen_from_nothing():
    assert most_narrowing([], Case(), CONTENT) is None


def test_the_endings_left_are_those_of_the_diagram_that_would_be_left():
    diagram = endings(CONTENT)
    rest = still_possible(case_of(goal="fitness"), CONTENT)
    asking = open_question("conditions")
    there = diagram.diagrams.under(rest, dict.fromkeys(asking.facts, NO))
    assert endings_left(asking, rest, CONTENT) == len(diagram.diagrams.leaves_in(there))
