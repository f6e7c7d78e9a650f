"""What the calendar starts: fixing rosters, deciding ticks, copying labels to the release store.

Everything here may be interrupted anywhere and run again, by several processes at once: a roster is
fixed once, a tick decided once under one lock, and copying goes on until both stores agree.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date

from course.authoring.schema import Lesson, RatingExercise
from course.cohort import enrolment, making, rules, unlock
from course.cohort.calendar import tick_dates
from course.cohort.channels import completion_channel, kind_of, rating_channel
from course.cohort.contribute import local_day
from course.cohort.planning import CohortView
from course.cohort.release import Decision, Outcome, decide
from course.installation import Installation
from course.work import Work
from db.queries import cohort as cohorts
from db.queries import enrolment as pids
from db.queries import release as rows
from db.queries import release_store as store
from db.queries import settle as rewriting

_shuffle = secrets.SystemRandom().shuffle


def toss() -> bool:
    """Whether to wait: a fair coin from the operating system's secure source."""
    return secrets.randbits(1) == 1


def run_due(installation: Installation, toss: Callable[[], bool] = toss) -> int:
    """Do all that is due by now, in order; returns how many freezes and tick dates were done.

    Missed ticks are caught up in the order of their dates, each with those who contributed by its
    date. A clock moved backwards undoes and repeats nothing.
    """
    done = freeze_due(installation)
    for cohort_id, day in _due_dates(installation):
        done += _tick(installation, cohort_id, day, toss)
    copy(installation)
    return done


def freeze_due(installation: Installation) -> int:
    """Fix the rosters whose freeze date has come; returns how many."""
    return sum(_freeze(installation, cohort_id) for cohort_id in _due_to_freeze(installation))


def _due_to_freeze(installation: Installation) -> list[str]:
    with installation.reading() as work:
        return [
            cohort_id
            for cohort_id, zone, freeze_on in rows.unfrozen(work.db)
            if local_day(work.now, zone) >= freeze_on
        ]


def _freeze(installation: Installation, cohort_id: str) -> int:
    with installation.writing() as work:
        rows.lock_ticks(work.db)
        pids.lock_cohort(work.db, cohort_id)  # nobody joins meanwhile
        row = cohorts.find(work.db, cohort_id)
        if row is None or row.roster_size is not None:
            return 0
        taken = enrolment.taken_pids(work, cohort_id)
        counted = [taken[a] for a in rows.joined_learners(work.db, cohort_id) if a in taken]
        _shuffle(counted)
        view = making.view(work, cohort_id)
        rows.freeze(work.db, cohort_id, counted, calendar_of(work, view, len(counted)))
        return 1


def calendar_of(work: Work, cohort: CohortView, size: int) -> dict[str, list[str]]:
    """The tick dates of every channel a roster of ``size`` has, as they are stored."""
    found: dict[str, list[str]] = {}
    for edition in work.catalogue.editions.values():
        lesson = edition.lesson
        opens = unlock.opens_on(cohort, lesson.id, lesson.number)
        ticks = tick_dates(cohort.starts_on, cohort.weeks, cohort.freeze_on, size, opens)
        days = [day.isoformat() for day in ticks]
        if rules.publishes_completion(size):
            found[completion_channel(lesson.id)] = days
        if rules.publishes_ratings(size):
            for wave in _waves(lesson):
                for skill in work.catalogue.rubric.skills:
                    found[rating_channel(wave, skill.id)] = days
    return found


def _waves(lesson: Lesson) -> list[str]:
    blocks = (block for step in lesson.steps for block in step.blocks)
    return [block.wave for block in blocks if isinstance(block, RatingExercise)]


def _due_dates(installation: Installation) -> list[tuple[str, date]]:
    """(cohort id, date) of every tick that has come and is not decided for all its channels."""
    with installation.reading() as work:
        found = {
            (day, cohort_id)
            for cohort_id, zone, _size, calendar in rows.frozen(work.db)
            for _channel, day in _undecided(work, cohort_id, zone, calendar)
        }
    return [(cohort_id, day) for day, cohort_id in sorted(found)]


def _undecided(
    work: Work, cohort_id: str, zone: str, calendar: dict[str, list[str]]
) -> list[tuple[str, date]]:
    today = local_day(work.now, zone)
    come = {
        (channel, day)
        for channel, days in calendar.items()
        for day in map(date.fromisoformat, days)
        if day <= today
    }
    return sorted(come - rows.ticks_done(work.db, cohort_id)) if come else []


def _tick(installation: Installation, cohort_id: str, day: date, toss: Callable[[], bool]) -> int:
    """Decide one date's ticks of a cohort, all channels in one transaction."""
    with installation.writing() as work:
        rows.lock_ticks(work.db)
        row = cohorts.find(work.db, cohort_id)
        if row is None or row.roster_size is None:
            return 0
        calendar = row.calendar or {}
        channels = [
            channel
            for channel, tick_on in _undecided(work, cohort_id, row.time_zone, calendar)
            if tick_on == day
        ]
        copied = store.published_numbers(installation.release_writer, cohort_id)
        for channel in channels:
            before = rows.last_seq(work.db, cohort_id, channel)
            ahead = any(c == channel and seq > before for _, c, seq in copied)
            decision = (
                # The store knows more than we do: an older copy of the main database was restored.
                # Whoever is behind that figure is forgotten here, so the channel is closed.
                Decision(Outcome.NOTHING)
                if ahead
                else decide(
                    kind_of(channel),
                    rows.pending(work.db, cohort_id, channel, day),
                    rows.released(work.db, cohort_id, channel),
                    row.roster_size,
                    closing=day == date.fromisoformat(calendar[channel][-1]),
                    toss=toss,
                )
            )
            _remember(work, cohort_id, channel, day, decision)
        return 1 if channels else 0


def _remember(work: Work, cohort_id: str, channel: str, day: date, decision: Decision) -> None:
    cell = None
    if decision.outcome is Outcome.PUBLISH:
        seq = rows.last_seq(work.db, cohort_id, channel) + 1
        cell = store.Cell(cohort_id, channel, seq, day, decision.label, decision.group)
    rows.put_tick(
        work.db,
        cohort_id,
        channel,
        day,
        coin_waits=decision.coin_waits,
        cell=cell,
        added=decision.added,
    )


def copy(installation: Installation) -> int:
    """Copy decided labels that the release store lacks; returns how many. Never computes any."""
    with installation.reading() as work:
        planned = rows.planned_cells(work.db)
    there = store.published_numbers(installation.release_writer)
    missing = [cell for cell in planned if (cell.cohort_id, cell.channel, cell.seq) not in there]
    if missing:
        store.publish(installation.release_writer, missing)
    return len(missing)


def settle(installation: Installation) -> None:
    """Once a day: leave nothing in how rows lie that leads from a person to their answers."""
    rewriting.settle(installation.engine)
