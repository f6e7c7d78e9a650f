"""Opening a wall for a cohort, sharing one between cohorts, and what everyone may know of it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date

from course.access import Viewer, operation
from course.cohort import rules
from course.cohort.contribute import local_day
from course.errors import BadInput, NotFound
from course.wall.calendar import WallCalendar, calendar
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import enrolment as locks
from db.queries import release as ticks
from db.queries import wall as rows
from db.tables.cohort import Cohort

NO_TIME_LEFT = "There is no time left for a batch before this cohort ends, so no wall was opened."
UNKNOWN_CODE = "No wall has this code. Ask the other instructor to copy it again."
TOO_LATE = "A wall can be shared only before its first day, and that has passed."
SHARED_ALREADY = "This cohort shares a wall already, and can't share a second one."


@dataclass(frozen=True)
class Found:
    """A cohort's wall, its days, and the cohorts that share it."""

    id: str
    days: WallCalendar
    cohorts: tuple[Cohort, ...]
    is_stopped: bool
    today: date
    counted: int

    @property
    def size(self) -> int:
        """How many people are on the rosters; 0 while one of them isn't fixed."""
        return 0 if any(one.roster_size is None for one in self.cohorts) else self.counted

    @property
    def takes_texts(self) -> bool:
        """Whether a text shared now may still come out."""
        return not self.is_stopped and self.days.takes_texts(self.today)


@dataclass(frozen=True)
class About:
    """What everyone on a wall may know of it; nothing here depends on what waits.

    ``batch`` is how many people's texts come out together at least, None while a roster isn't
    fixed; ``ever`` is False for rosters so small that nothing can come out.
    """

    is_open: bool
    cohorts: int = 0
    first: date | None = None
    next_tick: date | None = None
    closes_on: date | None = None
    takes_texts: bool = False
    may_be_shared: bool = False
    batch: int | None = None
    ever: bool = True


def of(work: Work, cohort_id: str) -> Found:
    """A cohort's wall; for operations, which have checked who asks. Raises NotFound."""
    cohort = cohorts.find(work.db, cohort_id)
    if cohort is None or cohort.wall_id is None:
        raise NotFound
    return read(work, cohort.wall_id)


def read(work: Work, wall_id: str) -> Found:
    """A wall by its id. Raises NotFound."""
    sharing = tuple(rows.cohorts(work.db, wall_id))
    if not sharing:
        raise NotFound
    days = calendar(sharing)
    today = local_day(work.now, days.time_zone)
    counted = rows.roster_size(work.db, wall_id)
    return Found(wall_id, days, sharing, rows.is_stopped(work.db, wall_id), today, counted)


@operation
def about(work: Work, viewer: Viewer | None, cohort_id: str) -> About:
    """A cohort's wall, for everyone in it; not open where there is none."""
    try:
        found = of(work, cohort_id)
    except NotFound:
        return About(is_open=False)
    size, days = found.size, found.days
    fixed = all(one.roster_size is not None for one in found.cohorts)
    return About(
        is_open=True,
        cohorts=len(found.cohorts),
        first=days.first,
        next_tick=days.next_tick(found.today) if found.takes_texts else None,
        closes_on=days.closes_on,
        takes_texts=found.takes_texts,
        may_be_shared=_may_be_shared(work, found) and len(found.cohorts) == 1,
        batch=rules.batch(size) if fixed else None,
        ever=not fixed or size >= rules.NOTHING_BELOW,
    )


def _may_be_shared(work: Work, found: Found) -> bool:
    return found.today < found.days.first and not rows.ticks_done(work.db, found.id)


def open_for(work: Work, cohort_id: str) -> None:
    """Open a wall for a cohort; one that has one keeps it. Raises BadInput, NotFound."""
    locks.lock_cohort(work.db, cohort_id)
    cohort = cohorts.find(work.db, cohort_id)
    if cohort is None:
        raise NotFound
    if cohort.wall_id is not None:
        return
    days = calendar([cohort])
    if local_day(work.now, days.time_zone) >= days.closes_on:
        raise BadInput(NO_TIME_LEFT)
    rows.put_cohort(work.db, cohort_id, rows.open_wall(work.db))


@operation
def open_wall(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """Open a wall for a cohort that is made already. It stays open until it ends.

    Raises:
        BadInput: the cohort is too near its end.
    """
    open_for(work, cohort_id)


@operation
def code(work: Work, viewer: Viewer | None, cohort_id: str) -> str:
    """What another cohort's instructor enters to share this cohort's wall. Raises NotFound."""
    return _code(work, of(work, cohort_id).id)


def _code(work: Work, wall_id: str) -> str:
    digits = work.vault.lookup("wall", wall_id)[:20]
    return "-".join(digits[at : at + 5] for at in range(0, 20, 5))


@operation
def share_wall(work: Work, viewer: Viewer | None, cohort_id: str, code: str) -> None:
    """Let a cohort write on another cohort's wall from now on, so that together they reach a batch.

    Both instructors agree by one giving the code and the other entering it. What waits here already
    waits there from now on.

    Raises:
        BadInput: no such code, a first day has passed, or the wall is shared already.
        NotFound: the cohort has no wall.
    """
    ticks.lock_ticks(work.db)
    mine = of(work, cohort_id)
    given = "".join(code.lower().split()).encode()
    known = {one: _code(work, one).encode() for one in rows.walls(work.db)}
    wanted = [one for one, its in known.items() if hmac.compare_digest(its, given)]
    if not wanted or wanted[0] == mine.id:
        raise BadInput(UNKNOWN_CODE)
    if len(mine.cohorts) > 1:
        raise BadInput(SHARED_ALREADY)
    theirs = read(work, wanted[0])
    if not _may_be_shared(work, mine) or not _may_be_shared(work, theirs):
        raise BadInput(TOO_LATE)
    rows.put_cohort(work.db, cohort_id, theirs.id)


def stop_what_may_have_published(work: Work, since: date) -> None:
    """After an older copy was put back: stop every wall that had a tick from ``since`` on.

    A next batch might show who is in it by what it lacks of the one that is forgotten.
    """
    for wall_id in rows.walls(work.db):
        try:
            wall = read(work, wall_id)
        except NotFound:
            continue
        done = rows.ticks_done(work.db, wall_id)
        if any(day >= since and day not in done for day in wall.days.ticks(wall.today)):
            rows.stop(work.db, wall_id)
