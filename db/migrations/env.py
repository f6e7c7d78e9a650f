"""Alembic's entry: run migrations over the connection handed in by ``db.migrate``."""

from __future__ import annotations

from alembic import context

from db import tables  # noqa: F401  (fills the metadata)
from db.base import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
