"""The last word on one message: what it answers, what else it says, and what the person wants with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.nlu.answer_words import answer_words
from bot.nlu.answers import Answer, read_answer
from bot.nlu.asked_question import CONFIRM_DANGER, CONTACT, AskedQuestion
from bot.nlu.final_intent import DANGER as DANGER
from bot.nlu.final_intent import (
    FALLBACK,
    HARMLESS,
    INFORM,
    INTERRUPTIONS,
    OUT_OF_SCOPE,
    Entity,
    final_intent,
    is_about_health,
    is_asked,
    is_urgent,
)
from bot.nlu.finding import Finding
from bot.nlu.language import ENGLISH, language_of
from bot.nlu.phrase_finder import words_in
from bot.nlu.screening import screen
from bot.triage.content import load_content
from bot.triage.evidence import UNKNOWN

# Facts in one message that make it a story rather than a question.
_A_STORY = 2
# Where a new goal is the point. Elsewhere "tell me a joke" or "is it torn?" must not replace the goal they gave.
_ABOUT_THE_REQUEST = frozenset({"consent", "reason", "goal", "correction", "summary_ok"})


@dataclass(frozen=True)
class Understanding:
    """The final intent of a message, the entities that stand, and the answers read, by fact.

    `picked` is true when the message was an option's id or label: our words, not the person's.
    """

    intent: str
    entities: tuple[Entity, ...]
    answers: Mapping[str, str]
    picked: bool = False


def understand(
    text: str,
    question: AskedQuestion | None,
    entities: Sequence[Entity],
    intent: str,
    confidence: float,
    today: date,
    threshold: float,
) -> Understanding:
    """Decide what a message means to the conversation.

    `entities` are the facts and flags found so far, `intent` and `confidence` the classifier's. An urgent flag
    makes the message `danger` whatever else it says; then comes an answer to the question, then an interruption
    the classifier is at least `threshold` sure of, then anything found. A message in another language is its own
    interruption, and only danger is read in it.
    """
    answer = _answer(text, question, entities, today)
    language = _language(text, question, answer)
    if language != ENGLISH:
        intent, confidence, answer = language, 1.0, None
        entities = _flags_in_words(text, entities)
    # Put as a question, or beside nothing about health, it need only be the likeliest.
    likely = is_asked(text) or not any(is_about_health(entity) for entity in entities)
    strict = question is not None and (question.id in CONTACT or question.id == CONFIRM_DANGER)
    enough = confidence >= threshold or (likely and intent in HARMLESS and not strict)
    interrupts = intent in INTERRUPTIONS and enough
    if interrupts and answer is not None and not answer.is_pick and confidence >= threshold:
        # "Should I stop my blood thinner?" is no answer, whatever words it shares with the options.
        answer = None
    elsewhere = intent == OUT_OF_SCOPE
    kept = _kept(entities, question, answer, asks=interrupts or elsewhere)
    if elsewhere and not any(is_about_health(entity) for entity in kept):
        # A joke at the opening is no request that this guide should turn away with a result.
        kept = []
    if (
        answer is None
        and question is not None
        and question.id == CONFIRM_DANGER
        and text
        and (not interrupts or language != ENGLISH)
        and not kept
    ):
        # Asked a second time about danger, whatever cannot be read counts as not sure.
        answer = Answer({CONFIRM_DANGER: UNKNOWN})
    values = dict(answer.values) if answer else {}
    if intent == INFORM and confidence < threshold:
        # Likely to be about health, with nothing about health in it.
        intent = FALLBACK
    decided = final_intent(text, question, kept, values, intent, interrupts)
    if question is not None and question.input == "text" and _is_told(decided, question, kept):
        values[question.id] = text
    picked = answer is not None and answer.is_pick
    return Understanding(decided, tuple(kept), values, picked)


def _answer(
    text: str, question: AskedQuestion | None, entities: Sequence[Entity], today: date
) -> Answer | None:
    if question is None or question.input == "text":
        return None
    return read_answer(text, question, today, [_as_finding(entity) for entity in entities])


def _language(text: str, question: AskedQuestion | None, answer: Answer | None) -> str:
    """The language of the message; a name, an option's own words and a short reply ("no se") need no reading."""
    if question is not None and question.id in CONTACT:
        return ENGLISH
    if answer is not None and (answer.is_pick or answer_words().say_all_of(words_in(text))):
        return ENGLISH
    return language_of(text)


def _flags_in_words(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The danger signs that the lexicon finds in a message of another language; the encoder reads English only."""
    said = {finding.flag for finding in screen(text)}
    return [entity for entity in entities if entity["entity"] in said]


def _kept(
    entities: Sequence[Entity], question: AskedQuestion | None, answer: Answer | None, asks: bool
) -> list[Entity]:
    """The entities that still stand beside the answer."""
    if answer is not None and answer.is_pick:
        # An option's id or label is our own wording: nothing in it was said by the person.
        return []
    flags = load_content().flags
    if question is not None and question.id in CONTACT:
        return [entity for entity in entities if entity["entity"] in flags]
    if question is not None and question.id not in _ABOUT_THE_REQUEST:
        entities = [entity for entity in entities if not _is_only_an_aside(entity, asks)]
    settled = set(answer.values) if answer else set()
    if question is not None and question.input == "number" and settled:
        settled |= {"age"}
    return [
        entity
        for entity in entities
        if entity["entity"] not in settled or (is_urgent(entity) and answer is None)
    ]


def _is_told(decided: str, question: AskedQuestion, kept: Sequence[Entity]) -> bool:
    """Whether a free text reply stands as the answer.

    A bare question back does not ("do I have a torn meniscus?"); one inside a story does.
    """
    if decided in (INFORM, DANGER):
        return True
    facts = {entity["entity"] for entity in kept} - {"goal", "scope_ask"} - set(load_content().flags)
    return decided == "ask_diagnosis" and question.id not in CONTACT and len(facts) >= _A_STORY


def _is_only_an_aside(entity: Mapping[str, Any], asks: bool) -> bool:
    """Whether a wish told beside a question is no wish: an interruption's topic says what to answer,
    but "is it torn?" does not replace the goal they gave."""
    if entity["entity"] == "goal":
        return asks or entity["value"] == "outside" or entity.get("confidence_entity", 1.0) < 1
    return bool(entity["entity"] == "scope_ask" and not asks)


def _as_finding(entity: Entity) -> Finding:
    return Finding(
        str(entity["entity"]),
        str(entity["value"]),
        int(entity.get("start", 0)),
        int(entity.get("end", 0)),
        str(entity.get("said", "")),
        "doubtful" if entity.get("certainty") == "doubtful" else "sure",
    )
