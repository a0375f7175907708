"""Text messages: numbers, what came in, what goes out, one-time links; and alerts for the front desk.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer, nullable=False),
        _conversation("alerts"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("raised_at", TIME, nullable=False),
        sa.Column("seen_at", TIME),
        sa.Column("seen_by", sa.String(60)),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_conversation_id", "alerts", ["conversation_id"])
    op.create_table(
        "sms_numbers",
        sa.Column("number_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Text),
        _conversation("sms_numbers"),
        sa.Column("last_heard_at", TIME),
        sa.Column("safety_asked_at", TIME),
        sa.Column("pending", sa.String(20)),
        sa.Column("asked", sa.String(64)),
        sa.Column("told_version", sa.String(64)),
        sa.Column("opted_out_at", TIME),
        sa.Column("leased_by", sa.String(40)),
        sa.Column("leased_until", TIME),
        sa.PrimaryKeyConstraint("number_id", name="pk_sms_numbers"),
    )
    op.create_index("ix_sms_numbers_conversation_id", "sms_numbers", ["conversation_id"])
    op.create_index("ix_sms_numbers_last_heard_at", "sms_numbers", ["last_heard_at"])
    op.create_table(
        "sms_inbox",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("message_digest", sa.String(64), nullable=False),
        sa.Column("number_id", sa.String(64), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("sender", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("media_count", sa.Integer, nullable=False),
        sa.Column("has_location", sa.Boolean, nullable=False),
        sa.Column("opt_out", sa.String(8)),
        sa.Column("turn_id", sa.String(64)),
        sa.Column("parts_done", sa.Integer, nullable=False),
        sa.Column("answered_at", TIME),
        sa.PrimaryKeyConstraint("number", name="pk_sms_inbox"),
        sa.UniqueConstraint("message_digest", name="uq_sms_inbox_message_digest"),
    )
    op.create_index("ix_sms_inbox_turn_id", "sms_inbox", ["turn_id"])
    op.create_index("ix_sms_inbox_answered_at_number_id", "sms_inbox", ["answered_at", "number_id"])
    op.create_table(
        "sms_outbox",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("turn_id", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        _conversation("sms_outbox"),
        sa.Column("number_id", sa.String(64), nullable=False),
        sa.Column("recipient", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubtful", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("first_tried_at", TIME),
        sa.Column("sending_until", TIME),
        sa.Column("sent_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("carrier_id", sa.String(64)),
        sa.Column("error_code", sa.String(40)),
        sa.PrimaryKeyConstraint("number", name="pk_sms_outbox"),
        sa.UniqueConstraint("id", name="uq_sms_outbox_id"),
        sa.UniqueConstraint("turn_id", "place", name="uq_sms_outbox_turn_id_place"),
        sa.CheckConstraint(
            "status IN ('waiting', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'opted_out')",
            name="ck_sms_outbox_status",
        ),
    )
    for column in ("conversation_id", "number_id", "carrier_id"):
        op.create_index(f"ix_sms_outbox_{column}", "sms_outbox", [column])
    op.create_index("ix_sms_outbox_status_not_before", "sms_outbox", ["status", "not_before"])
    op.create_table(
        "sms_links",
        sa.Column("code_digest", sa.String(64), nullable=False),
        _conversation("sms_links", nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME),
        sa.PrimaryKeyConstraint("code_digest", name="pk_sms_links"),
    )
    op.create_index("ix_sms_links_conversation_id", "sms_links", ["conversation_id"])


def downgrade() -> None:
    for table in ("sms_links", "sms_outbox", "sms_inbox", "sms_numbers", "alerts"):
        op.drop_table(table)


def _conversation(table: str, nullable: bool = True) -> sa.Column:
    key = sa.ForeignKey("conversations.id", name=f"fk_{table}_conversation_id")
    return sa.Column("conversation_id", sa.String(128), key, nullable=nullable)
