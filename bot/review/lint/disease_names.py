"""Names of diseases in a text, from `disease_names.yml`, and words that look like one."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("disease_names.yml")
# Greek endings catch the names a list forgets.
LOOKS_LIKE_ONE = re.compile(r"\b\w{3,}(?:itis|osis|opathy|algia|plegia|oma|emia|aemia)\b", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.!?:])\s+|\n")
NO_DISEASE = frozenset({"diagnosis", "prognosis", "academia", "diploma"})


@lru_cache(maxsize=1)
def names_asked_about() -> frozenset[str]:
    """Names that may stand in questions and labels."""
    return frozenset(_read()["asked"])


def diseases_in(text: str) -> tuple[str, ...]:
    """Each disease a text names, as the list spells it, or as it is written when the list lacks it."""
    return tuple(dict.fromkeys(name for sentence in SENTENCES.split(text) for name in _named(sentence)))


@lru_cache(maxsize=8192)
def _named(sentence: str) -> tuple[str, ...]:
    found = [name for name, pattern in _patterns() if pattern.search(sentence)]
    for match in LOOKS_LIKE_ONE.finditer(sentence):
        word = match[0].lower()
        if word not in NO_DISEASE and not any(word in name.lower() for name in found):
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    content = _read()
    return tuple((name, _pattern(name)) for name in (*content["asked"], *content["never"]))


def _pattern(name: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(re.escape(word) for word in name.split())
    return re.compile(rf"\b{words}(?:s|es)?\b", 0 if name.isupper() else re.IGNORECASE)


def _read() -> dict[str, list[str]]:
    text = FILE.read_text(encoding="utf-8")
    content: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return content
