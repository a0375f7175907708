"""Saved views: the filters of the queue that a member of staff gave a name to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from bot.store.audit import record
from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedText, UtcTime
from bot.store.errors import MalformedInput
from bot.store.schema import metadata
from bot.store.staff import staff
from bot.store.view_filter import checked_filter

LONGEST_NAME = 40
"""Characters."""
MOST_VIEWS = 12
"""Of one member of staff."""

saved_views = Table(
    "saved_views",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False, index=True),
    # Staff may write anything into a name, a person's included.
    Column("name", EncryptedText("saved_views.name"), nullable=False),
    # The filter as the queue's address has it, codes alone.
    Column("filter", String(600), nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)


class BadViewName(MalformedInput):
    """This cannot be the name of a view."""


class TooManyViews(MalformedInput):
    """This member of staff has as many views as they may have."""


class NoSuchView(Exception):
    """This member of staff has no such view: it is gone already, or somebody else's."""


@dataclass(frozen=True)
class SavedView:
    """One view. `filter` is what stands after the ? of the queue's address."""

    id: int
    name: str = field(repr=False)
    filter: str
    saved_at: datetime


def save_view(session: Session, staff_id: str, name: str, filter: str, clock: Clock = utc_now) -> int:
    """Keep a filter under a name, and return the view's id. A view of the same name is replaced at its place.

    Raises:
        BadViewName: the name does not have 1 to 40 printable characters.
        BadFilter: the filter holds something else than codes.
        TooManyViews: there are 12 already.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadViewName(f"The name of a view is one line of 1 to {LONGEST_NAME} characters. Type another.")
    row = {"name": name, "filter": checked_filter(session, filter), "saved_at": clock()}
    # Held until the session ends: two tabs that save at once cannot both be the twelfth.
    session.execute(select(staff.c.id).where(staff.c.id == staff_id).with_for_update()).one()
    mine = views_of(session, staff_id)
    # A name is encrypted anew each time, so the database cannot compare it.
    view_id = next((view.id for view in mine if view.name == name), None)
    if view_id is not None:
        session.execute(update(saved_views).where(saved_views.c.id == view_id).values(row))
    elif len(mine) >= MOST_VIEWS:
        raise TooManyViews(f"There are {MOST_VIEWS} views already. Remove one, then save again.")
    else:
        added = session.execute(insert(saved_views).values({**row, "staff_id": staff_id}))
        view_id = int(added.inserted_primary_key[0])
    record(session, "view.saved", None, f"view={view_id}", clock, staff_id)
    return view_id


def views_of(session: Session, staff_id: str) -> list[SavedView]:
    """The views of one member of staff and of nobody else, in the order in which they were first saved.

    Raises:
        WrongKey: a name was written with another key.
    """
    kept = saved_views.c
    query = (
        select(kept.id, kept.name, kept.filter, kept.saved_at)
        .where(kept.staff_id == staff_id)
        .order_by(kept.id)
    )
    return [SavedView(**row._mapping) for row in session.execute(query)]


def drop_view(session: Session, staff_id: str, view_id: int, clock: Clock = utc_now) -> None:
    """Forget a view of this member of staff.

    Raises:
        NoSuchView: it is gone already, or somebody else's.
    """
    mine = (saved_views.c.id == view_id) & (saved_views.c.staff_id == staff_id)
    if not session.execute(delete(saved_views).where(mine)).rowcount:
        raise NoSuchView("You have no such view. Open the queue again to see those you have.")
    record(session, "view.dropped", None, f"view={view_id}", clock, staff_id)
