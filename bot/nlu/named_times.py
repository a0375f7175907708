"""The lexicon of times: words for how long ago, as data, and the times that need no counting ("since yesterday")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.nlu.time_ago import TimeAgo
from bot.nlu.word_lists import alternatives, row_of, spoken
from bot.triage.lexicon import LEXICONS, Groups, LexiconError, Rows, read_lexicon

_DAY_OF_YEAR = Rows(frozenset({"id", "month", "day"}))
_SECTIONS: dict[str, Groups | Rows] = {
    "lists": Groups(),
    "days_of_year": _DAY_OF_YEAR,
    "feasts": _DAY_OF_YEAR,
    "amounts": Rows(frozenset({"id", "is", "phrases"}), lists=frozenset({"phrases"})),
    "spans": Rows(
        frozenset({"id", "days", "phrases"}),
        frozenset({"not_after", "not_before"}),
        lists=frozenset({"phrases", "not_after", "not_before"}),
    ),
}


@dataclass(frozen=True)
class TimeWords:
    """The words of times.yml. `amounts` and `spans` are patterns with the number or the days they mean."""

    lists: dict[str, tuple[str, ...]]
    seasons: dict[str, tuple[int, int]]
    feasts: dict[str, tuple[int, int]]
    amounts: tuple[tuple[str, float], ...]
    spans: tuple[tuple[re.Pattern[str], float], ...]

    def list(self, name: str) -> tuple[str, ...]:
        """One list. Raises LexiconError when there is none of this name."""
        return row_of(self.lists, "times", name)

    def any_of(self, name: str) -> str:
        """A pattern for any word of one list."""
        return alternatives(self.list(name))


def named_times(text: str) -> Iterator[TimeAgo]:
    """Each time that lower-case text says without an amount."""
    for pattern, days in time_words().spans:
        for match in pattern.finditer(text):
            yield TimeAgo(days, match.start(), match.end())


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """The shipped words, read once."""
    return load_time_words()


def load_time_words(path: Path = LEXICONS / "times.yml") -> TimeWords:
    """Read and check the words. Raises LexiconError, which names the row."""
    content = read_lexicon(path, _SECTIONS)
    return TimeWords(
        {name: tuple(words) for name, words in content["lists"].items()},
        {row["id"]: _month_and_day(row, path) for row in content["days_of_year"]},
        {row["id"]: _month_and_day(row, path) for row in content["feasts"]},
        tuple((alternatives(row["phrases"]), _number(row, "is", path)) for row in content["amounts"]),
        tuple((_span(row), _number(row, "days", path)) for row in content["spans"]),
    )


def _span(row: Mapping[str, Any]) -> re.Pattern[str]:
    unless = "".join(rf"(?<!\b{spoken(word)} )" for word in row.get("not_after", ()))
    followed = f"(?! (?:{alternatives(row['not_before'])}))" if "not_before" in row else ""
    return re.compile(rf"{unless}\b(?:{alternatives(row['phrases'])})\b{followed}")


def _month_and_day(row: Mapping[str, str], path: Path) -> tuple[int, int]:
    month, day = _number(row, "month", path), _number(row, "day", path)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise LexiconError(f"{path.name}, row {row['id']}: write month from 1 to 12 and day from 1 to 31")
    return int(month), int(day)


def _number(row: Mapping[str, str], key: str, path: Path) -> float:
    try:
        return float(row[key])
    except ValueError:
        raise LexiconError(f'{path.name}, row {row["id"]}: write {key} as a number, as "14"') from None
