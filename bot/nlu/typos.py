"""Corrects misspelt words of a closed list, for the danger screening only."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.nlu.screening_rules import ScreeningRules
from bot.nlu.stream import Stream, build_stream

_SHORTEST = 5
_LONG = 9


def correct_typos(stream: Stream, rules: ScreeningRules) -> Stream | None:
    """The stream with "suddnely" read as "suddenly", or None if nothing is misspelt.

    One slip (a letter missing, extra, wrong or two swapped) in words of five letters or more, two in words of nine or
    more; the first letter must be right. Words the rules know and the listed real words ("chess") are left alone.
    """
    words = stream.text.split()
    corrected = [word if _is_known(word, rules) else _nearest(word, rules.typo_words) for word in words]
    if corrected == words:
        return None
    return build_stream(list(zip(stream.tokens, corrected, strict=True)))


def _is_known(word: str, rules: ScreeningRules) -> bool:
    if len(word) < _SHORTEST - 1 or not word.isalpha():
        return True
    return word in rules.real_words or word in rules.typo_words or rules.phrases.knows(word)


def _nearest(word: str, wanted: tuple[str, ...]) -> str:
    for candidate in wanted:
        slips = 2 if len(candidate) >= _LONG else 1
        near = candidate[0] == word[0] and abs(len(candidate) - len(word)) <= slips
        if near and OSA.distance(word, candidate, score_cutoff=slips) <= slips:
            return candidate
    return word
