"""Take-overs: while a member of staff has a conversation, the person talks with them and the bot is silent."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table

from bot.store.columns import UtcTime
from bot.store.schema import metadata

take_overs = Table(
    "take_overs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String(128), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("taken_at", UtcTime, nullable=False),
    # Where the conversation stood, to go on from when it is handed back.
    Column("state_before", String(20), nullable=False),
    # The last reply of staff, or the take-over itself.
    Column("last_sign_at", UtcTime, nullable=False),
    # NULL while it lasts.
    Column("ended_at", UtcTime),
    CheckConstraint("state_before IN ('asking', 'done')", name="ck_take_overs_state_before"),
)
