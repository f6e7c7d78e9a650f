"""live workshops: places in groups, takeaways, who booked and who came"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261128_places_and_booking"
down_revision: str | None = "20261127_live_workshops"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "attendance",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_attendance_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_attendance_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "run_id", name=op.f("pk_attendance")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attendance_cohort_id"), "attendance", ["cohort_id"], unique=False)

    op.create_table(
        "live_booking",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("needs_sealed", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("token_sealed", sa.String(length=200), nullable=True),
        sa.Column("letter", sa.String(length=8), nullable=True),
        sa.Column("told", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("retry_sealed", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_live_booking_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_booking_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_booking")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_live_booking_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_live_booking_account_id"), "live_booking", ["account_id"], unique=False
    )
    op.create_index(op.f("ix_live_booking_run_id"), "live_booking", ["run_id"], unique=False)

    op.create_table(
        "live_kept",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_kept_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "key", name=op.f("pk_live_kept")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "live_place",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=70), nullable=False),
        sa.Column("seat_id", sa.String(length=32), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=9), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_place_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "item", "seat_id", name=op.f("pk_live_place")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "live_takeaway",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["live_run.id"], name=op.f("fk_live_takeaway_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_live_takeaway")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_live_takeaway_run_id"), "live_takeaway", ["run_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_live_takeaway_run_id"), table_name="live_takeaway")

    op.drop_table("live_takeaway")
    op.drop_table("live_place")
    op.drop_table("live_kept")
    op.drop_index(op.f("ix_live_booking_run_id"), table_name="live_booking")
    op.drop_index(op.f("ix_live_booking_account_id"), table_name="live_booking")

    op.drop_table("live_booking")
    op.drop_index(op.f("ix_attendance_cohort_id"), table_name="attendance")

    op.drop_table("attendance")
