"""how learners rate their replies"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261125_reply_ratings"
down_revision: str | None = "20261125_where_a_cohort_works"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "reply_rating",
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.Column("lesson_id", sa.String(length=80), nullable=False),
        sa.Column("exercise_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pid"], ["enrolment.pid"], name=op.f("fk_reply_rating_pid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "pid", "lesson_id", "exercise_id", "number", "moment", name=op.f("pk_reply_rating")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("reply_rating")
