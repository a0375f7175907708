"""The first tables, and an audit that refuses to change.

Revision: 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("last_active_at", TIME, nullable=False),
        sa.Column("erased_at", TIME),
        sa.Column("message_count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.CheckConstraint(
            "state IN ('asking', 'done', 'with_person', 'ended')", name="ck_conversations_state"
        ),
    )
    op.create_index(
        "ix_conversations_erased_at_last_active_at",
        "conversations",
        ["erased_at", "last_active_at"],
    )
    op.create_table(
        "turns",
        sa.Column("number", sa.Integer, nullable=False),
        _conversation("turns"),
        sa.Column("turn_digest", sa.String(64), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_at", TIME, nullable=False),
        sa.Column("finished_at", TIME),
        sa.Column("state", sa.String(20)),
        sa.Column("assessed", sa.Boolean),
        sa.Column("text", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_turns"),
        sa.UniqueConstraint("conversation_id", "turn_digest", name="uq_turns_conversation_id_turn_digest"),
        sa.CheckConstraint("status IN ('processing', 'finished')", name="ck_turns_status"),
    )
    op.create_table(
        "messages",
        sa.Column("number", sa.Integer, nullable=False),
        _conversation("messages"),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("turn_number", sa.Integer),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_messages"),
        sa.ForeignKeyConstraint(["turn_number"], ["turns.number"], name="fk_messages_turn_number"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_messages_conversation_id_seq"),
    )
    op.create_index("ix_messages_turn_number", "messages", ["turn_number"])
    op.create_table(
        "cases",
        _conversation("cases"),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_cases"),
    )
    op.create_table(
        "results",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        _conversation("results"),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("tier", sa.String(8)),
        sa.Column("outcome", sa.String(40)),
        sa.Column("professional", sa.String(60)),
        sa.Column("rule", sa.String(120)),
        sa.Column("content_version", sa.String(100)),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_results"),
        sa.UniqueConstraint("id", name="uq_results_id"),
    )
    op.create_index("ix_results_conversation_id", "results", ["conversation_id"])
    op.create_table(
        "contacts",
        _conversation("contacts"),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reach", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_contacts"),
    )
    op.create_table(
        "tracker_events",
        sa.Column("number", sa.Integer, nullable=False),
        _conversation("tracker_events"),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("starts_session", sa.Boolean, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tracker_events"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_tracker_events_conversation_id_seq"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("conversation_id", sa.String(128)),
        sa.Column("detail", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_conversation_id", "audit", ["conversation_id"])
    _protect_audit()


def downgrade() -> None:
    for table in ("tracker_events", "contacts", "results", "cases", "messages", "turns", "audit"):
        op.drop_table(table)
    op.drop_table("conversations")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only()")


def _conversation(table: str) -> sa.Column:
    key = sa.ForeignKey("conversations.id", name=f"fk_{table}_conversation_id")
    return sa.Column("conversation_id", sa.String(128), key, nullable=False)


def _protect_audit() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'The audit is append-only.'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END"
        )
