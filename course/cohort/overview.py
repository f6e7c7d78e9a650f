"""What is published about a cohort: one query for the instructor and for the learners themselves.

It reads the cohort's own row and the release store, and nothing a learner wrote or did. Rows are
the same whatever is published; every absence has the same text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from course.access import Viewer, operation
from course.cohort import pools, rules
from course.cohort.calendar import last_day
from course.cohort.channels import Kind
from course.cohort.contribute import local_day
from course.cohort.drawn import Drawn
from course.cohort.figures import CheckItem, Figure, Growth, Overview, Spread
from course.errors import NotFound
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import release as rows
from db.queries import release_store as store
from db.tables.cohort import Cohort

__all__ = [
    "CheckItem",
    "Figure",
    "Growth",
    "JoinedByLink",
    "Overview",
    "Spread",
    "cohort",
    "for_learner",
    "joined_by_link",
    "read",
]


@dataclass(frozen=True)
class JoinedByLink:
    """How many learners joined by a link that an instructor could have opened."""

    by_link: int
    joined: int


@operation
def cohort(work: Work, viewer: Viewer | None, cohort_id: str) -> Overview:
    """The overview, for an instructor."""
    return read(work, cohort_id)


@operation
def for_learner(work: Work, viewer: Viewer | None, cohort_id: str) -> Overview:
    """The same overview, for a learner."""
    return read(work, cohort_id)


@operation
def joined_by_link(work: Work, viewer: Viewer | None, cohort_id: str) -> JoinedByLink:
    """For learners: an instructor who made people up would know what those answered."""
    row = cohorts.find(work.db, cohort_id)
    if row is None:
        raise NotFound
    joined = set().union(*rows.joined_learners(work.db, pools.members(work, row)).values())
    return JoinedByLink(len(joined - rows.known_elsewhere(work.db, joined)), len(joined))


def read(work: Work, cohort_id: str) -> Overview:
    """The overview; for operations, which have checked who asks. Raises NotFound."""
    row = cohorts.find(work.db, cohort_id)
    if row is None:
        raise NotFound
    size = row.roster_size
    history = store.history(work.releases, pools.unit(row))
    shown = Drawn(work.catalogue.in_place(row.place), size or 0, history)
    past, coming = _tick_days(work, row)
    return Overview(
        cohort_id=row.id,
        cohort_name=row.name,
        starts_on=row.starts_on,
        ends_on=last_day(row.starts_on, row.weeks) - timedelta(days=1),
        freeze_on=row.freeze_on,
        counted=size,
        next_tick=min(coming, default=None),
        lessons=shown.figures(Kind.COMPLETION),
        ratings=shown.ratings("before"),
        rules=() if size is None else rules.never_published(size),
        draws_funnel=size is not None and rules.draws_funnel(size),
        unit=pools.unit(row),
        pool=pools.names(work, row),
        last_tick=max(past, default=None),
        changed=shown.changed_on(max(past, default=None)),
        ratings_after=shown.ratings("after"),
        growth=shown.growth(),
        spreads=shown.spreads(),
        progress=shown.figures(Kind.PROGRESS)[0],
        attempts=shown.figures(Kind.ATTEMPTS),
        checks=shown.checks(),
        returns=shown.figures(Kind.RETURNS),
        evaluation=shown.figures(Kind.EVALUATION),
    )


def _tick_days(work: Work, row: Cohort) -> tuple[set[date], set[date]]:
    """The days on which figures could come by now, and those on which they may still."""
    today = local_day(work.now, row.time_zone)
    calendar: Mapping[str, list[str]] = row.calendar or {}
    days = {date.fromisoformat(day) for day in set().union(*calendar.values())}
    past = {day for day in days if day <= today}
    return past, days - past
