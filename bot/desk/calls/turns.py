"""One step of a call: what was said, and where the call stands after it. Pure; keeping it is another file's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.desk.calls.replies import Reply, answered
from bot.desk.calls.steps import Step, is_urgent, step_of
from bot.desk.calls.transcript import Message, from_caller, from_desk, read_aloud
from bot.desk.calls.what_counts import DANGER, Entity, heard
from bot.speech.audience import Audience
from bot.speech.phrases import phrase
from bot.triage.answered import without_answer
from bot.triage.assess import assess
from bot.triage.entries import Content
from bot.triage.evidence import NO, Answer, Case

FOR_WHOM = {"self": "self", "parent": "child", "partner": "other_adult"}
"""Whom a caller rings for, where who they are says it for sure. A relative may ring for a child or an adult."""


@dataclass(frozen=True)
class Turn:
    """The call after a step. `messages` are the new ones, in the order they were said."""

    case: Case = field(repr=False)
    consent: str | None
    step: Step
    messages: tuple[Message, ...] = field(repr=False)

    def left(self, case: Case, content: Content, audience: Audience) -> Turn:
        """The call of somebody who is gone, with what now counts as told."""
        return _turn(case, self.consent, [], content, audience)


def begun(
    relationship: str, words: str, entities: Sequence[Entity], content: Content, audience: Audience
) -> Turn:
    """The call as it begins: who rings, and what they said of their own accord."""
    case = Case().told(heard(entities, Case(), content))
    whom = FOR_WHOM.get(relationship)
    if whom is not None and (relationship == "parent" or "for_whom" not in case.answers):
        case = case.told({"for_whom": Answer(whom)})
    said = [from_caller(words)] if words else []
    return _turn(case, None, said, content, audience)


def replied(
    before: Turn,
    reply: Reply | None,
    words: str,
    entities: Sequence[Entity],
    content: Content,
    audience: Audience,
) -> Turn:
    """The call after an answer, after own words, or both, which are as urgent as the worse of the two.

    A calm answer beside urgent words counts for nothing; words that change nothing leave a result as it is.
    """
    said = [from_caller(words)] if words else []
    with_words = before.case.told(_counting(before, entities, content))
    asking = before.step.asking
    if before.step.kind == "result" and with_words == before.case:
        return replace(before, messages=tuple(said))
    if reply is None or asking is None:
        return _turn(with_words, before.consent, said, content, audience)
    alone = answered(before.case, asking, reply, content)
    if is_urgent(with_words, content) and not _tells_danger(alone, before.case, content):
        return _turn(with_words, before.consent, said, content, audience)
    said.append(from_caller(reply.words))
    both = answered(with_words, asking, reply, content)
    case = _worst((both, with_words, alone), content)
    return _turn(case, before.consent, said, content, audience)


def agreed(before: Turn, answer: str, words: str, content: Content, audience: Audience) -> Turn:
    """The call after the caller agreed."""
    return _turn(before.case, answer, [from_caller(words)], content, audience)


def can_go_back(turn: Turn, content: Content) -> bool:
    """Whether the last answer may be taken back: not once the case is urgent, since reception never lowers."""
    return bool(turn.case.steps) and not is_urgent(turn.case, content)


def went_back(before: Turn, content: Content, audience: Audience) -> Turn:
    """The call with its last answered question asked again."""
    last = content.questions[before.case.steps[-1].question]
    case = without_answer(before.case, last, content)
    said = [from_desk(phrase(audience, "utter_went_back"))]
    return _turn(case, before.consent, said, content, audience)


def heard_facts(case: Case, content: Content) -> tuple[str, ...]:
    """The facts that were heard in their words, danger signs left out: those stay told."""
    return tuple(
        fact
        for fact, answer in case.answers.items()
        if answer.said is not None and fact in content.facts and fact not in content.flags
    )


def misheard(before: Turn, content: Content, audience: Audience) -> Turn:
    """The call with what was heard in their words unheard, danger signs left alone, so that it is asked."""
    case = before.case.without(heard_facts(before.case, content))
    said = [from_desk(phrase(audience, "utter_went_back"))]
    return _turn(case, before.consent, said, content, audience)


def _counting(before: Turn, entities: Sequence[Entity], content: Content) -> dict[str, Answer]:
    """What counts of somebody's words. Once it is urgent only more danger does: reception never lowers."""
    told = heard(entities, before.case, content)
    if not is_urgent(before.case, content):
        return told
    return {fact: answer for fact, answer in told.items() if fact in content.flags and answer.value != NO}


def _tells_danger(case: Case, before: Case, content: Content) -> bool:
    """Whether an answer told of danger that was not told before, by itself or with what was told before it."""
    return bool(_danger_beyond(case, before, content)) or is_urgent(case, content)


def _danger_beyond(case: Case, other: Case, content: Content) -> dict[str, Answer]:
    """The signs of this case that the other has not, or has as less sure."""
    return {
        fact: answer
        for fact, answer in case.answers.items()
        if fact in content.flags and DANGER[answer.value] > DANGER[other.value(fact) or NO]
    }


def _worst(told: tuple[Case, Case, Case], content: Content) -> Case:
    """What an answer and the words beside it come to: neither makes the other's danger less urgent.

    `told` is both together, the words alone and the answer alone. What lowers a sign, such as that a doctor saw
    it, may stand in the one and the sign in the other; then only the signs are put together.
    """
    both, words, answer = told
    if not (is_urgent(words, content) or is_urgent(answer, content)):
        return both
    signs_of_answer = words.told(_danger_beyond(answer, words, content))
    signs_of_words = answer.told(_danger_beyond(words, answer, content))
    return min(
        (both, signs_of_answer, signs_of_words),
        key=lambda case: (not is_urgent(case, content), assess(case, content).tier),
    )


def _turn(
    case: Case, consent: str | None, said: Sequence[Message], content: Content, audience: Audience
) -> Turn:
    step = step_of(case, consent, content)
    now = read_aloud(step, case, content, audience)
    return Turn(case, consent, step, (*said, *([] if now is None else [now])))
