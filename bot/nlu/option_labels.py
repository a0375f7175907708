"""Replies that use the words of an option's label."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.nlu.answer_words import nothing_else
from bot.nlu.asked_question import Option
from bot.nlu.phrase_finder import Words, words_in
from bot.nlu.word_forms import forms_of
from bot.nlu.word_lists import word_list

_LONGEST_REPLY = 14
# A reply of a few words may name an option by one of them; in a sentence one shared word says nothing.
_FEW_WORDS = 4
_NOT_TELLING = frozenset(form for word in word_list("words", "in_any_label") for form in forms_of(word))
_NEGATIVES = frozenset(word_list("words", "negatives"))
_NEGATIVE_REACH = 3
_A_STEM = 5
_PICKING = frozenset(form for word in word_list("words", "picking") for form in forms_of(word))


def labelled_options(reply: str, options: Sequence[Option], several: bool) -> list[str]:
    """The ids of options whose labels, and nothing else, make up the reply; separated by commas for several."""
    by_label = {_plain(option.label): option.id for option in options}
    if _plain(reply) in by_label:
        return [by_label[_plain(reply)]]
    if not several:
        return []
    # Labels may hold commas themselves, so the longest run of pieces that is a label is taken each time.
    pieces = [piece for piece in re.split(r"[,;\n]", reply) if piece.strip()]
    found: list[str] = []
    at = 0
    while at < len(pieces):
        for end in range(len(pieces), at, -1):
            label = _plain(",".join(pieces[at:end]))
            if label in by_label:
                found.append(by_label[label])
                at = end
                break
        else:
            return []
    return found


def options_named(words: Words, options: Sequence[Option]) -> list[str]:
    """The ids of options that a short reply names by words only their label holds: "just the tingling"."""
    if len(words.forms) > _LONGEST_REPLY:
        return []
    forms_by_option = [set(words_in(option.label).forms) - _NOT_TELLING for option in options]
    holders = Counter(form for forms in forms_by_option for form in forms)
    said = {form for index, form in enumerate(words.forms) if not _is_denied(words, index)}
    enough = 1 if len([form for form in words.forms if form[0].isalnum()]) <= _FEW_WORDS else 2
    return [
        option.id
        for option, forms in zip(options, forms_by_option, strict=True)
        if sum(holders[form] == 1 and form in said and form[0].isalnum() for form in forms) >= enough
    ]


def option_picked(words: Words, options: Sequence[Option]) -> str | None:
    """The id of the one option whose label holds all that the reply says: "just the night sweats"."""
    end = min((hit.first for hit in nothing_else().find(words) if hit.first > 0), default=len(words.forms))
    left = [form for form in words.forms[:end] if form[0].isalnum() and form not in _PICKING]
    if not left or _NEGATIVES & set(left):
        return None
    held = [option.id for option in options if all(_holds(option, form) for form in left)]
    return held[0] if len(held) == 1 else None


def _holds(option: Option, form: str) -> bool:
    """Whether a label holds a word, or one that begins like it: "stiffness" for "stiff"."""
    label = set(_plain(option.label)) - _NOT_TELLING
    return form in label or any(len(word) >= _A_STEM and form.startswith(word) for word in label)


def _is_denied(words: Words, index: int) -> bool:
    before: list[str] = []
    for form in reversed(words.forms[max(0, index - _NEGATIVE_REACH) : index]):
        if not form[0].isalnum() or form == "but":
            break
        before.append(form)
    return bool(_NEGATIVES & set(before))


def _plain(text: str) -> tuple[str, ...]:
    return tuple(form for form in words_in(text).forms if form[0].isalnum())
