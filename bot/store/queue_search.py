"""Search in the queue by a name or the end of a phone number. Both are encrypted, so it reads and compares."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store.contacts import contacts
from bot.store.conversations import conversations
from bot.store.queue import QueuePage, first_shown, queued_case
from bot.store.queue_filter import QueueFilter
from bot.store.queue_query import in_order, queue_query

MOST_READ = 5000
"""Cases a search reads, the newest first: it must not grow without an end."""

FEWEST_DIGITS = 4
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Sought:
    """What somebody searches for: the end of a number, or else parts of a name without capitals and accents."""

    digits: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Sought:
        """Four or more digits are the end of a number, anything else is parts of a name, in any order."""
        digits = re.sub(r"[\s().+-]", "", words)
        return cls(digits, ()) if digits.isdigit() else cls("", tuple(_plain(words).split()))

    def fits(self, kept: str) -> bool:
        """Whether a stored number, or a stored name, is what is sought."""
        if self.digits:
            return len(self.digits) >= FEWEST_DIGITS and re.sub(r"\D", "", kept).endswith(self.digits)
        name = _plain(kept)
        return sum(map(len, self.parts)) >= FEWEST_LETTERS and all(part in name for part in self.parts)


def search_queue(
    session: Session, chosen: QueueFilter, words: str, now: datetime, first: int = 0, size: int = 50
) -> QueuePage:
    """The cases that pass the filter and fit the words, in the order of the queue; past the end, the last page.

    Raises:
        WrongKey: a name or a number was written with another key.
    """
    sought = Sought.of(words)
    query = queue_query(chosen, now)
    shown = query.selected_columns
    kept = contacts.c.reach if sought.digits else contacts.c.name
    # Only what is compared is decrypted, and the whole line only of those on the page.
    newest = (
        query.with_only_columns(conversations.c.id, shown.place, shown.waiting_since, kept.label("kept"))
        .where(kept.is_not(None))
        .order_by(shown.waiting_since.desc())
        .limit(MOST_READ)
    )
    found = [row for row in session.execute(newest) if sought.fits(row.kept)]
    found.sort(key=lambda row: (row.place, row.waiting_since, row.id))
    first = first_shown(first, size, len(found))
    on_page = [row.id for row in found[first : first + size]]
    lines = in_order(queue_query(chosen, now).where(conversations.c.id.in_(on_page)))
    return QueuePage(tuple(map(queued_case, session.execute(lines))), len(found), first)


def _plain(text: str) -> str:
    """The letters without capitals and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
