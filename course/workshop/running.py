"""A run as it stands, with its plan and its state opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from course.authoring.workshops import Workshop
from course.errors import NotFound
from course.work import Work
from course.workshop.state import State, unpack
from db.queries import live_runs as rows

OPENS_BEFORE = timedelta(minutes=30)  # seats may be taken this long before the planned start
OVERDUE = timedelta(hours=12)  # after its planned end a run that nobody ended is ended
SEATS_STAY = timedelta(days=30)  # after the end, so that each phone still opens its own card


@dataclass(frozen=True)
class Run:
    """One occurrence of a workshop; ``board_hash`` is what is kept of the board's secret."""

    id: str
    plan: Workshop = field(repr=False)
    edition: str
    cohort_id: str | None
    title: str
    starts_at: datetime
    minutes: int
    time_zone: str
    capacity: int
    for_guests: bool
    rehearsal: bool
    code: str
    board_hash: str | None = field(repr=False)
    state: State
    revision: int
    kept_until: date

    @property
    def ends_at(self) -> datetime:
        """The planned end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def item(self) -> str:
        """The name of the round it is at."""
        return self.state.item(self.plan)


_plans: dict[str, Workshop] = {}  # by hash: course text, the same for everybody


def plan(work: Work, edition: str) -> Workshop:
    """The plan with a hash, read once. Raises NotFound."""
    if edition not in _plans:
        canonical = rows.plan(work.db, edition)
        if canonical is None:
            raise NotFound
        _plans[edition] = Workshop.of(canonical)
    return _plans[edition]


def opened(work: Work, row: rows.Row) -> Run:
    """A run from its row."""
    return Run(
        id=row.id,
        plan=plan(work, row.edition),
        edition=row.edition,
        cohort_id=row.cohort_id,
        title=row.title,
        starts_at=datetime.fromisoformat(row.starts_at),
        minutes=row.minutes,
        time_zone=row.time_zone,
        capacity=row.capacity,
        for_guests=row.for_guests,
        rehearsal=row.rehearsal,
        code=row.code,
        board_hash=row.board_hash,
        state=unpack(row.status, row.state),
        revision=row.revision,
        kept_until=row.kept_until,
    )


def find(work: Work, run_id: str, *, holds: bool = False) -> Run:
    """A run by its id. ``holds`` lets nobody else change it meanwhile. Raises NotFound."""
    row = rows.find(work.db, run_id, holds=holds)
    if row is None:
        raise NotFound
    return opened(work, row)
