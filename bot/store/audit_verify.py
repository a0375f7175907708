"""Check that the audit is as it was written: `python -m bot.store.audit_verify`; 1 when it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import literal, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.settings import SettingsError
from bot.store.audit import HEAD_PURPOSE, LINE_PURPOSE, audit, audit_head, head_parts, line_parts
from bot.store.columns import cipher_of
from bot.store.database import Database, database
from bot.store.encryption import Cipher
from bot.store.errors import StoreUnavailable

BATCH = 1000
MISFIT = (
    "{line} of the audit does not fit: it, or a line just before it, was changed, added or removed after it "
    "was written."
)


@dataclass(frozen=True)
class AuditState:
    """What the check found. `problem` is empty when every line fits.

    `chained` lines were checked; `unchained` ones were written before there was a chain, and are only
    counted. `head` is where the chain ends: who notes it elsewhere can later tell that nobody put an
    earlier state of the whole database back.
    """

    chained: int
    unchained: int
    head: str
    problem: str = ""


def verify_audit(database: Database) -> AuditState:
    """Walk the chain from the first line to the last.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    with database.reading() as session:
        return _walk(session, cipher_of(session))


def _walk(session: Session, cipher: Cipher) -> AuditState:
    previous, chained, unchained = "", 0, 0
    row: Row | None = None
    try:
        for row in _lines(session):
            if row.id is None:
                continue
            if row.hash is None and chained == 0:
                unchained += 1
                continue
            parts = line_parts(
                previous, chained + 1, row.at, row.actor, row.action, row.conversation_id, row.detail
            )
            if row.hash is None or not cipher.is_mac(row.hash, parts, LINE_PURPOSE):
                return AuditState(chained, unchained, previous, MISFIT.format(line=f"Line {row.id}"))
            previous, chained = row.hash, chained + 1
    except ValueError:
        # A time that is none: SQLite lets anything stand in a column.
        after = "The first line" if row is None else f"The line after line {row.id}"
        return AuditState(chained, unchained, previous, MISFIT.format(line=after))
    return AuditState(chained, unchained, previous, _fault_of_end(row, cipher, chained, unchained, previous))


def _lines(session: Session) -> Iterator[Row]:
    # One statement sees one moment, so lines that are written meanwhile do not disturb.
    joined = audit_head.outerjoin(audit, literal(True))
    head_columns = [column.label(f"head_{column.name}") for column in audit_head.c]
    query = select(*head_columns, audit).select_from(joined).order_by(audit.c.id)
    yield from session.execute(query.execution_options(yield_per=BATCH))


def _fault_of_end(row: Row | None, cipher: Cipher, chained: int, unchained: int, last: str) -> str:
    if row is None:
        return "The end of the audit's chain is missing: the row of audit_head was removed."
    if row.head_count != chained:
        return f"The audit has {chained} chained lines and should have {row.head_count}: its end was cut or added to."
    if row.head_unchained != unchained:
        return (
            f"The audit has {unchained} lines from before the chain and should have {row.head_unchained}: "
            "some were removed or added."
        )
    parts = head_parts(chained, unchained, last)
    if chained and (row.head_hash != last or not cipher.is_mac(row.head_mac, parts, HEAD_PURPOSE)):
        return "The end of the audit's chain does not fit: the row of audit_head was changed."
    return ""


def main() -> int:
    """Check the audit of the settings; 1 when it does not fit or cannot be read."""
    try:
        state = verify_audit(database())
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    before = f" ({state.unchained} from before the chain, not checked)" if state.unchained else ""
    if state.problem:
        sys.stderr.write(f"{state.problem}\nThe {state.chained} lines before that fit{before}.\n")
        return 1
    sys.stdout.write(
        f"The audit is whole: {state.chained} lines{before}. It ends with {state.head or 'nothing'}.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
