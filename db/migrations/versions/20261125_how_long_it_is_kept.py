"""what people agreed to, how long it is kept, and who is not counted"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261125_how_long_it_is_kept"
down_revision: str | None = "20261125_reply_ratings"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=80), nullable=False),
        sa.Column("day_sealed", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_agreement_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "fingerprint", name=op.f("pk_agreement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ending_letter",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_sealed", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_ending_letter_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohort.id"],
            name=op.f("fk_ending_letter_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "cohort_id", "stage", name=op.f("pk_ending_letter")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keeping",
        sa.Column("cohort_id", sa.String(length=32), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_keeping_cohort_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("pk_keeping")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "uncounted",
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["pid"], ["enrolment.pid"], name=op.f("fk_uncounted_pid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pid", name=op.f("pk_uncounted")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("uncounted")
    op.drop_table("keeping")
    op.drop_table("ending_letter")
    op.drop_table("agreement")
