"""The last word on one message: what it answers, what else it says, and what the person wants with it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.nlu.answers import Answer, read_answer
from bot.nlu.asked_question import CONFIRM_DANGER, CONTACT, AskedQuestion
from bot.nlu.finding import Finding
from bot.triage.content import load_content
from bot.triage.evidence import UNKNOWN, YES

INFORM, DANGER, FALLBACK, ASK_SCOPE = "inform", "danger", "nlu_fallback", "ask_scope"
URGENT_TIERS = ("T0", "T1")
INTERRUPTIONS = frozenset(
    {
        "ask_scope",
        "ask_why",
        "ask_diagnosis",
        "talk_to_person",
        "start_over",
        "go_back",
        "forget_me",
        "help",
        "ask_bot",
    }
)
"""What a person may say instead of answering; a confident one outranks what else the message says."""
SMALL_TALK = frozenset({"greet", "thank", "goodbye", "out_of_scope"})
AT_CONTACT = frozenset({"talk_to_person", "forget_me", "start_over", "ask_why", "help"})
# A name may look like anything, so there a question has to be put as one.
_QUESTIONS_AT_CONTACT = frozenset({"ask_diagnosis", "ask_scope", "ask_bot"})
_ASKING = re.compile(r"\?\s*$|^(what|what's|whats|why|how|should|can|do|does|which)\b", re.IGNORECASE)
_SHORT = 6
# Facts in one message that make it a story rather than a question.
_A_STORY = 2
# Where a new goal is the point. Elsewhere "tell me a joke" or "is it torn?" must not replace the goal they gave.
_ABOUT_THE_REQUEST = frozenset({"consent", "reason", "goal", "correction", "summary_ok"})
_TOPICS = frozenset({"professional", "faq_topic"})

Entity = dict[str, Any]


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
    the classifier is at least `threshold` sure of, then anything found.
    """
    interrupts = intent in INTERRUPTIONS and confidence >= threshold
    answer = _answer(text, question, entities, today)
    if interrupts and answer is not None and not answer.is_pick:
        # "Should I stop my blood thinner?" is no answer, whatever words it shares with the options.
        answer = None
    kept = _kept(entities, question, answer, asks=interrupts)
    if (
        answer is None
        and question is not None
        and question.id == CONFIRM_DANGER
        and text
        and not interrupts
        and not kept
    ):
        # Asked a second time about danger, whatever cannot be read counts as not sure.
        answer = Answer({CONFIRM_DANGER: UNKNOWN})
    values = dict(answer.values) if answer else {}
    decided = _intent(text, question, kept, values, intent, interrupts)
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
        if entity["entity"] not in settled or (_is_urgent(entity) and answer is None)
    ]


def _intent(
    text: str,
    question: AskedQuestion | None,
    kept: Sequence[Entity],
    values: Mapping[str, str],
    intent: str,
    interrupts: bool,
) -> str:
    answered = [{"entity": fact, "value": value} for fact, value in values.items()]
    if any(_is_urgent(entity) for entity in (*kept, *answered)):
        return DANGER
    if values:
        return INFORM
    if question is not None and question.id in CONTACT:
        leaves = intent in AT_CONTACT and len(text.split()) <= _SHORT
        asks = intent in _QUESTIONS_AT_CONTACT and _ASKING.search(text) is not None
        return intent if interrupts and (leaves or asks) else INFORM
    if interrupts:
        return intent
    facts = [entity for entity in kept if entity["entity"] not in _TOPICS]
    if not facts and any(entity["entity"] == "faq_topic" for entity in kept):
        return ASK_SCOPE
    if facts or (question is not None and question.input == "text" and intent not in SMALL_TALK):
        return INFORM
    if intent in SMALL_TALK or (question is None and intent != DANGER):
        return intent
    return FALLBACK


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


def _is_urgent(entity: Mapping[str, Any]) -> bool:
    flag = load_content().flags.get(str(entity["entity"]))
    return flag is not None and flag.tier in URGENT_TIERS and entity["value"] == YES


def _as_finding(entity: Entity) -> Finding:
    return Finding(
        str(entity["entity"]),
        str(entity["value"]),
        int(entity.get("start", 0)),
        int(entity.get("end", 0)),
        str(entity.get("said", "")),
        "doubtful" if entity.get("certainty") == "doubtful" else "sure",
    )
