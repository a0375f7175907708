"""Overrides: where staff think otherwise than the screen. Each is a new line; the result stays as it was.

Who may do what is the desk's table of routes; what makes sense at all is refused here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, insert, select
from sqlalchemy.orm import Session

from bot.store.audit import record
from bot.store.case_work import save_work
from bot.store.clock import Clock, utc_now
from bot.store.columns import EncryptedText, UtcTime
from bot.store.errors import MalformedInput
from bot.store.schema import metadata
from bot.triage.entries import TIERS

KINDS = ("raise_urgency", "lower_urgency", "professional")
REASONS = {
    "raise_urgency": ("said_more", "sounds_worse", "staff_concern", "other"),
    "lower_urgency": ("seen_by_clinician", "misheard", "answered_wrongly", "resolved", "other"),
    "professional": ("clinical_judgement", "referral_given", "wish_of_person", "not_available", "other"),
}
NOT_ASSESSED = "not_assessed"
"""Stands for the tier of a case that has no result."""

LONGEST_WORDS = 1000
"""Characters."""

overrides = Table(
    "overrides",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False, index=True),
    # The result it was made on; empty when there was none yet.
    Column("result_id", String(32), nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("from_value", String(60), nullable=False),
    Column("to_value", String(60), nullable=False),
    Column("reason_code", String(60), nullable=False),
    # NULL once the conversation was erased: the codes stay, to count.
    Column("words", EncryptedText("overrides.words")),
    Column("rule", String(120)),
    CheckConstraint("kind IN ('raise_urgency', 'lower_urgency', 'professional')", name="ck_overrides_kind"),
)


@dataclass(frozen=True)
class Override:
    """What is changed, and why. `from_value` and `to_value` are tiers, or professionals.

    `result_id` and `rule` are those of the result it was made on; empty and None when there was none.
    """

    kind: str
    from_value: str
    to_value: str
    reason_code: str
    words: str | None = field(repr=False)
    result_id: str = ""
    rule: str | None = None


@dataclass(frozen=True)
class MadeOverride:
    """An override that was made, when and by whom."""

    override: Override
    staff_id: str
    at: datetime


def add_override(
    session: Session,
    conversation_id: str,
    version: int,
    made: Override,
    actor: str,
    clock: Clock = utc_now,
) -> None:
    """Store an override. `version` is the version of the case its reader saw.

    Raises:
        MalformedInput: the reason is not one of its kind, the words are missing or too long, or the
            urgency does not move in the direction its kind says.
        ChangedMeanwhile: somebody saved since; CaseErased: there is nothing left to work on.
    """
    words = (made.words or "").strip()
    if made.reason_code not in REASONS.get(made.kind, ()):
        raise MalformedInput("Choose a reason from the list.")
    if not words or len(words) > LONGEST_WORDS:
        raise MalformedInput(f"Say why in your own words, in at most {LONGEST_WORDS} characters.")
    _check_direction(made)
    if made.to_value == made.from_value:
        raise MalformedInput("This is the professional already. Choose another one.")
    save_work(session, conversation_id, version, {}, clock)
    row = {
        "conversation_id": conversation_id,
        "result_id": made.result_id,
        "staff_id": actor,
        "at": clock(),
        "kind": made.kind,
        "from_value": made.from_value,
        "to_value": made.to_value,
        "reason_code": made.reason_code,
        "words": words,
        "rule": made.rule,
    }
    session.execute(insert(overrides).values(row))
    detail = f"{made.kind}:{made.from_value}-{made.to_value},reason={made.reason_code}"
    record(session, "overridden", conversation_id, detail, clock, actor)


def overrides_of(session: Session, conversation_id: str) -> list[MadeOverride]:
    """The overrides of a case, the newest first.

    Raises:
        WrongKey: words were written with another key.
    """
    query = select(overrides).where(overrides.c.conversation_id == conversation_id)
    return [
        MadeOverride(
            Override(
                row.kind,
                row.from_value,
                row.to_value,
                row.reason_code,
                row.words,
                row.result_id,
                row.rule,
            ),
            row.staff_id,
            row.at,
        )
        for row in session.execute(query.order_by(overrides.c.number.desc()))
    ]


def _check_direction(made: Override) -> None:
    """T0 is the most urgent tier; a case without one is raised from NOT_ASSESSED, and not lowered."""
    if made.kind == "professional":
        return
    if made.to_value not in TIERS:
        raise MalformedInput(f"A tier is one of {', '.join(TIERS)}. Choose one of them.")
    before = TIERS.index(made.from_value) if made.from_value in TIERS else len(TIERS)
    after = TIERS.index(made.to_value)
    if made.kind == "raise_urgency" and after >= before:
        raise MalformedInput("Raising goes to a more urgent tier. Choose one above the present one.")
    if made.kind == "lower_urgency" and after <= before:
        raise MalformedInput("Lowering goes to a less urgent tier. Choose one below the present one.")
