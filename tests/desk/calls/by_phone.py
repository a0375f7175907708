"""A caller who answers from a table, led through the call's own steps, without a browser or a store."""

from starlette.datastructures import ImmutableMultiDict

from bot.desk.calls.replies import reply_of
from bot.desk.calls.steps import step_of
from bot.desk.calls.transcript import read_aloud
from bot.desk.calls.turns import Turn, agreed, replied
from bot.speech.audience import Audience
from bot.triage.content import load_content
from bot.triage.evidence import NO, UNKNOWN, YES
from bot.triage.interview import CONFIRM_DANGER

CONTENT = load_content()
DESK = Audience("en-US", "desk")
MOST_STEPS = 60


def form(**fields):
    """A posted form; a list stands for a field that is sent several times."""
    pairs = [
        (name, each)
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return ImmutableMultiDict(pairs)


def turn_of(case, consent=None):
    """A call that stands at this evidence."""
    step = step_of(case, consent, CONTENT)
    now = read_aloud(step, case, CONTENT, DESK)
    return Turn(case, consent, step, () if now is None else (now,))


def pressed(asking, answer):
    """What staff press when the caller answers each fact as `answer` says."""
    if asking.id == CONFIRM_DANGER:
        return form(answer="not_sure")
    if asking.input != "choices":
        value = answer(asking.facts[0])
        return form(answer="not_sure" if value == UNKNOWN else value)
    ticks = [fact for fact in asking.facts if answer(fact) == YES]
    unsure = any(answer(fact) == UNKNOWN for fact in asking.facts)
    return form(tick=ticks, answer="not_sure" if unsure else "ticked" if ticks else "none")


def reply(turn, **fields):
    """The call after staff sent this form."""
    given = reply_of(form(**fields), turn.step.asking, CONTENT)
    return replied(turn, given, "", (), CONTENT, DESK)


def hold(turn, answer):
    """Every step until the call has a result or ends, with the questions that were asked."""
    asked = []
    for _ in range(MOST_STEPS):
        if turn.step.kind in ("result", "alone"):
            return turn, asked
        if turn.step.kind == "consent":
            turn = agreed(turn, YES, "Yes", CONTENT, DESK)
            continue
        asked.append(turn.step.asking.id)
        given = reply_of(pressed(turn.step.asking, answer), turn.step.asking, CONTENT)
        turn = replied(turn, given, "", (), CONTENT, DESK)
    raise AssertionError(f"the call does not end: {asked[-5:]}")


def calm(**told):
    """Somebody with nothing to tell but this."""
    return lambda fact: told.get(fact, NO if CONTENT.facts[fact].is_yes_no else UNKNOWN)
