"""what comes back, and pages of a learner's own"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261125_what_comes_back"
down_revision: str | None = "20261125_records_and_showing"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    for table, key, longest in (("return_item", "item", 170), ("sheet", "name", 40)):
        op.create_table(
            table,
            sa.Column("pid", sa.String(length=32), nullable=False),
            sa.Column(key, sa.String(length=longest), nullable=False),
            sa.Column("sealed", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(
                ["pid"], ["enrolment.pid"], name=op.f(f"fk_{table}_pid"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("pid", key, name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )


def downgrade() -> None:
    op.drop_table("sheet")
    op.drop_table("return_item")
