"""The short words people answer with: yes, no, not sure, skip, none of those, and values of one question."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from bot.nlu.phrase_finder import PAUSE, Hit, PhraseFinder, Words
from bot.nlu.stream import SENTENCE_END
from bot.nlu.word_lists import word_list
from bot.triage.lexicon import LEXICONS, Groups, Rows, Texts, read_lexicon

Polarity = Literal["yes", "no", "unknown", "skip"]

_POLARITIES: tuple[Polarity, ...] = ("yes", "no", "unknown", "skip")
_LONG = 8
_MOST_AROUND = 2
_STRONG = frozenset(word_list("words", "plain_answers"))
_AFTER_A_PLAIN_NO = frozenset({PAUSE, SENTENCE_END, *word_list("words", "after_a_plain_no")})
_ID_ROWS = Rows(frozenset({"id", "phrases"}), lists=frozenset({"phrases"}))
_FACT_ROWS = Rows(frozenset({"fact", "value", "phrases"}), lists=frozenset({"phrases"}))
_SECTIONS: dict[str, Rows | Groups | Texts] = {
    "leading": _ID_ROWS,
    "whole": _ID_ROWS,
    "around": Texts(),
    "nothing_else": Texts(),
    "not_an_answer": Texts(),
    "replies": _FACT_ROWS,
}


class AnswerWords:
    """The answers lexicon, ready to be looked for."""

    def __init__(self, content: dict[str, list[dict[str, object]]]) -> None:
        self._leading, self._leading_ids = _finder(content["leading"], "id")
        self._whole, self._whole_ids = _finder(content["whole"], "id")
        self._around = PhraseFinder([(0, _texts(content["around"]))])
        self.nothing_else = PhraseFinder([(0, _texts(content["nothing_else"]))])
        self._not_an_answer = PhraseFinder([(0, _texts(content["not_an_answer"]))])
        self._replies, self._reply_values = _finder(content["replies"], "value")
        self._reply_facts = [str(row["fact"]) for row in content["replies"]]

    def polarity(self, words: Words, is_bundle: bool = False) -> Polarity | None:
        """Yes, no, unknown or skip, or None when the reply says none of them.

        "Sometimes" is yes and "used to" is no. Yes and no together, or either with "maybe", is unknown. In a
        long reply only a plain yes or no at the start of a part counts. Of a bundle, "no chest pain" denies one
        line and not the others, so a "no" counts only when nothing is named after it.
        """
        said = [
            self._leading_ids[hit.row]
            for hit in self._counted(words)
            if not (is_bundle and _names_something(words, hit))
        ]
        said += [name for name in self.whole(words) if name in _POLARITIES]
        kinds = {name for name in _POLARITIES if name in said}
        if "skip" in kinds:
            return "skip"
        if kinds == {"yes"} or kinds == {"no"}:
            return kinds.pop()
        return "unknown" if kinds else None

    def whole(self, words: Words) -> set[str]:
        """The ids of phrases that are a whole part of the reply: "i do", "none of those", "all of them"."""
        parts = self._cores(words)
        hits = self._whole.find(words)
        return {self._whole_ids[hit.row] for hit in hits if (hit.first, hit.last) in parts}

    def say_all_of(self, words: Words) -> bool:
        """Whether the reply is such words and nothing else: "no se", "yes, a bit"."""
        hits = [*self._leading.find(words), *self._whole.find(words)]
        said = {index for hit in hits for index in range(hit.first, hit.last)}
        return bool(words.forms) and all(
            index in said or form in (PAUSE, SENTENCE_END) for index, form in enumerate(words.forms)
        )

    def value_of(self, words: Words, fact: str) -> str | None:
        """The value of one fact that the whole reply stands for: "me" for for_whom is self."""
        everything = (0, len(words.forms))
        return next((value for place, value in self._values(words, fact) if place == everything), None)

    def value_in_part(self, words: Words, fact: str) -> str | None:
        """The value of one fact that a part of the reply stands for, if no other part says another:
        "yes, but it was useless".
        """
        parts = self._cores(words)
        said = {value for place, value in self._values(words, fact) if place in parts}
        return said.pop() if len(said) == 1 else None

    def _values(self, words: Words, fact: str) -> list[tuple[tuple[int, int], str]]:
        return [
            ((hit.first, hit.last), self._reply_values[hit.row])
            for hit in self._replies.find(words)
            if self._reply_facts[hit.row] == fact
        ]

    def _cores(self, words: Words) -> set[tuple[int, int]]:
        """The parts of a reply, each also without the words around it that change nothing."""
        cores = set(_parts(words))
        around = self._around.find(words)
        for _ in range(_MOST_AROUND):
            cores |= {
                (hit.last, last)
                for first, last in cores
                for hit in around
                if hit.first == first and hit.last < last
            }
            cores |= {
                (first, hit.first)
                for first, last in cores
                for hit in around
                if hit.last == last and hit.first > first
            }
        return cores

    def _counted(self, words: Words) -> list[Hit]:
        starts = {first for first, _ in _parts(words)}
        refused = self._not_an_answer.find(words)
        longest = _longest(self._leading.find(words))
        counted: list[Hit] = []
        for hit in longest:
            if any(other.first <= hit.first < other.last and other.last > hit.last for other in refused):
                continue
            follows = bool(counted) and counted[-1].last == hit.first
            at_end = hit.last == len(words.forms) and len(words.forms) <= _LONG
            strong = words.forms[hit.first] in _STRONG and (
                hit.first == 0 or hit.last in {last for _, last in _parts(words)}
            )
            if (hit.first in starts or follows or at_end) and (len(words.forms) <= _LONG or strong):
                counted.append(hit)
        return counted


@lru_cache(maxsize=1)
def answer_words() -> AnswerWords:
    """The answers lexicon, read once. Raises LexiconError."""
    return AnswerWords(read_lexicon(LEXICONS / "answers.yml", _SECTIONS))


def nothing_else() -> PhraseFinder:
    """The words that close a list of what applies: "only the lump, rest no"."""
    return answer_words().nothing_else


def _finder(rows: list[dict[str, object]], key: str) -> tuple[PhraseFinder, list[str]]:
    return PhraseFinder((number, _texts(row["phrases"])) for number, row in enumerate(rows)), [
        str(row[key]) for row in rows
    ]


def _texts(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []


def _names_something(words: Words, hit: Hit) -> bool:
    following = words.forms[hit.last : hit.last + 1]
    return (
        words.forms[hit.first] in ("no", "never")
        and bool(following)
        and following[0] not in _AFTER_A_PLAIN_NO
    )


def _parts(words: Words) -> list[tuple[int, int]]:
    """First and one-past-last form of each part between pauses, and of the whole."""
    parts = [(0, len(words.forms))]
    first = 0
    for index, form in enumerate((*words.forms, PAUSE)):
        if form in (PAUSE, SENTENCE_END, "but"):
            if index > first:
                parts.append((first, index))
            first = index + 1
    return parts


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if all(hit.last <= other.first or hit.first >= other.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)
