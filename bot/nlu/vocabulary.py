"""The words people write here and how often: what a misspelling is told from, and what it may stand for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.nlu.spelling import SHORT_FORMS, without_apostrophes
from bot.nlu.word_lists import word_lists
from bot.triage.lexicon import LEXICONS

_DICTIONARY = ("symspellpy", "frequency_dictionary_en_82_765.txt")
_DATA = Path(__file__).parents[1] / "data"
_SENTENCES = (_DATA / "nlu", _DATA / "responses", LEXICONS / "exemplars")
# These list words by kind; how often a word stands in them says nothing, and no word of another language is ever meant.
_LISTS = frozenset({"vocabulary.yml", "languages.yml", "spelling.yml"})
_WORD = re.compile(r"[a-z]+(?![a-z]*\*)")
_PAIR = re.compile(r"(?=\b([a-z]+ [a-z]+)\b)")
_KEY = re.compile(r"\b[a-z_]+:")
_SEEN_TWICE, _OFTEN_ENOUGH = 2, 3
_COMMON_RANK = 20_000
_RARE_RANK, _RARE_RANK_SHORT = 60_000, 15_000
_SHORT = 4
_PAIRS_TO_BELIEVE = 40
_OURS, _ENGLISH = 0.8, 0.2


@dataclass(frozen=True)
class Vocabulary:
    """What is known of words in small letters without apostrophes."""

    ours: Counter[str]
    """How often the lexicons, examples and replies hold a word."""
    english: dict[str, int]
    """How often printed English holds a word of the dictionary."""
    stands: frozenset[str]
    """Words that are never taken for a misspelling."""
    rare: frozenset[str]
    """Words of the dictionary so rare that a slip may be likelier: "kin", "eck"."""
    once: frozenset[str]
    """Words of one of our sentences alone that no dictionary has: mostly meant, now and then a slip of its writer."""
    targets: frozenset[str]
    """Words that a misspelling may stand for."""
    long_words: dict[str, tuple[str, ...]]
    """Targets of ours with five letters or more, by their first letter."""
    pairs: Counter[str]
    """How often two words follow each other in them: "lower back"."""
    said: int
    """All words of `ours`, counted."""
    printed: int
    """All of `english`, counted."""

    def knows(self, word: str) -> bool:
        """Whether a word stands as it is, alone, as a plural or with a "y" to it: "croaky", "snory"."""
        if word in self.stands:
            return True
        stem, ending = word[:-1], word[-1:]
        if len(stem) < _SHORT or ending not in "sy" or stem[-1] == ending or word in self.rare:
            return False
        if ending == "s":
            return stem in self.stands
        # "Actualy" and "realy" have lost an l; "trembly" has not.
        return (stem[-1] != "l" and stem in self.stands) or (stem[-2:] != "al" and stem + "e" in self.stands)

    def chance(self, word: str) -> float:
        """How likely a person writes this word here, 0 to 1."""
        return _OURS * self.ours[word] / self.said + _ENGLISH * self.english.get(word, 0) / self.printed

    def chance_after(self, word: str, before: str) -> float:
        """The same right after the word `before`, or at the start when that is empty."""
        chance = self.chance(word)
        if not before:
            return chance
        return (self.pairs[f"{before} {word}"] + _PAIRS_TO_BELIEVE * chance) / (
            self.ours[before] + _PAIRS_TO_BELIEVE
        )


class NoDictionary(RuntimeError):
    """The English word list is not installed. The message says what to do."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words of the dictionary and of our own files, read once.

    Raises NoDictionary, or LexiconError when a word list breaks the format.
    """
    english = _dictionary()
    lexicons = _lines(path for path in LEXICONS.glob("*.yml") if path.name not in _LISTS)
    examples = _lines(path for folder in _SENTENCES for path in folder.rglob("*.yml"))
    phrases = Counter(word for line in lexicons for word in _WORD.findall(line))
    sentences = Counter(word for line in examples for word in _WORD.findall(line))
    listed = {without_apostrophes(word) for words in word_lists("vocabulary").values() for word in words}
    foreign = {word for line in _lines([LEXICONS / "languages.yml"]) for word in _WORD.findall(line)}
    seen = {word for word, count in sentences.items() if count >= _SEEN_TWICE} | set(phrases) | listed
    ours = phrases + sentences
    ranked = sorted(english, key=english.__getitem__, reverse=True)
    rare = {
        word
        for rank, word in enumerate(ranked)
        if rank >= (_RARE_RANK_SHORT if len(word) <= _SHORT else _RARE_RANK) and word not in seen
    }
    common = set(ranked[:_COMMON_RANK])
    targets = common | {word for word, count in ours.items() if count >= _OFTEN_ENOUGH or word in english}
    targets -= rare | SHORT_FORMS.keys() | (foreign - english.keys())
    return Vocabulary(
        ours=ours,
        english=english,
        stands=frozenset((seen | english.keys() | foreign) - rare),
        rare=frozenset(rare),
        once=frozenset(sentences.keys() - seen - english.keys() - foreign),
        targets=frozenset(targets),
        long_words=_by_first_letter(targets & ours.keys()),
        pairs=Counter(pair for line in (*lexicons, *examples) for pair in _PAIR.findall(line)),
        said=ours.total(),
        printed=sum(english.values()),
    )


def _by_first_letter(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) > _SHORT:
            found[word[0]].append(word)
    return {letter: tuple(words) for letter, words in found.items()}


def _dictionary() -> dict[str, int]:
    """The words of the installed list, with their counts in print."""
    package, name = _DICTIONARY
    found = find_spec(package)
    if found is None or found.origin is None:
        raise NoDictionary(
            f"The English word list of {package} is missing. Install the locked packages: make setup"
        )
    fields = without_apostrophes((Path(found.origin).parent / name).read_text(encoding="utf-8-sig")).split()
    # The list begins with the most frequent words: of two that differ by an apostrophe, the more frequent stays.
    return dict(zip(reversed(fields[::2]), map(int, reversed(fields[1::2])), strict=True))


def _lines(paths: Iterable[Path]) -> list[str]:
    """The lines of YAML files without keys, comments and apostrophes: read as text, which is far quicker."""
    return [
        _KEY.sub("|", without_apostrophes(line))
        for path in sorted(paths)
        for line in path.read_text(encoding="utf-8").lower().splitlines()
        if not line.lstrip().startswith("#")
    ]
