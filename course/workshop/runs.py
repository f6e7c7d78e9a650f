"""Making a run, hosting it, and what its hosts command."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from course.access import Role, Viewer, operation, present
from course.authoring.activities import Grouped
from course.cohort.contribute import local_day
from course.cohort.planning import clean_line, has_controls, time_zones
from course.errors import BadInput, GoldseamError, NotFound
from course.work import Work
from course.workshop import closing, dealing, running, sealing
from course.workshop.codes import new_code
from course.workshop.commands import ALL_PLAYED, CANCEL_IT, Command, Refused
from course.workshop.running import Run
from course.workshop.sealing import Own
from course.workshop.seating import seats_in
from course.workshop.stages import step
from course.workshop.state import Stage, State, Status, collects, pack
from db.base import random_id
from db.queries import live_hosts as hosts
from db.queries import live_runs as rows
from db.queries import live_seats as seats

LEAST_MINUTES, MOST_MINUTES = 5, 12 * 60
MOST_SEATS = 5_000
TITLE_LONGEST = 200
KEPT = timedelta(days=365)
_TRIES = 20

PAST = "That time has passed. Choose one that is to come."
NO_COHORT = "A workshop without a cohort is open to guests. Choose that, or a cohort."
MOVED_ON = "Already moved on: another host, or another window of yours, was first."


class MovedOn(GoldseamError):
    """A command that was given to a stage that is over."""

    def __init__(self) -> None:
        super().__init__(MOVED_ON)


@operation
def make(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str | None,
    plan_id: str,
    title: str,
    starts_at: datetime,
    minutes: int,
    time_zone: str,
    capacity: int,
    for_guests: bool,
    rehearsal: bool = False,
) -> str:
    """Make a run of a workshop; returns its id. All who teach the cohort host it.

    ``cohort_id`` is None for a run that belongs to no cohort, which is then for guests.

    Raises:
        NotFound: the viewer doesn't teach there, or there is no such plan.
        BadInput: something entered can't be used.
    """
    current = present(work, viewer)
    _require_teaching(current, cohort_id)
    plan = work.catalogue.workshop(plan_id)
    named = clean_line(title) or plan.title
    require_fit(named, starts_at, minutes, time_zone, capacity)
    if starts_at + timedelta(minutes=minutes) <= work.now:
        raise BadInput(PAST)
    if cohort_id is None and not for_guests:
        raise BadInput(NO_COHORT)
    rows.remember_plan(work.db, plan.edition, plan.canonical())
    run_id = _store(
        work,
        rows.Row(
            id="",
            plan_id=plan.id,
            edition=plan.edition,
            cohort_id=cohort_id,
            title=named,
            starts_at=starts_at.astimezone(UTC).isoformat(),
            minutes=minutes,
            time_zone=time_zone,
            capacity=capacity,
            for_guests=for_guests,
            rehearsal=rehearsal,
            code="",
            board_hash=None,
            status=Status.PLANNED.value,
            state=pack(State()),
            revision=0,
            kept_until=local_day(starts_at, time_zone) + KEPT,
        ),
    )
    others = hosts.instructors(work.db, cohort_id) if cohort_id is not None else []
    for account_id in {current.account_id, *others}:
        hosts.add_host(work.db, run_id, account_id)
    return run_id


def _require_teaching(viewer: Viewer, cohort_id: str | None) -> None:
    taught = [b.cohort_id for b in viewer.cohorts_as(Role.INSTRUCTOR)]
    may = cohort_id in taught if cohort_id is not None else taught or viewer.may_make_cohorts
    if not may:
        raise NotFound


def require_fit(
    title: str, starts_at: datetime, minutes: int, time_zone: str, capacity: int
) -> None:
    """Refuse what a run can't be made of. Raises BadInput."""
    if len(title) > TITLE_LONGEST or has_controls(title):
        raise BadInput(f"The title is one line of at most {TITLE_LONGEST} characters.")
    if starts_at.tzinfo is None:
        raise ValueError("starts_at has no time zone")
    if time_zone not in time_zones():
        raise BadInput("Choose a time zone from the list, such as Europe/London.")
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise BadInput(f"A workshop lasts {LEAST_MINUTES} minutes to {MOST_MINUTES // 60} hours.")
    if not 2 <= capacity <= MOST_SEATS:
        raise BadInput(f"A workshop has room for 2 to {MOST_SEATS:,} people.")


