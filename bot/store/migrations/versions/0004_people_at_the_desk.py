"""Staff talk with people: conversations taken over, calls at the desk, and saved views of the queue.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "take_overs",
        sa.Column("number", sa.Integer, nullable=False),
        _conversation("take_overs"),
        _staff("take_overs"),
        sa.Column("taken_at", TIME, nullable=False),
        sa.Column("state_before", sa.String(20), nullable=False),
        sa.Column("last_sign_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.PrimaryKeyConstraint("number", name="pk_take_overs"),
        sa.CheckConstraint("state_before IN ('asking', 'done')", name="ck_take_overs_state_before"),
    )
    op.create_index("ix_take_overs_conversation_id", "take_overs", ["conversation_id"])
    op.create_table(
        "calls",
        _conversation("calls"),
        _staff("calls"),
        sa.Column("relationship", sa.String(20), nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("screened_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("consent", sa.String(4)),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_calls"),
        sa.CheckConstraint(
            "relationship IN ('self', 'parent', 'partner', 'relative', 'carer', 'other')",
            name="ck_calls_relationship",
        ),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer, nullable=False),
        _staff("saved_views"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("filter", sa.String(600), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
    )
    op.create_index("ix_saved_views_staff_id", "saved_views", ["staff_id"])


def downgrade() -> None:
    for table in ("saved_views", "calls", "take_overs"):
        op.drop_table(table)


def _conversation(table: str) -> sa.Column:
    key = sa.ForeignKey("conversations.id", name=f"fk_{table}_conversation_id")
    return sa.Column("conversation_id", sa.String(128), key, nullable=False)


def _staff(table: str) -> sa.Column:
    key = sa.ForeignKey("staff.id", name=f"fk_{table}_staff_id")
    return sa.Column("staff_id", sa.String(32), key, nullable=False)
