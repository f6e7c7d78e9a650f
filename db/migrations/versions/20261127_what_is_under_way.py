"""what a learner is in the middle of at an exercise"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261127_what_is_under_way"
down_revision: str | None = "20261126_pools_and_channels"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "under_way",
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=170), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pid"], ["enrolment.pid"], name=op.f("fk_under_way_pid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pid", "place", name=op.f("pk_under_way")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("under_way")
