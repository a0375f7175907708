"""The word, or the two words, a misspelling stands for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.nlu.slips import AS_SPOKEN, DRAWN_OUT, drawn_out, one_slip_away
from bot.nlu.spelling import SHORT_FORMS
from bot.nlu.vocabulary import Vocabulary, vocabulary

_SHORTEST, _LONGEST = 3, 25
_SHORTEST_OF_TWO_SLIPS, _FAR_SLIPS_FROM = 6, 8
_OFTEN, _VERY_OFTEN = 8, 60
_WELL_KNOWN = 10
_NO_SPACE, _TWO_SLIPS = 0.2, 0.001
_SHORTEST_PART = 4
_ONE_LETTER = frozenset("ai")
# Most words are typed right, so a rare word is meant unless another is that much likelier.
_BENEFIT_OF_THE_DOUBT = 200.0


def meant_by(typed: str, before: str = "", after: str = "") -> str:
    """What a word in small letters a to z stands for: itself when it is known or nothing is near enough.

    One slip in words of four letters or more, two in words of eight, and in words of six when we use the meant one
    often; a missing space; of three letters only one left out, or two swapped. Of several the likeliest here, between
    the words `before` and `after`, which need not be the nearest.
    """
    words = vocabulary()
    if words.knows(typed) or not _SHORTEST <= len(typed) <= _LONGEST:
        return typed
    if typed in SHORT_FORMS:
        return SHORT_FORMS[typed]
    best, likeliest = typed, 0.0
    if typed in words.rare:
        # A word that may stand is judged by what comes before alone: what follows may yet be put right.
        likeliest, after = _BENEFIT_OF_THE_DOUBT * words.chance_after(typed, before), ""
    for meant, likely in _candidates(typed):
        chance = likely * _chance_between(meant.split(), before, after, words)
        if chance > likeliest:
            best, likeliest = meant, chance
    return best


def _chance_between(meant: list[str], before: str, after: str, words: Vocabulary) -> float:
    chance = 1.0
    for word in meant:
        chance *= words.chance_after(word, before)
        before = word
    following = words.chance(after)
    return chance * words.chance_after(after, before) / following if following else chance


def is_known(word: str) -> bool:
    """Whether a word in small letters without apostrophes is one."""
    return vocabulary().knows(word)


@lru_cache(maxsize=8192)
def _candidates(typed: str) -> tuple[tuple[str, float], ...]:
    """What a word may stand for, each with the likelihood of the slip."""
    words = vocabulary()
    if typed in words.rare:
        return tuple(_near(typed, words))
    if typed in words.once:
        return tuple(
            (meant, likely)
            for meant, likely in _near(typed, words)
            if likely >= AS_SPOKEN or words.ours[meant] >= _VERY_OFTEN
        )
    return (
        (*_near(typed, words), *_apart(typed, words))
        or tuple(_further(typed, words))
        or tuple(_apart_and_slipped(typed, words))
    )


def _near(typed: str, words: Vocabulary) -> Iterator[tuple[str, float]]:
    is_short = len(typed) == _SHORTEST
    for meant, likely in one_slip_away(typed, words.targets):
        if (
            is_short
            and len(meant) <= _SHORTEST
            and (words.ours[meant] < _VERY_OFTEN or sorted(meant) != sorted(typed))
        ):
            # Of three letters "nck" is read, and "teh"; much else is one slip from "lbp".
            continue
        if len(meant) >= _SHORTEST:
            yield meant, likely
    for meant in drawn_out(typed):
        if words.knows(meant):
            yield meant, DRAWN_OUT


def _apart(typed: str, words: Vocabulary) -> Iterator[tuple[str, float]]:
    """Two words typed without the space between them."""
    for at in range(1, len(typed)):
        first, second = typed[:at], typed[at:]
        is_spoken = second == "in" and f"{typed}g" in words.targets
        if is_spoken or first not in words.stands or second not in words.stands:
            continue
        if (at > 1 or first in _ONE_LETTER) and (len(second) > 1 or second == "a"):
            rarer, other = sorted((first, second), key=words.ours.__getitem__)
            # "Un" and "ly" are no words of their own.
            often = _OFTEN if len(rarer) >= _SHORTEST else _VERY_OFTEN
            is_clear = words.ours[rarer] >= often or min(len(first), len(second)) >= _SHORTEST_PART
            if is_clear or (words.ours[other] >= _VERY_OFTEN and len(rarer) >= _SHORTEST):
                yield f"{first} {second}", _NO_SPACE


def _apart_and_slipped(typed: str, words: Vocabulary) -> Iterator[tuple[str, float]]:
    """A much used word run together with a slip or with two others: "soreuppper", "rightelbowfor"."""
    if len(typed) < _SHORTEST_OF_TWO_SLIPS:
        return
    for at in range(2, len(typed) - 1):
        first, second = typed[:at], typed[at:]
        if _is_used(first, words):
            yield from ((f"{first} {meant}", likely) for meant, likely in _part(second, words))
        if _is_used(second, words):
            yield from ((f"{meant} {second}", likely) for meant, likely in _part(first, words))


def _part(part: str, words: Vocabulary) -> Iterator[tuple[str, float]]:
    if len(part) >= _SHORTEST_PART:
        for meant, likely in (*_near(part, words), *_apart(part, words)):
            if all(_is_used(word, words) for word in meant.split()):
                yield meant, _NO_SPACE * likely


def _is_used(word: str, words: Vocabulary) -> bool:
    return word in words.targets and words.ours[word] >= _OFTEN


def _further(typed: str, words: Vocabulary) -> Iterator[tuple[str, float]]:
    """Our longer words that are two slips away."""
    if len(typed) < _SHORTEST_OF_TWO_SLIPS:
        return
    for meant in words.long_words.get(typed[0], ()):
        if (
            abs(len(meant) - len(typed)) <= 2
            and (len(typed) >= _FAR_SLIPS_FROM or words.ours[meant] >= _WELL_KNOWN)
            and OSA.distance(typed, meant, score_cutoff=2) <= 2
        ):
            yield meant, _TWO_SLIPS
