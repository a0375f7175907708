"""Search in the queue by a name or the end of a phone number. Both are encrypted, so it reads and compares."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store.contacts import Contact
from bot.store.queue import QueueFilter, QueuePage, queue_query, queued_case

MOST_READ = 5000
"""Cases a search reads, the newest first: it must not grow without an end."""

FEWEST_DIGITS = 4
FEWEST_LETTERS = 2


def search_queue(
    session: Session, chosen: QueueFilter, words: str, now: datetime, first: int = 0, size: int = 50
) -> QueuePage:
    """The cases that pass the filter and fit the words, in the order of the queue.

    Four or more digits are the end of a phone number; anything else is parts of a name, in any order,
    without regard to capitals and accents.

    Raises:
        WrongKey: a name was written with another key.
    """
    query = queue_query(chosen, now)
    newest = query.order_by(query.selected_columns.waiting_since.desc()).limit(MOST_READ)
    rows = [
        row
        for row in session.execute(newest)
        if row.name is not None and fits(Contact(row.name, row.reach), words)
    ]
    rows.sort(key=lambda row: (row.place, row.waiting_since, row.id))
    return QueuePage(tuple(map(queued_case, rows[first : first + size])), len(rows))


def fits(contact: Contact, words: str) -> bool:
    """Whether a contact is the one that somebody searches for."""
    digits = re.sub(r"[\s().+-]", "", words)
    if digits.isdigit():
        return len(digits) >= FEWEST_DIGITS and re.sub(r"\D", "", contact.reach).endswith(digits)
    parts = _plain(words).split()
    name = _plain(contact.name)
    return sum(map(len, parts)) >= FEWEST_LETTERS and all(part in name for part in parts)


def _plain(text: str) -> str:
    """The letters without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
