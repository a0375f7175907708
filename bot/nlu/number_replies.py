"""Numbers given as a reply: the number of an option in a list, or a score from 0 to 10."""

import re

from bot.nlu.number_words import NUMBER, number_value
from bot.nlu.pain_scores import pain_scores, score_of
from bot.nlu.word_lists import alternatives, word_list

_ORDINALS = word_list("numbers", "ordinals")
_NAME_OF_NUMBER = r"(?:option|number|num|no\.|nr\.?|answer|choice|#)\s*"
_ONE = re.compile(
    rf"(?:the |its |it's |pick |choose |i choose |"
    rf"i pick )*(?:{_NAME_OF_NUMBER})?\(?(?P<number>{NUMBER})[.):]?(?: please)?"
)
_ORDINAL = re.compile(
    rf"(?:the |it's the |pick the )*(?P<ordinal>{'|'.join(_ORDINALS)}|1st|2nd|3rd|\d+th|"
    rf"last)(?: one| option| choice| answer)?(?: please)?"
)
_FIRST_FEW = re.compile(rf"(?:the )?(?:first|top) (?P<few>{NUMBER})(?: ones?| options?)?")
# "Just the first one, I'm afraid"; "both the first and the second".
_AROUND = re.compile(
    rf"^(?:(?:{alternatives(word_list('numbers', 'before'))})\s+)+|"
    rf"(?:[\s,]+(?:{alternatives(word_list('numbers', 'after'))}))+$"
)
_MARKS = re.compile(r"\s*(?:,|;|&|\+|/|\band\b)\s*")
_BETWEEN = re.compile(r"\s*(?:,|;|&|\+|/|\band\b|\s)\s*")
_UNIT = (
    r"(?:\s*(?:days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|min(?:ute)?s?|times|miles?|"
    r"km|am|pm|%|years? old|yo)\b)"
)
_SCORE = re.compile(
    rf"(?<![\w.])(?P<first>{NUMBER})(?:\s*(?:-|\u2013|to|or|/|maybe)\s*(?:an? |even |"
    rf"maybe )?(?P<second>{NUMBER}))?(?![\w%]){'(?!' + _UNIT + ')'}"
)
_LONGEST_REPLY = 60


def option_numbers(reply: str, count: int) -> list[int]:
    """The options, counted from 1, that a reply of numbers alone picks: "2", "2.", "the second one", "1 and 3"."""
    lowered = _AROUND.sub("", reply.lower().strip(" .!")).strip(" .!,")
    first = _FIRST_FEW.fullmatch(lowered)
    if first and (few := int(number_value(first["few"]))) <= count:
        return list(range(1, few + 1))
    for between in (_MARKS, _BETWEEN):
        numbers = [_single(piece, count) for piece in between.split(lowered) if piece]
        if numbers and all(numbers):
            return [number for number in numbers if number]
    return []


def _single(piece: str, count: int) -> int | None:
    ordinal = _ORDINAL.fullmatch(piece)
    if ordinal:
        word = ordinal["ordinal"]
        number = (
            count if word == "last" else int(word[:-2]) if word[0].isdigit() else _ORDINALS.index(word) + 1
        )
        return number if 1 <= number <= count else None
    match = _ONE.fullmatch(piece)
    if match is None:
        return None
    value = number_value(match["number"])
    return int(value) if value == int(value) and 1 <= value <= count else None


def score_in(reply: str) -> int | None:
    """The score that a reply to a 0 to 10 question gives, the highest if it gives several; None if it gives none."""
    stated = pain_scores(reply)
    if stated:
        return stated[-1].score
    if len(reply) > _LONGEST_REPLY:
        return None
    scores = [score_of(match["first"], match["second"]) for match in _SCORE.finditer(reply.lower())]
    known = [score for score in scores if score is not None]
    return max(known) if known and len(known) == len(scores) else None
