"""A run as it is announced: when, where in time, for whom. Nothing of what happens in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from course.access import Viewer, present
from course.authoring.workshops import Workshop
from course.cohort.planning import clean_line
from course.errors import NotFound
from course.settings import Settings
from course.work import Work
from course.workshop.state import Status, unpack
from db.queries import booking as rows
from db.tables.live import LiveRun


@dataclass(frozen=True)
class Announced:
    """What is said of a run to anybody who may see it. ``starts`` is in the run's own zone.

    ``sequence`` grows with every change of the run, so that calendars know the latest.
    """

    run_id: str
    title: str
    starts: datetime
    minutes: int
    time_zone: str
    capacity: int
    cohort_id: str | None
    for_guests: bool
    status: Status
    code: str
    ended_at: datetime | None
    cancelled: bool = False
    sequence: int = 0

    @property
    def ends(self) -> datetime:
        """When it is planned to end."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def day(self) -> str:
        """The day in words, such as ``Wednesday 2 December 2026``."""
        return f"{self.starts:%A} {self.starts.day} {self.starts:%B %Y}"

    @property
    def hours(self) -> str:
        """From when to when, with the zone, such as ``18:00 to 19:30 (Europe/London)``."""
        return f"{self.starts:%H:%M} to {self.ends:%H:%M} ({self.time_zone})"


def read(run: LiveRun) -> Announced:
    """A row as it is announced."""
    zone, state = ZoneInfo(run.time_zone), unpack(run.status, run.state)
    return Announced(
        run_id=run.id,
        title=clean_line(run.title),
        starts=datetime.fromisoformat(run.starts_at).astimezone(zone),
        minutes=run.minutes,
        time_zone=run.time_zone,
        capacity=run.capacity,
        cohort_id=run.cohort_id,
        for_guests=run.for_guests,
        status=Status(run.status),
        code=run.code,
        ended_at=state.ended_at,
        cancelled=state.cancelled,
        sequence=run.revision,
    )


def find(work: Work, run_id: str) -> Announced:
    """A run that is no rehearsal. Raises NotFound."""
    run = rows.run(work.db, run_id)
    if run is None or run.rehearsal:
        raise NotFound
    return read(run)


def read_run(work: Work, run_id: str) -> Announced:
    """A run as it stands now, a rehearsal too. Raises NotFound."""
    run = rows.run(work.db, run_id)
    if run is None:
        raise NotFound
    return read(run)


def seen_by(work: Work, viewer: Viewer | None, run_id: str) -> Announced:
    """A run that is open to guests, or to the viewer's own cohort. Raises NotFound."""
    found = find(work, run_id)
    if found.for_guests:
        return found
    here = present(work, viewer)
    if all(one.cohort_id != found.cohort_id for one in here.belongs):
        raise NotFound
    return found


def plan_of(work: Work, run_id: str) -> Workshop:
    """The plan of a run as it was when the run was made. Raises NotFound."""
    run = rows.run(work.db, run_id)
    canonical = None if run is None else rows.plan(work.db, run.edition)
    if canonical is None:
        raise NotFound
    return Workshop.of(canonical)


def address(settings: Settings, run_id: str) -> str:
    """The run's public page."""
    return f"{settings.url}/workshops/{run_id}"
