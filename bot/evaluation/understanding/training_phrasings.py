"""Everything the pipeline learns from: the examples of the intents and the exemplars of danger signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.triage.lexicon import LEXICONS
from bot.triage.rows import ContentError, read_yaml

EXAMPLES = Path("bot/data/nlu")
EXEMPLARS = LEXICONS / "exemplars"
LISTS = ("phrasings", "look_alikes", "texts")
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Phrasing:
    """A phrasing, its intent where it has one, and the file it stands in."""

    text: str
    label: str
    source: str


def intent_examples(folder: Path = EXAMPLES) -> tuple[Phrasing, ...]:
    """The examples of every intent, in Rasa's format, without entity marks.

    Raises:
        ContentError: a file is not as Rasa wants it, or there are none.
    """
    found = tuple(phrasing for path in sorted(folder.glob("*.yml")) for phrasing in _examples(path))
    if not found:
        raise ContentError(str(folder), "-", "there are no examples here; name the folder that has them")
    return found


def exemplars(folder: Path = EXEMPLARS) -> tuple[Phrasing, ...]:
    """What the danger head learns from, with a sign and without; none when there is no such folder.

    Raises:
        ContentError: a file lists none.
    """
    return tuple(phrasing for path in sorted(folder.rglob("*.yml")) for phrasing in _exemplars(path))


def _examples(path: Path) -> Iterator[Phrasing]:
    data = read_yaml(path)
    for row in data.get("nlu", []) if isinstance(data, dict) else []:
        if not isinstance(row, dict) or not isinstance(row.get("examples"), str):
            raise ContentError(path.name, str(row)[:40], "write `intent:` and `examples: |` with `- ` lines")
        for line in row["examples"].splitlines():
            if line.startswith("- "):
                yield Phrasing(_MARKED.sub(r"\1", line[2:]), str(row.get("intent")), path.name)


def _exemplars(path: Path) -> Iterator[Phrasing]:
    texts = list(_listed(read_yaml(path)))
    if not texts:
        raise ContentError(path.name, "-", f"list texts under {' or '.join(LISTS)}")
    yield from (Phrasing(text, "-", f"exemplars/{path.name}") for text in texts)


def _listed(data: Any) -> Iterator[str]:
    """The texts of every list that is called so, whatever stands around it."""
    if isinstance(data, Mapping):
        for key, part in data.items():
            if key in LISTS and isinstance(part, list):
                yield from map(str, part)
            else:
                yield from _listed(part)
    elif isinstance(data, list):
        for part in data:
            yield from _listed(part)
