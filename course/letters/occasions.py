"""What letters are written for, and from when: a lesson that opens, the weekly note, a note, a
workshop that is soon.

Days and hours are those of the cohort's own time zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from course.authoring.schema import Lesson
from course.cohort import unlock
from course.cohort.planning import CohortView
from course.work import Work
from course.workshop import announced
from course.workshop.announced import Announced
from course.workshop.state import Status
from db.queries import booking as runs
from db.queries import notes

OPENS, WEEK, NOTE, WORKSHOP = "opens", "week", "note", "workshop"
HOURS = range(8, 20)  # nobody's letter comes at night
FRESH_DAYS = 3  # a letter about something older says nothing that is of use
WEEKLY_ON = 3  # days after a week's first: not on the day on which a lesson opens


@dataclass(frozen=True)
class Occasion:
    """Something to write about on ``day``. ``names`` are kept; the first one names the letter.

    Lessons that open on one day are several names and one letter.
    """

    names: tuple[str, ...]
    day: date


Source = Callable[[Work, CohortView], Iterator[Occasion]]


def openings(work: Work, cohort: CohortView) -> Iterator[Occasion]:
    """Every day on which lessons open."""
    opens = sorted(
        (unlock.opens_on(cohort, lesson.id, lesson.number), lesson.number, lesson.id)
        for lesson in _lessons(work)
    )
    for day, lessons in groupby(opens, key=lambda one: one[0]):
        yield Occasion(tuple(f"{OPENS}/{lesson_id}" for _, _, lesson_id in lessons), day)


def weeks(work: Work, cohort: CohortView) -> Iterator[Occasion]:
    """The weekly note, which goes to everyone who asked for letters, whatever they did."""
    for week in range(cohort.weeks):
        yield Occasion((f"{WEEK}/{week + 1}",), _week_day(cohort, week + 1))


def posted(work: Work, cohort: CohortView) -> Iterator[Occasion]:
    """Every note that was posted to the cohort."""
    for note, _author in notes.posted(work.db, cohort.id):
        if note.posted_on is not None:
            yield Occasion((f"{NOTE}/{note.id}",), note.posted_on)


def workshops(work: Work, cohort: CohortView) -> Iterator[Occasion]:
    """The day before each of the cohort's workshops, by the workshop's own zone."""
    for run in runs.runs_of(work.db, [cohort.id]):
        found = announced.read(run)
        day = _day_before(work, found)
        if day is not None:
            yield Occasion((_workshop_name(found),), day)


def _workshop_name(run: Announced) -> str:
    """One that begins at another time is told of anew."""
    return f"{WORKSHOP}/{run.run_id}/{run.starts.astimezone(UTC):%Y-%m-%dT%H:%M}"


def _day_before(work: Work, run: Announced) -> date | None:
    """None once it has begun, because then there is nothing to tell any more."""
    if run.status is not Status.PLANNED or run.starts <= work.now:
        return None
    return run.starts.date() - timedelta(days=1)


# Whatever else people are to be told of in time is one more of these, and a sentence in
# ``wording``.
SOURCES: tuple[Source, ...] = (openings, weeks, posted, workshops)


def due(work: Work, cohort: CohortView) -> list[Occasion]:
    """The occasions of a cohort that have come and are not too old to write about."""
    return [
        occasion
        for source in SOURCES
        for occasion in source(work, cohort)
        if is_fresh(work, cohort, occasion.day)
    ]


def is_fresh(work: Work, cohort: CohortView, day: date) -> bool:
    """Whether ``day`` has come and is not so long ago that a letter about it is of no use."""
    return day <= cohort.today(work.now) < day + timedelta(days=FRESH_DAYS)


def is_daytime(work: Work, cohort: CohortView) -> bool:
    """Whether it is an hour at which letters go out."""
    return work.now.astimezone(ZoneInfo(cohort.time_zone)).hour in HOURS


def day_of(work: Work, cohort: CohortView, name: str) -> date | None:
    """The day of an occasion by its name; None where there is no such thing any more."""
    kind, _, which = name.partition("/")
    if kind == WEEK:
        return _week_day(cohort, int(which))
    if kind == NOTE:
        found = notes.find(work.db, cohort.id, which)
        return None if found is None else found[0].posted_on
    if kind == WORKSHOP:
        run = runs.run(work.db, which.partition("/")[0])
        stands = None if run is None else announced.read(run)
        if stands is None or _workshop_name(stands) != name:
            return None
        return _day_before(work, stands)
    edition = work.catalogue.editions.get(which)
    return None if edition is None else unlock.opens_on(cohort, which, edition.lesson.number)


def opening_with(work: Work, cohort: CohortView, lesson_id: str) -> list[Lesson]:
    """The lessons that open on the same day as one of them, in course order."""
    opens = {one.id: unlock.opens_on(cohort, one.id, one.number) for one in _lessons(work)}
    return [one for one in _lessons(work) if opens[one.id] == opens[lesson_id]]


def _week_day(cohort: CohortView, week: int) -> date:
    return cohort.starts_on + timedelta(days=7 * (week - 1) + WEEKLY_ON)


def _lessons(work: Work) -> list[Lesson]:
    return [edition.lesson for edition in work.catalogue.editions.values()]
