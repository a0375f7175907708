"""From what the NLU found in one message to answers the core accepts. Turns words, decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case

CONVERSATION_QUESTIONS = frozenset(
    {
        "consent",
        "reason",
        "confirm_danger",
        "summary_ok",
        "correction",
        "handoff_ok",
        "contact_name",
        "contact_reach",
    }
)
URGENT = ("T0", "T1")
ANSWER_READER = "AnswerReader"
# How an answer about a sign of danger ranks: not sure is worse than no.
DANGER = {NO: 0, UNKNOWN: 1, YES: 2}
# What a question in passing still tells, as "is my left knee torn? it popped yesterday" does.
PLAIN_FACTS = frozenset({"goal", "region", "side", "onset", "mechanism", "pain", "age", "for_whom"})


def answers_in(
    entities: Iterable[Mapping[str, Any]], question: str | None, case: Case, content: Content
) -> dict[str, Answer]:
    """The facts and red flags in a message, as answers; what the content does not know is dropped.

    A tick list shows only what is still open, so an unticked line leaves earlier answers alone.
    A doubtful fact is left to be asked. A doubtful red flag becomes an unsure answer, to be confirmed
    once. An urgent flag that was told stays told: a later "no" does not take an emergency back
    (tie-breaker 4, reference 4.2).
    """
    found: dict[str, Answer] = {}
    for entity in entities:
        name, value = str(entity.get("entity")), str(entity.get("value"))
        fact = content.facts.get(name)
        if fact is None or value not in (*fact.values, UNKNOWN):
            continue
        if entity.get("certainty") == "doubtful":
            if name not in content.flags:
                continue
            value = UNKNOWN if value == YES else value
        unticked = entity.get("extractor") == ANSWER_READER and value != YES
        if unticked and _is_bundle(question, content) and name in case.answers:
            continue
        if not _may_replace(case.answers.get(name), found.get(name), value, name, content):
            continue
        said = entity.get("said")
        found[name] = Answer(value, str(said) if said else None)
    return found


def heard_in_passing(told: Mapping[str, Answer], case: Case, content: Content) -> dict[str, Answer]:
    """What counts of a message that asks for something else: urgent danger, and where and when it is
    if that is new.

    "Do I have a torn meniscus?" asked about a neck must not move the problem to the knee, "do I have
    arthritis?" does not give them arthritis, and "tell me a joke" is not what they came for.
    """
    urgent = {flag.id for flag in content.flags.values() if flag.tier in URGENT}
    return {
        fact: answer
        for fact, answer in told.items()
        if fact in urgent or (fact in PLAIN_FACTS and fact not in case.answers)
    }


def _is_bundle(question: str | None, content: Content) -> bool:
    waiting = content.questions.get(question or "")
    return waiting is not None and waiting.is_bundle


def _may_replace(before: Answer | None, now: Answer | None, value: str, name: str, content: Content) -> bool:
    if name not in content.flags:
        return True
    urgent = content.flags[name].tier in URGENT
    if now is not None:
        # Two findings of one flag in one message: the worse one counts.
        return DANGER[value] >= DANGER[now.value]
    if before is None or not urgent:
        return True
    return DANGER[value] >= DANGER[before.value]


def settled_by(question: str | None, told: Mapping[str, Answer], content: Content) -> str | None:
    """The question that these answers settle: the one that was waiting, if any of them is its own."""
    waiting = content.questions.get(question or "")
    return waiting.id if waiting is not None and set(waiting.asks) & set(told) else None


def unsure_signs(case: Case, content: Content) -> tuple[str, ...]:
    """The signs that were told unsurely and not yet asked about a second time."""
    return tuple(
        flag
        for flag in content.flags
        if (answer := case.answers.get(flag)) and answer.value == UNKNOWN and not answer.confirmed
    )


def confirm(case: Case, asked: Collection[str], reply: str | None, content: Content) -> Case:
    """The case after the one second try about the signs that were asked about. Yes makes them present, no
    absent, and anything else leaves them unsure, which counts as present (reference 2.1).

    A sign that the reply itself brought up, as in "no, but my face droops", was not asked about yet.
    """
    waiting = [flag for flag in unsure_signs(case, content) if flag in asked]
    if reply == NO:
        return case.told({flag: Answer(NO, case.answers[flag].said, confirmed=True) for flag in waiting})
    if reply == YES and len(waiting) == 1:
        told = case.answers[waiting[0]]
        return case.told({waiting[0]: Answer(YES, told.said, confirmed=True)})
    return case.confirmed(waiting)


def conversation_answers(entities: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Replies to the conversation's own questions: consent, the summary, how to be reached."""
    return {
        str(entity["entity"]): str(entity["value"])
        for entity in entities
        if entity.get("entity") in CONVERSATION_QUESTIONS
    }
