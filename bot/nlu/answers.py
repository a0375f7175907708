"""Reads the reply to a question: option ids, labels, numbers, yes and no in people's words. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.nlu.answer_words import Polarity, answer_words
from bot.nlu.asked_question import CONFIRM_DANGER, AskedQuestion
from bot.nlu.corrected_text import corrected
from bot.nlu.finding import Finding
from bot.nlu.number_replies import option_numbers, score_in
from bot.nlu.option_labels import labelled_options, option_picked, options_named
from bot.nlu.phrase_finder import Words, words_in
from bot.nlu.value_replies import value_in
from bot.triage.evidence import NO, UNKNOWN, YES

NOT_SURE, SKIP, NONE = "not_sure", "skip", "none"
_OTHERS = (NOT_SURE, SKIP, NONE)


@dataclass(frozen=True)
class Answer:
    """What a reply settles, by fact. `is_pick` marks an option id, label or number: words with no other meaning."""

    values: Mapping[str, str]
    is_pick: bool = False


def read_answer(
    text: str, question: AskedQuestion, today: date, findings: Sequence[Finding] = ()
) -> Answer | None:
    """The answer that `text` gives to `question`, or None when it gives none.

    `findings` are what the fact extractor read in the same text: what people say in their own words ("I can't
    climb stairs") outweighs a yes or no beside it, except about danger, where the two together are unknown.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    plain = corrected(typed)
    picked = _picked(typed, question) or _picked(plain, question)
    if picked is not None:
        return picked
    words = words_in(plain)
    if not words.forms:
        return None
    if question.input == "number":
        return _number_answer(plain, words, question)
    if question.is_bundle:
        return _bundle_answer(words, question, findings)
    return _choice_answer(plain, words, question, today, findings)


def _picked(plain: str, question: AskedQuestion) -> Answer | None:
    """An answer given as option ids, as the label of an option, or as its number in the list."""
    ids = [piece for piece in re.split(r"[,\s]+", plain.lower()) if piece]
    if len(ids) == 1 and ids[0] in _OTHERS and ids[0] not in question.values:
        return _other(ids[0], question)
    if ids and all(piece in question.values for piece in ids) and (len(ids) == 1 or question.is_bundle):
        return _chosen(ids, question)
    if question.input == "number" or question.input == "text":
        return None
    labels = labelled_options(plain, question.options, several=question.is_bundle)
    if labels:
        return _chosen(labels, question)
    numbers = option_numbers(plain, len(question.numbered))
    if numbers and (len(numbers) == 1 or question.is_bundle):
        return _chosen([question.numbered[number - 1].id for number in numbers], question)
    return None


def _other(reply: str, question: AskedQuestion) -> Answer:
    if reply == NONE and (question.is_bundle or question.id == CONFIRM_DANGER):
        return Answer(dict.fromkeys(question.facts, NO), is_pick=True)
    return Answer(dict.fromkeys(question.facts, UNKNOWN), is_pick=True)


def _chosen(ids: Sequence[str], question: AskedQuestion) -> Answer:
    if question.is_bundle:
        return Answer({fact: YES if fact in ids else NO for fact in question.facts}, is_pick=True)
    return Answer({question.facts[0]: ids[0]}, is_pick=True)


def _number_answer(plain: str, words: Words, question: AskedQuestion) -> Answer | None:
    score = score_in(plain)
    if score is not None:
        return Answer({question.facts[0]: str(score)})
    polarity = answer_words().polarity(words)
    if "all_no" in answer_words().whole(words):
        return Answer({question.facts[0]: "0"})
    return Answer({question.facts[0]: UNKNOWN}) if polarity in ("unknown", "skip") else None


def _bundle_answer(words: Words, question: AskedQuestion, findings: Sequence[Finding]) -> Answer | None:
    whole, polarity = answer_words().whole(words), answer_words().polarity(words, is_bundle=True)
    picked = option_picked(words, question.options)
    if picked is not None:
        return _chosen([picked], question)
    named = {fact for fact, value in _found(question, findings).items() if value != NO}
    by_label = set(options_named(words, question.options)) - named
    if named or by_label:
        # A doubtful finding stays as it is, to be confirmed: the reply does not make it surer. A danger
        # sign named only by a word of its label is to be confirmed too.
        doubtful = {finding.fact for finding in findings if finding.certainty == "doubtful"}
        ticked = dict.fromkeys(named, YES) | dict.fromkeys(by_label, UNKNOWN if question.safety else YES)
        return Answer({fact: ticked.get(fact, NO) for fact in question.facts if fact not in doubtful})
    shown = {option.id for option in question.numbered}
    if "all_yes" in whole or (polarity == "yes" and len(shown) == 1):
        return Answer({fact: YES if fact in shown else NO for fact in question.facts})
    if "all_no" in whole or polarity == "no":
        return Answer(dict.fromkeys(question.facts, NO))
    if polarity in ("unknown", "skip") or (polarity == "yes" and question.safety):
        return Answer(dict.fromkeys(question.facts, UNKNOWN))
    return None


def _choice_answer(
    plain: str, words: Words, question: AskedQuestion, today: date, findings: Sequence[Finding]
) -> Answer | None:
    fact = question.facts[0]
    said = answer_words()
    found, polarity = _found(question, findings).get(fact), said.polarity(words)
    own = said.value_of(words, fact) or value_in(plain, fact, today) or said.value_in_part(words, fact)
    if own is not None:
        return Answer({fact: own})
    if found is not None:
        return None if polarity is None else Answer({fact: _agreed(found, polarity, question)})
    if {YES, NO} <= set(question.values) or question.id == "summary_ok":
        return _yes_no(polarity, question)
    named = options_named(words, question.options)
    if len(named) == 1:
        return Answer({fact: named[0]})
    if polarity == "no" and NONE in question.values:
        return Answer({fact: NONE})
    return Answer({fact: UNKNOWN}) if polarity in ("unknown", "skip") else None


def _yes_no(polarity: Polarity | None, question: AskedQuestion) -> Answer | None:
    fact = question.facts[0]
    if polarity == "no":
        return Answer({fact: NO if NO in question.values else "change"})
    if polarity == "yes":
        return Answer({fact: YES})
    if polarity is None or (question.id in ("consent", "summary_ok", "handoff_ok") and polarity == "skip"):
        return None
    # Consent and its like are given or not; only facts and danger can be unsure.
    is_own = fact == question.id and fact in ("consent", "summary_ok", "handoff_ok")
    return None if is_own else Answer({fact: UNKNOWN})


def _agreed(found: str, polarity: Polarity, question: AskedQuestion) -> str:
    if question.safety and polarity in ("yes", "no") and found in (YES, NO) and found != polarity:
        return UNKNOWN
    return found


def _found(question: AskedQuestion, findings: Sequence[Finding]) -> dict[str, str]:
    return {finding.fact: finding.value for finding in findings if finding.fact in question.facts}
