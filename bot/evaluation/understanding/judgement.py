"""One label held against what was read, and shares over many of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.metrics import Share
from bot.evaluation.understanding.labelled_texts import Labelled


@dataclass(frozen=True)
class Judgement:
    """What was wanted of a text and what came. `groups` are what shares are counted by."""

    text: Labelled
    wanted: str
    got: str
    right: bool
    groups: Mapping[str, str]


def share_right(judgements: Iterable[Judgement]) -> Share:
    """How many are right."""
    listed = list(judgements)
    return Share(sum(one.right for one in listed), len(listed))


def share_wrong(judgements: Iterable[Judgement]) -> Share:
    """How many are wrong."""
    right = share_right(judgements)
    return Share(right.of - right.hits, right.of)


def within(judgements: Iterable[Judgement], group: str, *names: str) -> list[Judgement]:
    """Those of the named groups."""
    return [one for one in judgements if one.groups.get(group) in names]


def names_of(judgements: Iterable[Judgement], group: str) -> list[str]:
    """The names that occur in a group, in order of the alphabet."""
    return sorted({one.groups[group] for one in judgements if group in one.groups})


def misses(judgements: Iterable[Judgement]) -> Sequence[Judgement]:
    """The wrong ones."""
    return [one for one in judgements if not one.right]
