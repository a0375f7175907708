"""Saved views: the filters of the queue that a member of staff gave a name to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from bot.store.columns import EncryptedText, UtcTime
from bot.store.schema import metadata

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
