"""Which intent a message ends with, and what of it is about health at all. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.nlu.asked_question import CONTACT, AskedQuestion
from bot.nlu.word_lists import alternatives, word_list
from bot.triage.content import load_content
from bot.triage.evidence import YES

INFORM, DANGER, FALLBACK, ASK_SCOPE = "inform", "danger", "nlu_fallback", "ask_scope"
OUT_OF_SCOPE, HELP = "out_of_scope", "help"
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
        "spanish",
        "other_language",
    }
)
"""What a person may say instead of answering; a confident one outranks what else the message says."""
SMALL_TALK = frozenset({"greet", "thank", "goodbye", "out_of_scope"})
AT_CONTACT = frozenset({"talk_to_person", "forget_me", "start_over", "ask_why", "help"})
# A name may look like anything, so there a question has to be put as one.
_QUESTIONS_AT_CONTACT = frozenset({"ask_diagnosis", "ask_scope", "ask_bot"})
_ASKING = re.compile(rf"\?\s*$|^(?:{alternatives(word_list('words', 'asking'))})\b", re.IGNORECASE)
# A phone number or an email address is the answer, whatever else it looks like.
_A_WAY_TO_REACH = re.compile(r"\S@\S|(?:\d\D?){7}")
_ELSEWHERE = frozenset({"outside", "other"})
# Goals that words about anything may seem to say: "fix my tap".
_VAGUE_GOALS = frozenset({"outside", "treat_pain"})
_IN_ANY_MESSAGE = frozenset({"onset", "side", "age", "for_whom", "guardian", "professional", "faq_topic"})
_SHORT = 6
_A_FEW = 2
HARMLESS = INTERRUPTIONS - {"start_over", "go_back", "forget_me"}
"""Nothing is lost when one of these is only likely and nothing else was understood."""
_TOPICS = frozenset({"professional", "faq_topic"})

Entity = dict[str, Any]


def final_intent(
    text: str,
    question: AskedQuestion | None,
    kept: Sequence[Entity],
    values: Mapping[str, str],
    intent: str,
    interrupts: bool,
) -> str:
    """The intent, given the entities that stand (`kept`), the answers read (`values`), and whether what the
    classifier said (`intent`) interrupts.

    Urgent danger comes first, then an answer, then an interruption, then anything found.
    """
    answered = [{"entity": fact, "value": value} for fact, value in values.items()]
    if any(is_urgent(entity) for entity in (*kept, *answered)):
        return DANGER
    if values:
        return INFORM
    asks_for_help = intent == HELP and "?" in text
    if text and not asks_for_help and not any(letter.isalnum() for letter in text):
        # Pictures and marks say nothing that can be told apart.
        return FALLBACK
    if question is not None and question.id in CONTACT:
        if _A_WAY_TO_REACH.search(text):
            return INFORM
        leaves = intent in AT_CONTACT and len(text.split()) <= _SHORT
        asks = intent in _QUESTIONS_AT_CONTACT and is_asked(text)
        return intent if interrupts and (leaves or asks) else INFORM
    if interrupts:
        return intent
    facts = [entity for entity in kept if entity["entity"] not in _TOPICS]
    if any(entity["entity"] == "faq_topic" for entity in kept) and not _tells_more(facts):
        return ASK_SCOPE
    if facts or (question is not None and question.input == "text" and _says_something(text, intent)):
        return INFORM
    if intent in SMALL_TALK or intent in HARMLESS or (question is None and intent != DANGER):
        return intent
    return FALLBACK


def is_asked(text: str) -> bool:
    """Whether a message is put as a question."""
    return _ASKING.search(text) is not None


def is_about_health(entity: Mapping[str, Any]) -> bool:
    """Whether a finding is more than what any message may hold: a time, an age, a wish for something else."""
    if entity["entity"] == "scope_ask":
        return entity["value"] not in _ELSEWHERE
    if entity["entity"] == "goal":
        return entity["value"] not in _VAGUE_GOALS and entity.get("confidence_entity", 1.0) == 1
    return entity["entity"] not in _IN_ANY_MESSAGE


def is_urgent(entity: Mapping[str, Any]) -> bool:
    """Whether a finding is a danger sign of tier T0 or T1."""
    flag = load_content().flags.get(str(entity["entity"]))
    return flag is not None and flag.tier in URGENT_TIERS and entity["value"] == YES


def _tells_more(facts: Sequence[Entity]) -> bool:
    """Whether a question about a professional also tells something: a wish for a chiropractor it compares is none."""
    return any(entity["entity"] != "scope_ask" and entity["value"] != "outside" for entity in facts)


def _says_something(text: str, intent: str) -> bool:
    """Whether words that nothing was found in can still be what someone came for: "....", "asdf" cannot."""
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    return intent not in SMALL_TALK and (len(words) > _A_FEW or (bool(words) and intent != FALLBACK))
