"""walls: texts shared without a name"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "20261125_the_wall"
down_revision: str | None = "20261125_what_comes_back"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "wall",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wall_id", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_cohort_wall_id"), ["wall_id"], unique=False)
    for name in ("wall_waiting", "wall_own"):
        op.create_table(
            name,
            sa.Column("id", sa.String(length=32), nullable=False),
            sa.Column("pid", sa.String(length=32), nullable=False),
            sa.Column("sealed", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(
                ["pid"], ["enrolment.pid"], name=op.f(f"fk_{name}_pid"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sqlite_with_rowid=False,
        )
        op.create_index(op.f(f"ix_{name}_pid"), name, ["pid"], unique=False)
    op.create_table(
        "wall_piece",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("wall_id", sa.String(length=32), nullable=False),
        sa.Column("tick_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=4), nullable=False),
        sa.Column("leaving", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wall_id"], ["wall.id"], name=op.f("fk_wall_piece_wall_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_piece")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_wall_piece_wall_id"), "wall_piece", ["wall_id"], unique=False)
    op.create_table(
        "wall_tick",
        sa.Column("wall_id", sa.String(length=32), nullable=False),
        sa.Column("tick_on", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["wall_id"], ["wall.id"], name=op.f("fk_wall_tick_wall_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wall_id", "tick_on", name=op.f("pk_wall_tick")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for name in ("wall_tick", "wall_piece", "wall_own", "wall_waiting"):
        op.drop_table(name)
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_wall_id"))
        batch_op.drop_column("wall_id")
    op.drop_table("wall")
