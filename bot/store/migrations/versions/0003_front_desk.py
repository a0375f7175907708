"""The front desk: staff and their sessions, the work on a case, and an audit whose lines form a chain.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
DROPPED = (
    "clinic_versions",
    "presence",
    "overrides",
    "contact_attempts",
    "case_work",
    "sign_in_attempts",
    "staff_sessions",
    "staff",
)


def upgrade() -> None:
    _accounts()
    _work_on_cases()
    _audit_chain()
    op.create_table(
        "clinic_versions",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        _staff("clinic_versions"),
        sa.Column("restored_from", sa.Integer),
        sa.Column("body", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_clinic_versions"),
    )


def downgrade() -> None:
    for table in (*DROPPED, "audit_head"):
        op.drop_table(table)
    # SQLite's own trigger would refuse a copy of the table; the plain command needs none.
    for column in ("actor", "hash"):
        op.execute(f"ALTER TABLE audit DROP COLUMN {column}")


def _accounts() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("login", sa.String(60), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("totp_secret", sa.Text),
        sa.Column("last_totp_step", sa.Integer),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("disabled_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
        sa.CheckConstraint("role IN ('reception', 'clinician', 'admin', 'auditor')", name="ck_staff_role"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_digest", sa.String(64), nullable=False),
        _staff("staff_sessions"),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("locked_at", TIME),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("pending_totp", sa.Text),
        sa.PrimaryKeyConstraint("token_digest", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_sign_in_attempts"),
    )


def _work_on_cases() -> None:
    op.create_table(
        "case_work",
        _conversation("case_work"),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("no_answer_count", sa.Integer, nullable=False),
        _staff("case_work", "owner", nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_case_work"),
        sa.CheckConstraint(
            "status IN ('new', 'contacted', 'no_answer', 'booked', 'declined', 'elsewhere', 'closed')",
            name="ck_case_work_status",
        ),
    )
    op.create_table(
        "contact_attempts",
        sa.Column("number", sa.Integer, nullable=False),
        _conversation("contact_attempts"),
        _staff("contact_attempts"),
        sa.Column("at", TIME, nullable=False),
        sa.Column("how", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_contact_attempts"),
    )
    op.create_index("ix_contact_attempts_conversation_id", "contact_attempts", ["conversation_id"])
    op.create_table(
        "overrides",
        sa.Column("number", sa.Integer, nullable=False),
        _conversation("overrides"),
        sa.Column("result_id", sa.String(32), nullable=False),
        _staff("overrides"),
        sa.Column("at", TIME, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("from_value", sa.String(60), nullable=False),
        sa.Column("to_value", sa.String(60), nullable=False),
        sa.Column("reason_code", sa.String(60), nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("rule", sa.String(120)),
        sa.PrimaryKeyConstraint("number", name="pk_overrides"),
        sa.CheckConstraint(
            "kind IN ('raise_urgency', 'lower_urgency', 'professional')", name="ck_overrides_kind"
        ),
    )
    op.create_index("ix_overrides_conversation_id", "overrides", ["conversation_id"])
    op.create_index("ix_overrides_at", "overrides", ["at"])
    op.create_table(
        "presence",
        _conversation("presence"),
        _staff("presence"),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "staff_id", name="pk_presence"),
    )


def _audit_chain() -> None:
    op.add_column("audit", sa.Column("actor", sa.String(32)))
    op.add_column("audit", sa.Column("hash", sa.String(64)))
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("unchained", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.execute(
        "INSERT INTO audit_head (id, count, unchained, hash, mac) SELECT 1, 0, COUNT(*), '', '' FROM audit"
    )


def _conversation(table: str) -> sa.Column:
    key = sa.ForeignKey("conversations.id", name=f"fk_{table}_conversation_id")
    return sa.Column("conversation_id", sa.String(128), key, nullable=False)


def _staff(table: str, column: str = "staff_id", nullable: bool = False) -> sa.Column:
    key = sa.ForeignKey("staff.id", name=f"fk_{table}_{column}")
    return sa.Column(column, sa.String(32), key, nullable=nullable)
