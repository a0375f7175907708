"""One form for the many shapes of a word, so that a phrase in a lexicon is written once.

"aches", "ached" and "aching" give "ache"; "can't", "cant" and "cannot" give "can not"; articles and small
filler words give nothing. The same function reads lexicon phrases and messages, so a form need not be a word.
"""

import re
from functools import lru_cache

from bot.nlu.spelling import normalise
from bot.triage.lexicon import LEXICONS, Groups, Texts, read_lexicon

_SECTIONS: dict[str, Groups | Texts] = {
    "shapes": Groups(),
    "spelt_out": Groups(),
    "same": Groups(),
    "articles": Texts(),
    "fillers": Texts(),
    "keep_last_e": Texts(),
}
_WORDS = read_lexicon(LEXICONS / "word_forms.yml", _SECTIONS)
_IRREGULAR, _TWO_WORDS, _SAME = (
    {word: form for form, words in _WORDS[section].items() for word in words}
    for section in ("shapes", "spelt_out", "same")
)
ARTICLES = frozenset(_WORDS["articles"])
_FILLERS = ARTICLES | frozenset(_WORDS["fillers"])
_KEEP_LAST_E = frozenset(_WORDS["keep_last_e"])
_KEEP_LAST_S = ("ss", "us", "is", "as", "os")

_WORD = re.compile(r"\d+|[^\W\d_]+(?:['\u2019\u2018`][^\W\d_]+)?")


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text in order, as typed, with its character positions."""
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=4096)
def forms_of(word: str) -> tuple[str, ...]:
    """The forms one typed word stands for: none for "the", two for "can't", one for most."""
    plain = normalise(_without_possessive(word))
    if plain in _FILLERS:
        return ()
    if plain in _TWO_WORDS:
        return tuple(_TWO_WORDS[plain].split())
    return (_form(plain),)


def _without_possessive(word: str) -> str:
    lowered = word.lower().replace("\u2019", "'")
    if lowered in {"it's", "he's", "she's", "that's", "what's", "there's"}:
        return lowered
    return re.sub(r"'(?:s|d|ll|m|re|ve)$", _contraction, lowered)


def _contraction(match: re.Match[str]) -> str:
    # "I'm", "I've", "I'd" are kept together for the table above; "knee's" and "we'll" lose their ending.
    return match.group() if match.string in {"i'm", "i've", "i'd", "they're", "you're", "we've"} else ""


def _form(word: str) -> str:
    word = _SAME.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    singular = _IRREGULAR.get(_singular(word), _singular(word))
    return _SAME.get(singular, _stem(singular))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(_KEEP_LAST_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _stem(word: str) -> str:
    if len(word) >= 6 and word.endswith("ing"):
        word = _undoubled(word[:-3])
    elif len(word) >= 5 and word.endswith("ed") and not word.endswith("eed"):
        word = _undoubled(word[:-2])
    elif len(word) >= 5 and word.endswith("ied"):
        word = word[:-3] + "y"
    word = (
        re.sub(r"is(?=e$|ation$|$)", "iz", word)
        if len(word) >= 6 and word.endswith(("ise", "isation"))
        else word
    )
    if len(word) >= 5 and word.endswith("e") and word not in _KEEP_LAST_E:
        word = word[:-1]
    return word


def _undoubled(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem
