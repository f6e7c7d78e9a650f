"""Statements behind the sealed batches: rosters, ticks, and the plans they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from db.queries.release_store import Cell
from db.tables.answers import Contribution, Released, Roster, TickDone
from db.tables.cohort import Cohort
from db.tables.identity import Account, Membership, Subject

_RUNNER = 7_032_116  # the lock under which rosters freeze and ticks run, on PostgreSQL


def lock_ticks(db: Session) -> None:
    """Hold the one lock of freezes and ticks until the transaction ends.

    On SQLite a transaction that writes already holds the only writer's place.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _RUNNER})


def unfrozen(db: Session) -> list[tuple[str, str, date]]:
    """(id, time zone, freeze date) of every cohort whose roster isn't fixed."""
    statement = select(Cohort.id, Cohort.time_zone, Cohort.freeze_on).where(
        Cohort.roster_size.is_(None)
    )
    return [(a, b, c) for a, b, c in db.execute(statement.order_by(Cohort.id))]


def frozen(db: Session) -> list[tuple[str, str, int, dict[str, list[str]]]]:
    """(id, time zone, roster size, calendar) of every cohort whose roster is fixed."""
    statement = select(Cohort.id, Cohort.time_zone, Cohort.roster_size, Cohort.calendar).where(
        Cohort.roster_size.is_not(None)
    )
    rows = db.execute(statement.order_by(Cohort.id))
    return [(row[0], row[1], row[2] or 0, row[3] or {}) for row in rows]


def joined_learners(db: Session, cohort_id: str) -> set[str]:
    """Ids of joined accounts that are learners of the cohort and not its instructors too."""
    staff = select(Membership.account_id).where(
        Membership.cohort_id == cohort_id, Membership.role == "instructor"
    )
    statement = (
        select(Account.id)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.cohort_id == cohort_id,
            Membership.role == "learner",
            Account.joined,
            Account.id.not_in(staff),
        )
    )
    return set(db.scalars(statement))


def known_elsewhere(db: Session, account_ids: set[str]) -> set[str]:
    """Which of these accounts sign in through an identity provider, not by a link of ours."""
    return set(
        db.scalars(select(Subject.account_id).where(Subject.account_id.in_(account_ids)).distinct())
    )


def freeze(
    db: Session, cohort_id: str, pids: Sequence[str], calendar: Mapping[str, list[str]]
) -> None:
    """Fix a cohort's roster and calendar, and drop what can never count."""
    db.add_all(Roster(cohort_id=cohort_id, pid=pid) for pid in pids)
    db.execute(
        update(Cohort)
        .where(Cohort.id == cohort_id)
        .values(roster_size=len(pids), calendar=dict(calendar))
    )
    db.flush()
    counted = select(Roster.pid).where(Roster.cohort_id == cohort_id)
    db.execute(
        delete(Contribution).where(
            Contribution.cohort_id == cohort_id,
            Contribution.pid.not_in(counted) | Contribution.channel.not_in(list(calendar)),
        )
    )


def ticks_done(db: Session, cohort_id: str) -> set[tuple[str, date]]:
    """(channel, date) of every tick of a cohort that has been decided."""
    statement = select(TickDone.channel, TickDone.tick_on).where(TickDone.cohort_id == cohort_id)
    return {(channel, day) for channel, day in db.execute(statement)}


def channel_ticks_done(db: Session, cohort_id: str, channel: str) -> set[date]:
    """The dates of a channel's ticks that have been decided."""
    return set(
        db.scalars(
            select(TickDone.tick_on).where(
                TickDone.cohort_id == cohort_id, TickDone.channel == channel
            )
        )
    )


def pending(db: Session, cohort_id: str, channel: str, tick_on: date) -> dict[str, int]:
    """Values by pid of roster learners' contributions due by ``tick_on`` and not released yet."""
    behind = select(Released.pid).where(
        Released.cohort_id == cohort_id, Released.channel == channel
    )
    statement = (
        select(Contribution.pid, Contribution.value)
        .join(
            Roster,
            (Roster.cohort_id == Contribution.cohort_id) & (Roster.pid == Contribution.pid),
        )
        .where(
            Contribution.cohort_id == cohort_id,
            Contribution.channel == channel,
            Contribution.due_on <= tick_on,
            Contribution.pid.not_in(behind),
        )
    )
    return {row.pid: row.value for row in db.execute(statement)}


def released(db: Session, cohort_id: str, channel: str) -> dict[str, int]:
    """Values by pid of everyone behind the channel's published state."""
    statement = select(Released.pid, Released.value).where(
        Released.cohort_id == cohort_id, Released.channel == channel
    )
    return {row.pid: row.value for row in db.execute(statement)}


def last_seq(db: Session, cohort_id: str, channel: str) -> int:
    """The number of the channel's newest published state in this store; 0 for none.

    Reads the plans of the main database.
    """
    statement = select(func.max(TickDone.seq)).where(
        TickDone.cohort_id == cohort_id, TickDone.channel == channel
    )
    return db.scalar(statement) or 0


def put_tick(
    db: Session,
    cohort_id: str,
    channel: str,
    tick_on: date,
    *,
    coin_waits: bool | None,
    cell: Cell | None,
    added: Mapping[str, int],
) -> None:
    """Remember a decided tick: its coin, its label, and who is newly behind it."""
    db.add(
        TickDone(
            cohort_id=cohort_id,
            channel=channel,
            tick_on=tick_on,
            coin_waits=coin_waits,
            seq=None if cell is None else cell.seq,
            label=None if cell is None else cell.label,
            group_label=None if cell is None else cell.group_label,
        )
    )
    if cell is not None:
        db.add_all(
            Released(cohort_id=cohort_id, channel=channel, pid=pid, value=value, seq=cell.seq)
            for pid, value in added.items()
        )
    db.flush()


def planned_cells(db: Session) -> list[Cell]:
    """Every label that ticks have decided to publish, in no order."""
    statement = select(
        TickDone.cohort_id,
        TickDone.channel,
        TickDone.seq,
        TickDone.tick_on,
        TickDone.label,
        TickDone.group_label,
    ).where(TickDone.seq.is_not(None))
    return [
        Cell(row[0], row[1], row[2] or 0, row[3], row[4] or "", row[5] or "")
        for row in db.execute(statement)
    ]
