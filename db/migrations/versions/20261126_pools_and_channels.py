"""cohorts published together, and longer names of channels"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261126_pools_and_channels"
down_revision: str | None = "20261125_reply_ratings"
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
    if op.get_bind().dialect.name == "sqlite":
        return  # SQLite keeps texts of any length, whatever a column says
    for table in _TABLES:
        op.alter_column(
            table,
            "channel",
            existing_type=sa.String(length=before),
            type_=sa.String(length=after),
            existing_nullable=False,
        )
