"""what a tick notes names its cohort without a foreign key"""

from __future__ import annotations

from alembic import op

revision: str = "20261129_ticks_without_look_ups"
down_revision: str | None = "20261128_places_and_booking"
branch_labels: str | None = None
depends_on: str | None = None

_TABLES = ("released", "tick_done")


def upgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(
            table, schema=None, table_kwargs={"sqlite_with_rowid": False}
        ) as batch_op:
            batch_op.drop_constraint(f"fk_{table}_cohort_id", type_="foreignkey")


def downgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(
            table, schema=None, table_kwargs={"sqlite_with_rowid": False}
        ) as batch_op:
            batch_op.create_foreign_key(
                f"fk_{table}_cohort_id", "cohort", ["cohort_id"], ["id"], ondelete="CASCADE"
            )
