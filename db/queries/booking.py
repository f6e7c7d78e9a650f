"""Statements over who booked a workshop and who came. None of them touches a seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.booking import Attendance, LiveBooking
from db.tables.identity import Account, Membership
from db.tables.live import LivePlan, LiveRun

BOOKED, WAITING = "booked", "waiting"
_LOCK = 7_032_131  # the lock under which places are given out, on PostgreSQL


def lock_places(db: Session) -> None:
    """Hold the one lock of places until the transaction ends.

    On SQLite a transaction that writes already holds the only writer's place.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


# -- runs


def run(db: Session, run_id: str) -> LiveRun | None:
    """A run by its id, as it stands in the database now."""
    found = select(LiveRun).where(LiveRun.id == run_id)
    return db.scalar(found.execution_options(populate_existing=True))


def plan(db: Session, edition: str) -> str | None:
    """The canonical form of a plan by its hash."""
    return db.scalar(select(LivePlan.canonical).where(LivePlan.hash == edition))


def runs_of(db: Session, cohort_ids: Iterable[str], account_id: str | None = None) -> list[LiveRun]:
    """Runs of these cohorts, and those that an account booked; without rehearsals."""
    booked = select(LiveBooking.run_id).where(LiveBooking.account_id == account_id)
    theirs = LiveRun.cohort_id.in_(list(cohort_ids))
    wanted = theirs if account_id is None else theirs | LiveRun.id.in_(booked)
    found = select(LiveRun).where(wanted, LiveRun.rehearsal.is_(False))
    return list(db.scalars(found.order_by(LiveRun.starts_at, LiveRun.id)))


def with_bookings(db: Session) -> list[LiveRun]:
    """Every run that somebody booked."""
    booked = select(LiveBooking.run_id).distinct()
    return list(db.scalars(select(LiveRun).where(LiveRun.id.in_(booked))))


# -- bookings


def find(db: Session, run_id: str, booking_id: str) -> LiveBooking | None:
    """A booking of a run."""
    return db.scalar(
        select(LiveBooking).where(LiveBooking.run_id == run_id, LiveBooking.id == booking_id)
    )


def by_id(db: Session, booking_id: str) -> LiveBooking | None:
    """A booking as it stands in the database now."""
    found = select(LiveBooking).where(LiveBooking.id == booking_id)
    return db.scalar(found.execution_options(populate_existing=True))


def by_token(db: Session, token_hash: str) -> LiveBooking | None:
    """The booking that a link opens."""
    return db.scalar(select(LiveBooking).where(LiveBooking.token_hash == token_hash))


def of_account(db: Session, run_id: str, account_id: str) -> LiveBooking | None:
    """An account's booking of a run."""
    return db.scalar(
        select(LiveBooking).where(
            LiveBooking.run_id == run_id, LiveBooking.account_id == account_id
        )
    )


def all_of(db: Session, run_id: str) -> list[LiveBooking]:
    """Every booking of a run, in no order of when it came."""
    found = select(LiveBooking).where(LiveBooking.run_id == run_id).order_by(LiveBooking.id)
    return list(db.scalars(found.execution_options(populate_existing=True)))


def taken(db: Session, run_id: str) -> int:
    """How many places of a run are taken."""
    counted = select(func.count()).where(LiveBooking.run_id == run_id, LiveBooking.state == BOOKED)
    return db.scalar(counted) or 0


def strangers(db: Session, run_id: str, cohort_id: str) -> int:
    """How many booked or wait, under an account that is not of the cohort or under none."""
    members = select(Membership.account_id).where(Membership.cohort_id == cohort_id)
    theirs = LiveBooking.account_id.in_(members)
    counted = select(func.count()).where(
        LiveBooking.run_id == run_id, or_(LiveBooking.account_id.is_(None), ~theirs)
    )
    return db.scalar(counted) or 0


