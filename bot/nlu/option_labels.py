"""Replies that use the words of an option's label."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.nlu.asked_question import Option
from bot.nlu.phrase_finder import Words, words_in
from bot.nlu.word_forms import forms_of

_LONGEST_REPLY = 14
# A reply of a few words may name an option by one of them; in a sentence one shared word says nothing.
_FEW_WORDS = 4
_COMMON_WORDS = (
    "i", "my", "me", "you", "your", "it", "its", "is", "are", "was", "be", "a", "the", "to", "of", "or",
    "and", "in", "on", "at", "for", "from", "with", "that", "this", "have", "had", "has", "do", "did",
    "not", "no", "yes", "like", "such", "as", "but", "so", "if", "when", "than", "then", "very", "more",
    "less", "any", "some", "all", "one", "two", "out", "up", "down", "new", "pain", "problem", "help",
    "now", "want", "need", "get", "getting", "got", "just", "year", "past", "between", "under", "over",
    "there", "where", "what", "who", "how", "long", "half", "hour", "many", "part", "parts", "thing",
    "last", "only", "condition", "going", "go", "after", "before", "while", "trouble", "health", "hurt",
    "it's", "about", "left", "right", "other", "another", "place", "main", "i'm", "mine", "does",
)  # fmt: skip
_NOT_TELLING = frozenset(form for word in _COMMON_WORDS for form in forms_of(word))
_NEGATIVES = frozenset({"no", "not", "never", "without"})
_NEGATIVE_REACH = 3


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


def _is_denied(words: Words, index: int) -> bool:
    before: list[str] = []
    for form in reversed(words.forms[max(0, index - _NEGATIVE_REACH) : index]):
        if not form[0].isalnum() or form == "but":
            break
        before.append(form)
    return bool(_NEGATIVES & set(before))


def _plain(text: str) -> tuple[str, ...]:
    return tuple(form for form in words_in(text).forms if form[0].isalnum())
