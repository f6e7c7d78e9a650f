"""a way in doesn't point at its account, and tables of people leave room to be written again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261130_ways_in_point_at_nobody"
down_revision: str | None = "20261129_ticks_without_look_ups"
branch_labels: str | None = None
depends_on: str | None = None

_WAYS_IN = ("sign_in", "entry_link")
_PEOPLE = (
    *("handed_in", "public_certificate", "revoked_badge", "membership", "invitation", "subject"),
    *("agreement", "ending_letter", "pid_link", "preference", "calendar_feed", "message", "note"),
    *("live_host", "live_booking", "attendance", "account", *_WAYS_IN),
)


def upgrade() -> None:
    for table in _WAYS_IN:
        with op.batch_alter_table(
            table, schema=None, table_kwargs={"sqlite_with_rowid": False}
        ) as batch_op:
            batch_op.drop_constraint(f"fk_{table}_account_id", type_="foreignkey")
    if op.get_bind().dialect.name == "postgresql":
        for table in _PEOPLE:
            # Twice over and a little: each row as it was and as it is written again.
            op.execute(f"ALTER TABLE {table} SET (fillfactor = 40)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in _PEOPLE:
            op.execute(f"ALTER TABLE {table} RESET (fillfactor)")
    for table in _WAYS_IN:
        there = sa.table(table, sa.column("account_id"))
        accounts = sa.select(sa.table("account", sa.column("id")).c.id)
        op.execute(sa.delete(there).where(there.c.account_id.not_in(accounts)))
        with op.batch_alter_table(
            table, schema=None, table_kwargs={"sqlite_with_rowid": False}
        ) as batch_op:
            batch_op.create_foreign_key(
                f"fk_{table}_account_id", "account", ["account_id"], ["id"], ondelete="CASCADE"
            )