def last_place(db: Session, run_id: str) -> int:
    """The last place on the waiting list; 0 when nobody waits."""
    return db.scalar(select(func.max(LiveBooking.place)).where(LiveBooking.run_id == run_id)) or 0


def next_waiting(db: Session, run_id: str) -> LiveBooking | None:
    """Who has waited longest."""
    found = select(LiveBooking).where(LiveBooking.run_id == run_id, LiveBooking.state == WAITING)
    return db.scalar(found.order_by(LiveBooking.place, LiveBooking.id).limit(1))


def add(db: Session, booking: LiveBooking) -> None:
    """Add a booking."""
    db.add(booking)
    db.flush()


def remove(db: Session, booking: LiveBooking) -> None:
    """Remove a booking, and close the gap it leaves among those who wait."""
    if booking.place is not None:
        later = (LiveBooking.run_id == booking.run_id) & (LiveBooking.place > booking.place)
        db.execute(update(LiveBooking).where(later).values(place=LiveBooking.place - 1))
    db.execute(delete(LiveBooking).where(LiveBooking.id == booking.id))
    scrub_after(db)


def remove_all(db: Session, run_id: str) -> None:
    """Remove a whole register."""
    db.execute(delete(LiveBooking).where(LiveBooking.run_id == run_id))
    scrub_after(db)


def move_up(db: Session, booking: LiveBooking, letter: str | None, told: str) -> None:
    """Give whoever waits first a place; the others move up."""
    db.execute(
        update(LiveBooking)
        .where(LiveBooking.id == booking.id)
        .values(state=BOOKED, place=None, letter=letter, told=told, tries=0, retry_sealed=None)
    )
    waiting = (LiveBooking.run_id == booking.run_id) & LiveBooking.place.is_not(None)
    db.execute(update(LiveBooking).where(waiting).values(place=LiveBooking.place - 1))


def change(db: Session, booking_id: str, **columns: object) -> None:
    """Change some columns of a booking."""
    db.execute(update(LiveBooking).where(LiveBooking.id == booking_id).values(**columns))


def letters_waiting(db: Session) -> list[LiveBooking]:
    """Bookings with a letter that waits to go out."""
    found = select(LiveBooking).where(LiveBooking.letter.is_not(None))
    return list(db.scalars(found.execution_options(populate_existing=True)))


def claim(db: Session, booking_id: str, letter: str, told: str) -> bool:
    """Take a waiting letter as handed over; False when somebody else was quicker."""
    taken_now = (
        update(LiveBooking)
        .where(LiveBooking.id == booking_id, LiveBooking.letter == letter)
        .values(letter=None, told=told)
    )
    return bool(db.execute(taken_now.returning(LiveBooking.id)).all())


# -- who came


def attend(
    db: Session, account_id: str, run_id: str, cohort_id: str, title: str, day: date, minutes: int
) -> None:
    """Note that an account attended; again changes nothing."""
    row = insert_into(db, Attendance).values(
        account_id=account_id,
        run_id=run_id,
        cohort_id=cohort_id,
        title=title,
        day=day,
        minutes=minutes,
    )
    db.execute(row.on_conflict_do_nothing())


def not_attended(db: Session, account_id: str, run_id: str) -> None:
    """Take back that an account attended."""
    db.execute(
        delete(Attendance).where(Attendance.account_id == account_id, Attendance.run_id == run_id)
    )


def attended(db: Session, account_id: str, cohort_id: str) -> list[Attendance]:
    """The workshops of a cohort that an account attended."""
    found = select(Attendance).where(
        Attendance.account_id == account_id, Attendance.cohort_id == cohort_id
    )
    return list(db.scalars(found.order_by(Attendance.day, Attendance.run_id)))


def address(db: Session, account_id: str) -> tuple[str, str | None] | None:
    """An account's name and address."""
    row = db.execute(select(Account.name, Account.email).where(Account.id == account_id)).first()
    return None if row is None else (row[0], row[1])
