"""Left, right or both: said before a body part ("my left knee"), after it ("knee pain, right"), or by itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.nlu.word_lists import alternatives
from bot.triage.lexicon import LEXICONS, Groups, LexiconError, Texts, read_lexicon

_SECTIONS: dict[str, Groups | Texts] = {
    "sides": Groups(),
    "short": Texts(),
    "between": Texts(),
    "limbs": Texts(),
    "not_after": Texts(),
    "not_before": Texts(),
    "opposite": Texts(),
}
SIDES = frozenset({"left", "right", "both"})
_POINTED_AT = re.compile(
    r"(?:\b(?:the|my|his|her|on|its|it's|is|was|mostly|mainly|only|just|and|or|both)|,)\s*$"
)
_TOGETHER = re.compile(r"left (?:and|&|\+|or|n) right|right (?:and|&|\+|or|n) left")


@dataclass(frozen=True)
class Side:
    """A side and its characters. `of` is where the body part starts that it is said of, if it is."""

    value: str
    start: int
    end: int
    of: int | None = None


@dataclass(frozen=True)
class SideWords:
    """The words of sides.yml, ready to be looked for."""

    values: dict[str, str]
    short: frozenset[str]
    any_side: re.Pattern[str]
    gap: re.Pattern[str]
    limb: re.Pattern[str]
    not_after: re.Pattern[str]
    not_before: re.Pattern[str]
    opposite: re.Pattern[str]


def sides_said(text: str, regions: Sequence[tuple[int, int]]) -> list[Side]:
    """The sides a message says, in order. `regions` are the places of body parts.

    A side that is taken back ("not my right") is none.
    """
    lowered = text.lower().replace("\u2019", "'")
    return sorted(_sides(lowered, sorted(regions)), key=lambda side: side.start)


def _sides(text: str, regions: Sequence[tuple[int, int]]) -> Iterator[Side]:
    words = side_words()
    for match in _TOGETHER.finditer(text):
        yield Side("both", match.start(), match.end(), _region_after(text, match.end(), regions, words))
    for match in words.any_side.finditer(text):
        said = match["side"]
        before, after = text[: match.start()], text[match.end() :]
        if words.opposite.search(before):
            continue
        of = _region_after(text, match.end(), regions, words)
        side = Side(words.values[said], match.start(), match.end(), of)
        if of is not None or words.limb.match(after):
            yield side
        elif said in words.short:
            if re.search(r"\bside\s*[:=-]?\s*$|\bon (?:the|my|his|her) $", before):
                yield side
        elif (
            not words.not_after.search(before)
            and not words.not_before.match(after)
            and (regions or _stands_last(before, after))
        ):
            yield side


def _region_after(text: str, end: int, regions: Sequence[tuple[int, int]], words: SideWords) -> int | None:
    """Where the body part starts that follows a side at once, as in "left lower leg"."""
    for start, _ in regions:
        if start >= end and words.gap.fullmatch(text[end:start]):
            return start
    return None


def _stands_last(before: str, after: str) -> bool:
    """Whether a side without any body part is still one: "the left one". "Right, I'm off" is none."""
    if before.strip() and not _POINTED_AT.search(before):
        return False
    if not before.strip() and after.strip():
        return False
    return re.match(r"\s*(?:$|[.,;!?]|and\b|but\b|not\b|only\b|one\b)", after) is not None


@lru_cache(maxsize=1)
def side_words() -> SideWords:
    """The shipped words, read once."""
    return load_side_words()


def load_side_words(path: Path = LEXICONS / "sides.yml") -> SideWords:
    """Read and check the words. Raises LexiconError."""
    content = read_lexicon(path, _SECTIONS)
    if set(content["sides"]) != SIDES:
        raise LexiconError(
            f"{path.name}, sides: give the lists {', '.join(sorted(SIDES))}, no more and no less"
        )
    values = {word: side for side, spellings in content["sides"].items() for word in spellings}
    for word in content["short"]:
        if word not in values:
            raise LexiconError(f"{path.name}, short: {word!r} is no side; add it under sides, or remove it")
    return SideWords(
        values=values,
        short=frozenset(content["short"]),
        any_side=re.compile(rf"(?<![\w'-])(?P<side>{alternatives(values)})(?![\w'])"),
        gap=re.compile(rf"(?:[\s-]+(?:{alternatives(content['between'])}))*[\s-]+"),
        limb=re.compile(
            rf"[\s-]+(?:(?:{alternatives(content['between'])})[\s-]+)*(?:{alternatives(content['limbs'])})\b"
        ),
        not_after=re.compile(rf"\b(?:{alternatives(content['not_after'])})[\s,]*$"),
        not_before=re.compile(rf"[\s-]+(?:{alternatives(content['not_before'])})\b"),
        opposite=re.compile(rf"\b(?:{alternatives(content['opposite'])})\s+$"),
    )
