"""Whether a physical therapist may be seen without a referral, from `content/direct_access.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.triage.content import FOLDER
from bot.triage.rows import ContentError, Row, read_file

FILE = "direct_access.yml"
DEFAULT = "default"
CLASSES = ("unrestricted", "provisional", "unknown")
STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY",
)  # fmt: skip
"""The fifty US states and the District of Columbia, by postal code."""


@dataclass(frozen=True)
class DirectAccess:
    """The law of one state. `response` names the words; a row that is not shown has none."""

    state: str
    category: str
    limit: str
    response: str
    as_of: str
    shown: bool
    source: str


@lru_cache(maxsize=4)
def load_direct_access(folder: Path = FOLDER) -> dict[str, DirectAccess]:
    """All rows by state, `default` among them.

    Raises:
        ContentError: naming the row and the cure.
    """
    data = read_file(folder / FILE, ("direct_access",))["direct_access"]
    if not isinstance(data, dict) or DEFAULT not in data:
        raise ContentError(FILE, DEFAULT, "write a row for each state, and one named default")
    return {name: _direct_access(Row(FILE, raw, name)) for name, raw in data.items()}


def direct_access_of(state: str) -> DirectAccess:
    """The row to show for a state; the default when it has none that may be shown."""
    found = load_direct_access()
    row = found.get(state, found[DEFAULT])
    return row if row.shown else found[DEFAULT]


def _direct_access(row: Row) -> DirectAccess:
    if row.name not in (DEFAULT, *STATES):
        raise row.error("name the row by a US state code such as NY")
    found = DirectAccess(
        state=row.name,
        category=row.one_of("class", CLASSES),
        limit=row.text("limit", ""),
        response=row.text("response", ""),
        as_of=row.text("as_of"),
        shown=row.flag("shown"),
        source=row.text("source"),
    )
    row.done()
    if (found.shown or found.state == DEFAULT) and not (found.shown and found.response):
        raise row.error("a row that is shown needs a `response:`, and the default is always shown")
    return found
