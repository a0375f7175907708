"""One spelling for each word, so that "Can't", "CANNOT" and "cannnt" read alike."""

import re
import unicodedata

from bot.nlu.word_lists import word_lists

APOSTROPHES = "'\u2019\u2018\u00b4`\u02bc"
_NO_APOSTROPHE = str.maketrans("", "", APOSTROPHES)
_THREE_ALIKE = re.compile(r"([a-z])\1{2,}")

SHORT_FORMS = {short: word for word, shorts in word_lists("spelling").items() for short in shorts}
"""Text-message spellings and common slips, and the word each stands for."""


def without_apostrophes(text: str) -> str:
    """The text with every sign for an apostrophe left out."""
    return text.translate(_NO_APOSTROPHE)


def normalise(text: str) -> str:
    """Lower case, no accents, no apostrophes, no letter three times running, short forms spelt out.

    "Can't" -> "cant"; "paaain" -> "pain"; "corazón" -> "corazon"; "chst" -> "chest". One word or many.
    """
    plain = unicodedata.normalize("NFKD", without_apostrophes(text.lower()))
    plain = _THREE_ALIKE.sub(r"\1", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join(SHORT_FORMS.get(word, word) for word in plain.split()) if plain.strip() else plain
