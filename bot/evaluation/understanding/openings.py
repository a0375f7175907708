"""Real first messages, which nobody labelled for us: what becomes of them, by the labels they came with."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.metrics import Share
from bot.evaluation.understanding.reading import Reading
from bot.evaluation.understanding.scope_scores import REJECTING
from bot.triage.rows import ContentError

COLUMNS = frozenset({"text", "kind", "label"})


@dataclass(frozen=True)
class Opening:
    """A first message, its kind, and a label within the kind."""

    text: str
    kind: str
    label: str


@dataclass(frozen=True)
class Became:
    """What became of the openings of one kind and label, as shares of them.

    Understood means that a finding was read, or that the intent is not the fallback.
    """

    kind: str
    label: str
    understood: Share
    danger: Share
    out_of_scope: Share
    fallback: Share


def load_openings(path: Path) -> tuple[Opening, ...]:
    """The rows of a CSV file with the columns text, kind and label; others are not looked at.

    Raises:
        ContentError: the file cannot be read, or lacks a column or a text.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path.name, "-", "the file cannot be read; name a CSV file in UTF-8") from error
    for number, row in enumerate(rows, start=1):
        if not all(row.get(column) is not None for column in COLUMNS) or not row["text"].strip():
            raise ContentError(path.name, str(number), "fill the columns text, kind and label")
    return tuple(Opening(row["text"], row["kind"], row["label"]) for row in rows)


def what_became(openings: Sequence[Opening], readings: Sequence[Reading]) -> list[Became]:
    """One row a kind, then one for each of its labels; the label of the whole kind is empty."""
    pairs = list(zip(openings, readings, strict=True))
    rows: list[Became] = []
    for kind in sorted({opening.kind for opening in openings}):
        of_kind = [(opening, reading) for opening, reading in pairs if opening.kind == kind]
        rows.append(_became(kind, "", [reading for _, reading in of_kind]))
        labels = sorted({opening.label for opening, _ in of_kind})
        if len(labels) > 1:
            rows.extend(
                _became(kind, label, [reading for opening, reading in of_kind if opening.label == label])
                for label in labels
            )
    return rows


def _became(kind: str, label: str, readings: Sequence[Reading]) -> Became:
    fallback = [reading.intent == "nlu_fallback" for reading in readings]
    understood = [bool(one.found) or one.intent not in REJECTING for one in readings]
    return Became(
        kind,
        label,
        Share(sum(understood), len(readings)),
        Share(sum(reading.intent == "danger" for reading in readings), len(readings)),
        Share(sum(reading.intent == "out_of_scope" for reading in readings), len(readings)),
        Share(sum(fallback), len(readings)),
    )
