"""where a cohort works"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261125_where_a_cohort_works"
down_revision: str | None = "20261121_the_first_schema"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.String(length=60), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_column("place")
