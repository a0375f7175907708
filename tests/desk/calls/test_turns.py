"""The steps of a call, whatever is answered: danger first, consent before the rest, and an end."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.calls.replies import reply_of
from bot.desk.calls.steps import left_unsure, step_of
from bot.desk.calls.turns import can_go_back, replied, went_back
from bot.triage.assess import assess
from bot.triage.danger_path import asks_about_danger
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from tests.desk.calls.by_phone import CONTENT, DESK, calm, form, hold, reply, turn_of
from tests.triage.conftest import case_of, cases

DANGER = {question.id for question in CONTENT.questions.values() if asks_about_danger(question, CONTENT)}


def sign(flag, value=YES, certainty="sure"):
    """A danger sign as it is found in words."""
    return {"entity": flag, "value": value, "certainty": certainty, "said": "as they said it"}


@st.composite
def answers(draw):
    """An answer for each fact; danger is rare, so that calls get long."""
    danger = draw(st.sets(st.sampled_from(sorted(CONTENT.flags)), max_size=2))
    chosen = {
        name: draw(st.sampled_from((*fact.values, UNKNOWN)))
        for name, fact in CONTENT.facts.items()
        if name not in CONTENT.flags
    }
    return lambda fact: (YES if fact in danger else NO) if fact in CONTENT.flags else chosen[fact]


@given(answers())
@settings(max_examples=40, deadline=None)
def test_every_call_ends_and_asks_no_question_twice(answer):
    turn, asked = hold(turn_of(Case()), answer)
    assert turn.step.kind in ("result", "alone")
    assert len(asked) == len(set(asked))


@given(cases())
@settings(max_examples=60, deadline=None)
def test_nothing_but_danger_and_where_it_is_is_asked_before_they_agree(case):
    step = step_of(case, None, CONTENT)
    assert step.kind in ("danger", "consent", "result")
    if step.kind == "danger":
        assert step.asking.id in {*DANGER, "region", "confirm_danger"}
    if step.kind == "result":
        assert assess(case, CONTENT).urgent


@given(cases(), st.sampled_from(sorted(CONTENT.flags)))
@settings(max_examples=60, deadline=None)
def test_danger_in_words_wins_over_the_answer_beside_it(case, flag):
    before = turn_of(case)
    urgent = assess(case_of(**{flag: YES}), CONTENT).urgent
    after = replied(before, None, "words", (sign(flag),), CONTENT, DESK)
    if urgent and case.value("assessed_this_episode") != YES:
        assert after.step.kind == "result"


FOR_TODAY = sorted(
    flag.id for flag in CONTENT.flags.values() if flag.tier in ("T0", "T1") and flag.lowered_if_assessed
)


@given(st.sampled_from(FOR_TODAY), cases(flags=False))
@settings(max_examples=60, deadline=None)
def test_no_words_make_an_urgent_call_less_urgent(flag, other):
    before = turn_of(case_of(**{flag: YES}))
    words = [sign(fact, answer.value) for fact, answer in other.answers.items()]
    words += [sign("assessed_this_episode"), sign(flag, NO)]
    after = replied(before, None, "words", words, CONTENT, DESK)
    assert assess(after.case, CONTENT).tier <= assess(before.case, CONTENT).tier


def test_an_answer_beside_doubtful_words_counts_and_the_words_are_asked_about_next():
    before = turn_of(case_of(region="knee", **dict.fromkeys(CONTENT.questions["emergency_signs"].asks, NO)))
    given_reply = reply(before, answer="none").case
    assert before.step.question == "injury_check"
    words = (sign("dvt_suspected", certainty="doubtful"),)
    none = reply_of(form(answer="none"), before.step.asking, CONTENT)
    after = replied(before, none, "words", words, CONTENT, DESK)
    assert set(given_reply.answers) <= set(after.case.answers)
    assert (after.step.question, after.step.asking.facts) == ("confirm_danger", ("dvt_suspected",))


def test_a_no_to_one_sign_is_no_answer_about_another_that_the_words_raised_meanwhile():
    before = turn_of(Case({"stroke_signs": Answer(UNKNOWN)}))
    no = reply_of(form(answer="no"), before.step.asking, CONTENT)
    words = (sign("chest_pain_now", certainty="doubtful"),)
    after = replied(before, no, "words", words, CONTENT, DESK)
    assert after.case.answers["stroke_signs"] == Answer(NO, None, confirmed=True)
    assert (after.step.question, after.step.asking.facts) == ("confirm_danger", ("chest_pain_now",))


def test_what_was_told_with_a_question_is_not_asked_again_after_going_back_over_another():
    turn, _ = hold(turn_of(Case()), calm(region="knee", goal="fitness"))
    while can_go_back(turn, CONTENT):
        turn = went_back(turn, CONTENT, DESK)
    assert turn.case == Case()
    assert not can_go_back(turn, CONTENT)


def test_what_they_left_unsure_counts_as_told():
    assert assess(left_unsure(Case({"stroke_signs": Answer(UNKNOWN)}), CONTENT), CONTENT).tier == "T0"
