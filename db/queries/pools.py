"""Statements over cohorts whose figures are published together."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.tables.cohort import Cohort


def members(db: Session, pool: str) -> list[Cohort]:
    """The cohorts of a pool, by id."""
    statement = select(Cohort).where(Cohort.pool == pool).order_by(Cohort.id)
    return list(db.scalars(statement.execution_options(populate_existing=True)))


def assign(db: Session, cohort_ids: Sequence[str], pool: str | None) -> None:
    """Let cohorts be published under ``pool``, or each alone."""
    db.execute(
        update(Cohort)
        .where(Cohort.id.in_(cohort_ids))
        .values(pool=pool)
        .execution_options(synchronize_session=False)
    )
