"""An answer and words in one form: both count, and together they are as urgent as the worse of the two."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.calls.replies import reply_of
from bot.desk.calls.steps import is_urgent, step_of
from bot.desk.calls.turns import replied
from bot.triage.assess import assess
from bot.triage.evidence import NO, UNKNOWN, YES, Case
from tests.desk.calls.by_phone import CONTENT, DESK, form, turn_of
from tests.triage.conftest import case_of

EMERGENCIES = CONTENT.questions["emergency_signs"].asks
LISTS = [
    each
    for each in CONTENT.questions.values()
    if each.input == "choices" and set(each.asks) <= set(CONTENT.flags)
]


def found(fact, value=YES):
    """A sign or a fact as it is found in words."""
    return {"entity": fact, "value": value, "certainty": "sure", "said": "as they said it"}


def standing_at(question):
    """What was told when this list of signs is asked in a call; nothing where it never is."""
    for region in CONTENT.facts["region"].values:
        told = {"region": region}
        for other in LISTS:
            if step_of(case_of(**told), None, CONTENT).question == question.id:
                return case_of(**told)
            told |= dict.fromkeys(other.asks, NO)
    return None


ASKED = [case for case in map(standing_at, LISTS) if case is not None]


def asked_about(sign):
    """A call whose present list has this sign."""
    return next(turn for turn in map(turn_of, ASKED) if sign in turn.step.asking.facts)


def after(before, words=(), **fields):
    """The call after this form, with what was found in its words."""
    given_reply = reply_of(form(**fields), before.step.asking, CONTENT) if fields else None
    return replied(before, given_reply, "words" if words else "", words, CONTENT, DESK)


def tier(turn):
    return assess(turn.case, CONTENT).tier


def texts(turn):
    return [message["text"] for message in turn.messages if message["from"] == "person"]


def test_an_emergency_that_was_ticked_beside_words_about_a_sign_for_today_is_an_emergency():
    turn = after(turn_of(Case()), [found("dvt_suspected")], answer="ticked", tick=["chest_pain_now"])
    assert (turn.step.kind, tier(turn)) == ("result", "T0")
    assert (turn.case.value("chest_pain_now"), turn.case.value("dvt_suspected")) == (YES, YES)
    assert texts(turn) == ["words", "Chest pain, pressure or tightness"]


def test_an_emergency_in_the_words_beside_a_ticked_sign_for_today_keeps_both():
    before = asked_about("hot_swollen_joint")
    turn = after(before, [found("chest_pain_now")], answer="ticked", tick=["hot_swollen_joint"])
    assert (turn.step.kind, tier(turn)) == ("result", "T0")
    assert turn.case.value("hot_swollen_joint") == YES


def test_a_yes_to_the_second_try_counts_beside_urgent_words():
    before = turn_of(case_of(stroke_signs=UNKNOWN))
    turn = after(before, [found("dvt_suspected")], answer="yes")
    assert (tier(turn), turn.case.value("stroke_signs")) == ("T0", YES)
    assert len(texts(turn)) == 2


def test_words_that_lower_a_sign_do_not_lower_one_that_is_ticked_beside_them():
    before = asked_about("hot_swollen_joint")
    turn = after(before, [found("assessed_this_episode")], answer="ticked", tick=["hot_swollen_joint"])
    assert (turn.step.kind, tier(turn)) == ("result", "T1")


def test_every_list_of_signs_for_a_call_is_among_those_held_here():
    assert {step_of(case, None, CONTENT).question for case in ASKED} >= {
        "emergency_signs",
        "limb_signs",
        "spine_signs",
    }


@given(
    st.sampled_from(ASKED),
    st.sets(st.sampled_from(sorted(CONTENT.flags)), max_size=2),
    st.booleans(),
    st.data(),
)
@settings(max_examples=150, deadline=None)
def test_a_tick_and_words_together_are_at_least_as_urgent_as_each_alone(told, signs, assessed, data):
    before = turn_of(told)
    ticks = sorted(data.draw(st.sets(st.sampled_from(before.step.asking.facts), min_size=1, max_size=2)))
    words = [found(sign) for sign in sorted(signs)]
    words += [found("assessed_this_episode")] if assessed else []
    ticked = {"answer": "ticked", "tick": ticks}
    alone = [after(before, words), after(before, **ticked)]
    both = after(before, words, **ticked)
    if any(is_urgent(each.case, CONTENT) for each in alone):
        assert both.step.kind == "result"
        assert tier(both) <= min(map(tier, alone))
    assert set(ticks) <= {fact for fact, answer in both.case.answers.items() if answer.value == YES}
    assert texts(both)[-1] == texts(alone[1])[-1]
