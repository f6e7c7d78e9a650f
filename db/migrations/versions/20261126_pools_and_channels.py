"""cohorts published together, and longer names of channels"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261126_pools_and_channels"
down_revision: str | None = "20261125_the_wall"
branch_labels: str | None = None
depends_on: str | None = None

_TABLES = ("contribution", "released", "tick_done")


def upgrade() -> None:
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pool", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_cohort_pool"), ["pool"], unique=False)
    _channel_length(120, 200)


def downgrade() -> None:
    _channel_length(200, 120)
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_pool"))
        batch_op.drop_column("pool")


def _channel_length(before: int, after: int) -> None:
    for table in _TABLES:
        with op.batch_alter_table(
            table, schema=None, table_kwargs={"sqlite_with_rowid": False}
        ) as batch_op:
            batch_op.alter_column(
                "channel",
                existing_type=sa.String(length=before),
                type_=sa.String(length=after),
                existing_nullable=False,
            )
