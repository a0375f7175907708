"""What staff pressed: an answer of the caller to the question that was read to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.desk.calls.keys import options_of
from bot.desk.posted_form import Form
from bot.hearing import confirm
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from bot.triage.interview import CONFIRM_DANGER, Asking
from bot.wording import wording

NOT_SURE, SKIP, NONE, TICKED = "not_sure", "skip", "none", "ticked"


class BadReply(ValueError):
    """The form answers nothing; the message is the code of what to do, for the page."""


@dataclass(frozen=True)
class Reply:
    """An answer: a value for each fact of the question, and how it was given, in the options' words.

    The one second try about danger has no facts of its own; its `confirms` is yes, no or unknown.
    """

    values: Mapping[str, str]
    words: str
    confirms: str | None = None


def reply_of(form: Form, asking: Asking, content: Content) -> Reply:
    """The answer in a posted form.

    Raises:
        BadReply: nothing was chosen, or what was chosen does not go together or was never offered.
    """
    chosen, ticks = str(form.get("answer", "")), form.getlist("tick")
    if asking.input == "choices":
        return _ticked(chosen, ticks, asking, content)
    labels = {option.value: option.label for option in options_of(asking, content)}
    if asking.id == CONFIRM_DANGER:
        if chosen not in (YES, NO, NOT_SURE):
            raise BadReply("choose")
        value = UNKNOWN if chosen == NOT_SURE else chosen
        return Reply({}, labels.get(chosen, _other(NOT_SURE)), confirms=value)
    fact = asking.facts[0]
    if chosen in labels:
        return Reply({fact: chosen}, labels[chosen])
    # A question about danger is answered: with not sure, if need be, and never passed over.
    if chosen == NOT_SURE or (chosen == SKIP and not asking.safety):
        return Reply({fact: UNKNOWN}, _other(chosen))
    raise BadReply("choose")


def answered(case: Case, asking: Asking, reply: Reply, content: Content) -> Case:
    """The case after the answer. A line that was not ticked takes nothing back that words have told, and what
    words have told is not undone with the question."""
    if asking.id == CONFIRM_DANGER:
        return confirm(case, asking.facts, str(reply.confirms), content)
    told = {
        fact: Answer(value)
        for fact, value in reply.values.items()
        if asking.input != "choices" or fact not in case.answers or (value == YES and case.value(fact) != YES)
    }
    return case.told(told, asking.id)


def _ticked(chosen: str, ticks: list[str], asking: Asking, content: Content) -> Reply:
    if not set(ticks) <= set(asking.facts) or chosen not in (NONE, TICKED, NOT_SURE):
        raise BadReply("choose")
    if chosen == TICKED and not ticks:
        raise BadReply("nothing_ticked")
    if chosen == NONE and ticks:
        raise BadReply("none_and_ticked")
    labels = [option.label for option in options_of(asking, content) if option.value in ticks]
    rest = UNKNOWN if chosen == NOT_SURE else NO
    said = [*labels, *([] if chosen == TICKED else [_other(chosen)])]
    return Reply({fact: YES if fact in ticks else rest for fact in asking.facts}, "; ".join(said))


def _other(option: str) -> str:
    return wording().text(f"utter_option_{option}")
