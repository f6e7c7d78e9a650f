"""What is published about a cohort: one query for the instructor and for the learners themselves.

It reads the cohort's own row and the release store, and nothing a learner wrote or did. Rows are
the same whatever is published; every absence has the same text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from course.access import Viewer, operation
from course.cohort import rules
from course.cohort.calendar import last_day
from course.cohort.contribute import local_day
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.release import completion_channel, rating_channel
from course.errors import NotFound
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import release as rows
from db.queries.release_store import Cell, newest_cells
from db.tables.cohort import Cohort


@dataclass(frozen=True)
class Figure:
    """One row: what it is about, what is said, how many stand behind it, and since when.

    ``number`` is the label's own number, for drawing; None where nothing is published.
    """

    name: str
    said: str
    group: str
    since: date | None
    number: float | None


@dataclass(frozen=True)
class Overview:
    """What everyone in the cohort may see of it. ``counted`` is None before the freeze.

    ``next_tick`` is the next day on which figures may come, None before the freeze and after the
    last one. ``rules`` are sentences about what a roster of this size never has published.
    """

    cohort_id: str
    cohort_name: str
    starts_on: date
    ends_on: date
    freeze_on: date
    counted: int | None
    next_tick: date | None
    lessons: tuple[Figure, ...]
    ratings: tuple[Figure, ...]
    rules: tuple[str, ...]
    draws_funnel: bool

    @property
    def has_figures(self) -> bool:
        """Whether anything is published at all."""
        return any(figure.number is not None for figure in (*self.lessons, *self.ratings))


@dataclass(frozen=True)
class JoinedByLink:
    """How many learners joined by a link that an instructor could have opened."""

    by_link: int
    joined: int


@operation
def cohort(work: Work, viewer: Viewer | None, cohort_id: str) -> Overview:
    """The overview, for an instructor."""
    return _overview(work, cohort_id)


@operation
def for_learner(work: Work, viewer: Viewer | None, cohort_id: str) -> Overview:
    """The same overview, for a learner."""
    return _overview(work, cohort_id)


@operation
def joined_by_link(work: Work, viewer: Viewer | None, cohort_id: str) -> JoinedByLink:
    """For learners: an instructor who made people up would know what those answered."""
    joined = rows.joined_learners(work.db, cohort_id)
    return JoinedByLink(len(joined - rows.known_elsewhere(work.db, joined)), len(joined))


def _overview(work: Work, cohort_id: str) -> Overview:
    row = cohorts.find(work.db, cohort_id)
    if row is None:
        raise NotFound
    cells = newest_cells(work.releases, cohort_id)
    lessons = [edition.lesson for edition in work.catalogue.editions.values()]
    skills = work.catalogue.rubric.skills
    size = row.roster_size
    return Overview(
        cohort_id=row.id,
        cohort_name=row.name,
        starts_on=row.starts_on,
        ends_on=last_day(row.starts_on, row.weeks) - timedelta(days=1),
        freeze_on=row.freeze_on,
        counted=size,
        next_tick=_next_tick(work, row),
        lessons=tuple(
            _figure(f"{lesson.number}. {lesson.title}", cells.get(completion_channel(lesson.id)))
            for lesson in lessons
        ),
        ratings=tuple(
            _figure(skill.name, cells.get(rating_channel("before", skill.id))) for skill in skills
        ),
        rules=() if size is None else rules.never_published(size),
        draws_funnel=size is not None and rules.draws_funnel(size),
    )


def _next_tick(work: Work, row: Cohort) -> date | None:
    today = local_day(work.now, row.time_zone)
    days = {day for dates in (row.calendar or {}).values() for day in dates}
    return min((d for d in map(date.fromisoformat, days) if d > today), default=None)


def _figure(name: str, cell: Cell | None) -> Figure:
    if cell is None:
        return Figure(name, NOT_PUBLISHED, NOT_PUBLISHED, None, None)
    return Figure(
        name, cell.label, cell.group_label, cell.tick_on, float(cell.label.rsplit(" ", 1)[-1])
    )
