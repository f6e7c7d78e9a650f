"""live workshops: runs, hosts, seats, and what is answered in them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261127_live_workshops"
down_revision: str | None = "20261127_what_is_under_way"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "live_plan",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_live_plan")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "live_run",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("cohort_id", sa.String(length=32), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("for_guests", sa.Boolean(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("board_hash", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=7), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_live_run_cohort_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["edition"], ["live_plan.hash"], name=op.f("fk_live_run_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_run")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_run_cohort_id"), "live_run", ["cohort_id"], unique=False)
    op.create_index(
        "uq_live_run_code",
        "live_run",
        ["code"],
        unique=True,
        sqlite_where=sa.text("status <> 'ended'"),
        postgresql_where=sa.text("status <> 'ended'"),
    )

    op.create_table(
        "live_host",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_live_host_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_host_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "account_id", name=op.f("pk_live_host")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_host_account_id"), "live_host", ["account_id"], unique=False)

    op.create_table(
        "live_response",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=70), nullable=False),
        sa.Column("seat_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_response_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "item", "seat_id", name=op.f("pk_live_response")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "live_seat",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=6), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_seat_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_seat")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_live_seat_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_live_seat_label", "live_seat", ["run_id", "label"], unique=True)

    op.create_table(
        "live_tally",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=70), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_tally_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "item", name=op.f("pk_live_tally")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "live_text",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=70), nullable=False),
        sa.Column("state", sa.String(length=3), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_text_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_text")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_text_run_id"), "live_text", ["run_id"], unique=False)

    op.create_table(
        "live_call",
        sa.Column("seat_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["live_seat.id"], name=op.f("fk_live_call_seat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seat_id", name=op.f("pk_live_call")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in (
        "live_call",
        "live_text",
        "live_tally",
        "live_seat",
        "live_response",
        "live_host",
        "live_run",
        "live_plan",
    ):
        op.drop_table(name)
