"""Statements behind the sealed batches: rosters, ticks, and the plans they leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from db.queries.release_store import Cell
from db.tables.answers import Contribution, Roster, TickDone
from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership, Subject

# On PostgreSQL, locks that a transaction holds to its end. On SQLite it holds the only writer's
# place, and nobody does anything meanwhile.
_RUNS = "pg_advisory_xact_lock(7032116)"  # one freeze or tick at a time
_NOBODY_CONTRIBUTES = "pg_advisory_xact_lock(7032122)"
_CONTRIBUTES = "pg_advisory_xact_lock_shared(7032122)"
# A plan that was made while a table was empty would be used again when it is full.
_PLANS_ANEW = "set_config('plan_cache_mode', 'force_custom_plan', true)"


def lock_ticks(db: Session, *, nobody_contributes: bool = False) -> None:
    """No roster is fixed and no tick is decided until this transaction is over.

    Nor does anybody contribute, if so asked; that comes last of the locks that are held together.
    """
    _hold(db, _RUNS, *((_NOBODY_CONTRIBUTES, _PLANS_ANEW) if nobody_contributes else ()))


def lock_contributing(db: Session) -> None:
    """What this transaction contributes is there before a freeze or a tick, or comes after it."""
    _hold(db, _CONTRIBUTES)


def _hold(db: Session, *locks: str) -> None:
    if db.get_bind().dialect.name == "postgresql":
        db.connection().exec_driver_sql(f"SELECT {', '.join(locks)}")


@dataclass(frozen=True)
class Unit:
    """A cohort that publishes alone, or the cohorts of a pool, under the id of one of them."""

    id: str
    members: tuple[str, ...]
    places: frozenset[str | None]
    time_zone: str
    freeze_on: date
    size: int | None
    calendar: dict[str, list[str]]


def units(db: Session, *, frozen: bool, unit: str | None = None) -> list[Unit]:
    """Every unit whose roster is fixed, or isn't; the one of this id if named."""
    fixed = Cohort.roster_size.is_not(None) if frozen else Cohort.roster_size.is_(None)
    name = func.coalesce(Cohort.pool, Cohort.id)
    columns = (Cohort.time_zone, Cohort.freeze_on, Cohort.roster_size, Cohort.calendar)
    statement = select(name, Cohort.id, Cohort.place, *columns).where(fixed)
    if unit is not None:
        statement = statement.where(name == unit)
    found: dict[str, Unit] = {}
    rows = db.execute(statement.order_by(name, Cohort.id))
    for key, cohort_id, place, zone, freeze_on, size, calendar in rows:
        members, places = (cohort_id,), frozenset([place])
        if key in found:
            members, places = (*found[key].members, *members), found[key].places | places
        found[key] = Unit(key, members, places, zone, freeze_on, size, calendar or {})
    return list(found.values())


def joined_learners(db: Session, cohort_ids: Collection[str]) -> dict[str, set[str]]:
    """Ids of joined accounts that learn in some of the cohorts and instruct none, by cohort."""
    staff = select(Membership.account_id).where(
        Membership.cohort_id.in_(cohort_ids), Membership.role == "instructor"
    )
    statement = (
        select(Membership.cohort_id, Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.cohort_id.in_(cohort_ids),
            Membership.role == "learner",
            Account.joined,
            Account.id.not_in(staff),
        )
    )
    found: dict[str, set[str]] = {one: set() for one in cohort_ids}
    for cohort_id, account_id in db.execute(statement):
        found[cohort_id].add(account_id)
    return found


def known_elsewhere(db: Session, account_ids: set[str]) -> set[str]:
    """Which of these accounts sign in through an identity provider, not by a link of ours."""
    return set(
        db.scalars(select(Subject.account_id).where(Subject.account_id.in_(account_ids)).distinct())
    )


def freeze(
    db: Session, unit: Unit, pids: Sequence[tuple[str, str]], calendar: Mapping[str, list[str]]
) -> None:
    """Fix a unit's roster, (cohort id, pid), and calendar, and drop what can never count."""
    db.add_all(Roster(cohort_id=cohort_id, pid=pid) for cohort_id, pid in pids)
    db.execute(
        update(Cohort)
        .where(Cohort.id.in_(unit.members))
        .values(roster_size=len(pids), calendar=dict(calendar))
    )
    db.flush()
    counted = select(Roster.pid).where(Roster.cohort_id.in_(unit.members))
    db.execute(
        delete(Contribution).where(
            Contribution.cohort_id.in_(unit.members),
            Contribution.pid.not_in(counted) | Contribution.channel.not_in(list(calendar)),
        )
    )


def ticks_done(db: Session, unit: str) -> set[tuple[str, date]]:
    """(channel, date) of every tick of a unit that has been decided."""
    statement = select(TickDone.channel, TickDone.tick_on).where(TickDone.cohort_id == unit)
    return {(channel, day) for channel, day in db.execute(statement)}


def counts_done(db: Session) -> dict[tuple[str, str], int]:
    """How many channels' ticks have been decided, by unit and day (``YYYY-MM-DD``)."""
    statement = select(TickDone.cohort_id, TickDone.tick_on, func.count()).group_by(
        TickDone.cohort_id, TickDone.tick_on
    )
    return {(unit, day.isoformat()): n for unit, day, n in db.execute(statement)}


def planned_numbers(db: Session) -> dict[tuple[str, str], int]:
    """The number of each channel's newest label that a tick decided, by unit and channel."""
    key = TickDone.cohort_id, TickDone.channel
    statement = select(*key, func.max(TickDone.seq)).where(TickDone.seq.is_not(None)).group_by(*key)
    return {(unit, channel): seq or 0 for unit, channel, seq in db.execute(statement).all()}


def planned_cells(db: Session, units: Collection[str] | None = None) -> list[Cell]:
    """Every label that ticks have decided to publish, of some units if named; in no order."""
    statement = select(
        TickDone.cohort_id,
        TickDone.channel,
        TickDone.seq,
        TickDone.tick_on,
        TickDone.label,
        TickDone.group_label,
    ).where(TickDone.seq.is_not(None))
    if units is not None:
        statement = statement.where(TickDone.cohort_id.in_(units))
    return [
        Cell(unit, channel, seq or 0, day, label or "", group or "")
        for unit, channel, seq, day, label, group in db.execute(statement)
    ]