def _store(work: Work, row: rows.Row) -> str:
    for _ in range(_TRIES):
        fresh = replace(row, id=random_id(), code=new_code())
        if rows.add(work.db, fresh):
            return fresh.id
    raise RuntimeError("no code is free")


@operation
def mine(work: Work, viewer: Viewer | None) -> tuple[Run, ...]:
    """The runs that the viewer hosts, the latest first."""
    assert viewer is not None
    return tuple(running.opened(work, row) for row in rows.of_host(work.db, viewer.account_id))


@operation
def host_view(work: Work, viewer: Viewer | None, run_id: str) -> Run:
    """A run as its hosts see it, with its plan and speaker notes. Raises NotFound."""
    return running.find(work, run_id)


@operation
def command(work: Work, viewer: Viewer | None, run_id: str, command: str, seen: int) -> int:
    """Do what a host commands; returns the run's new revision.

    ``seen`` is the revision that the host saw. Stopping all role-plays is done whatever was seen.

    Raises:
        MovedOn: the run has moved on since.
        stages.Refused: the command has no place now; its sentence says why.
    """
    asked = _command(command)
    run = running.find(work, run_id, holds=True)
    if run.revision != seen and asked is not Command.STOP_ALL:
        raise MovedOn
    after = step(run.plan, run.state, asked, work.now)
    if asked is Command.END and run.state.status is Status.PLANNED:
        raise Refused(CANCEL_IT)
    if asked is Command.ANOTHER:
        _require_lacking(work, viewer, run_id)
    after = _carried_out(work, run, after)
    if not rows.move(work.db, run_id, run.revision, after.status.value, pack(after)):
        raise MovedOn
    return run.revision + 1


def _command(text: str) -> Command:
    try:
        return Command(text)
    except ValueError:
        raise NotFound from None


def _carried_out(work: Work, run: Run, after: State) -> State:
    """What a change of state brings with it, in the same transaction."""
    before = run.state
    if after.status is Status.ENDED:
        end(work, run)
        return after
    same = after.item(run.plan) == before.item(run.plan)
    if after.stage is Stage.OPEN and not (same and before.stage is Stage.OPEN):
        return _opened(work, run, after)
    if same and before.stage is Stage.OPEN and after.stage is Stage.CLOSED:
        return _closed(work, run, after)
    return after


def _require_lacking(work: Work, viewer: Viewer | None, run_id: str) -> None:
    """A round more is for those who have not been in both roles."""
    groups = dealing.groups_now(work, viewer, run_id)
    if groups is None or not groups.lacking:
        raise Refused(ALL_PLAYED)


def _opened(work: Work, run: Run, after: State) -> State:
    activity = after.activity(run.plan)
    if isinstance(activity, Grouped):
        here = seats_in(work, run.id, after.item(run.plan))
        dealing.deal_round(work, run.id, activity, after.round, here)
    return replace(after, size=seats.count(work.db, run.id))


def _closed(work: Work, run: Run, after: State) -> State:
    if not collects(after.activity(run.plan), small=after.small):
        return after
    people = max(after.size, seats.count(work.db, run.id))
    return replace(after, enough=closing.close(work, run, people))


def end(work: Work, run: Run) -> None:
    """What a run's end brings with it: open answers, groups and all that was asked are gone."""
    closing.destroy(work, run.id)
    dealing.forget(work, run.id)
    seats.blank(work.db, run.id, lambda seat_id: sealing.seal_own(work, seat_id, Own()))
