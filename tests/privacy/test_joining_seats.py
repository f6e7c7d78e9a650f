"""Names in a workshop's register can't be joined to seats, nor a learner's copy to its card.

Two dozen people come one after another: each is ticked at the door, takes a seat, answers, writes a
card and keeps a copy of it, in transactions of their own. That is the order a host sees them in.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select, text

from course.access import Role, Viewer, token_hash
from course.cohort import enrolment, ticking
from course.installation import Installation, open_installation
from course.settings import read
from course.workshop import booking, followup, register, takeaways
from db.base import Base
from db.queries import settle
from db.tables.live import LiveSeat
from tests import rooms, world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy import attackers
from tests.privacy.attackers import Feature, Sides
from tests.rooms import POLL, TRIADS, Room

PEOPLE = 24
# Matching at random gets one right on average. Of some thousand ways to match the best gets fewer
# than this; a way that works gets nearly all.
MOST_BY_CHANCE = 10

REGISTER = {"live_booking": "id", "attendance": "account_id"}
SEATS = {
    "live_seat": "id",
    "live_response": "seat_id",
    "live_place": "seat_id",
    "live_takeaway": "key",
    "live_kept": "key",
}
COPIES = {"sheet": "pid", "enrolment": "pid"}


@dataclass
class Come:
    """Who came, under each of the names they have: booking, account, pid, seat, card."""

    installation: Installation
    room: Room
    bookings: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    pids: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)


def come(installation: Installation) -> Come:
    """They all book, and then come one after another in the same order."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, host, rooms.plan(POLL, TRIADS), cohort_id=cohort_id)
    found = Come(installation, Room(installation, host, run_id))
    viewers = [_books(found, cohort_id, number) for number in range(PEOPLE)]
    found.room.do("start", "open")
    for viewer, booking_id in zip(viewers, found.bookings, strict=True):
        _comes(found, cohort_id, viewer, booking_id)
    return found


def _books(found: Come, cohort_id: str, number: int) -> Viewer:
    with found.installation.writing() as work:
        viewer = world.someone(work, cohort_id, name=f"Invented {number:02}")
        token = secrets.token_urlsafe(32)
        mail = f"{number}@example.org"
        booking.book(work, viewer, found.room.run_id, token, viewer.name, mail, "")
        found.pids.append(enrolment.pid_of(work, viewer.account_id, cohort_id))
        found.accounts.append(viewer.account_id)
        found.bookings.append(booking.of_token(work, token).id)
    return viewer


def _comes(found: Come, cohort_id: str, viewer: Viewer, booking_id: str) -> None:
    run_id, host = found.room.run_id, found.room.host
    with found.installation.writing() as work:
        register.tick(work, host, run_id, booking_id, came=True)
    (token,) = found.room.join()
    found.room.answer(token, {"choice": "ask"})
    with found.installation.writing() as work:
        takeaways.write(work, None, run_id, token, "I ask first", "")
    with found.installation.writing() as work:
        takeaways.keep(work, viewer, cohort_id, run_id, token)
        hashed = token_hash(token)
        seat = work.db.scalar(select(LiveSeat.id).where(LiveSeat.token_hash == hashed))
        assert seat is not None
        found.seats.append(seat)
        found.cards.append(followup.key_of(work, run_id, token))


def attack(found: Come) -> Counter[str]:
    """How many each way of matching gets right: the register to seats, copies to cards."""
    rights: Counter[str] = Counter()
    seats = _features(found, SEATS, {*found.seats, *found.cards})
    for names, tables in (
        (found.bookings, {"live_booking": "id"}),
        (found.accounts, {"attendance": "account_id"}),
        (found.pids, COPIES),
    ):
        people = _features(found, tables, set(names))
        for owners in (found.seats, found.cards):
            truth = dict(zip(names, owners, strict=True))
            theirs = {name: one for name, one in seats.items() if set(one) <= set(owners)}
            rights.update(attackers.score(Sides(people, theirs), truth))
    return rights


def _features(found: Come, tables: dict[str, str], wanted: set[str]) -> dict[str, Feature]:
    engine, made = found.installation.engine, dict[str, Feature]()
    for name, column in tables.items():
        table = Base.metadata.tables[name]
        made |= attackers.features(engine, table, column, wanted, numbers=True)
    return {name: one for name, one in made.items() if one}


def test_nobody_is_found_in_a_seat_by_how_rows_lie(installation: Installation) -> None:
    found = come(installation)
    at_once = attack(found)
    found.room.do("close", "next", "open")  # groups are dealt
    ticking.settle(installation)
    for total in (at_once, attack(found)):
        tried = {way.split(".")[0] for way in total}
        assert tried >= {"live_booking"}
        way, right = total.most_common(1)[0]
        assert right <= MOST_BY_CHANCE, f"{way}: {right} of {PEOPLE}"


def test_without_levelling_postgresql_would_give_everyone_away(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control on our own tables."""
    monkeypatch.setattr(settle, "level", lambda engine, touched: True)
    monkeypatch.setattr(settle, "level_copies", lambda engine: True)
    settings = read({"GOLDSEAM_DATA": str(tmp_path), "DATABASE_URL": postgres_url})
    installation = open_installation(settings, small_catalogue(), HandClock())
    try:
        rights = attack(come(installation))
    finally:
        installation.close()
    best = Counter[str]()
    for way, right in rights.items():
        best[way.split(".")[0]] = max(best[way.split(".")[0]], right)
    assert best["live_booking"] >= PEOPLE * 0.95
    assert best["sheet"] >= PEOPLE * 0.95


def test_no_column_is_shared_by_the_register_and_seats_but_the_run() -> None:
    tables = Base.metadata.tables
    people = {column.name for name in REGISTER for column in tables[name].columns}
    seats = {column.name for name in SEATS for column in tables[name].columns}
    meant_alike = {"id", "key", "item", "sealed", "token_hash"}
    assert (people & seats) - meant_alike == {"run_id"}


def test_no_value_of_a_booking_stands_with_a_seat(sqlite_installation: Installation) -> None:
    found = come(sqlite_installation)
    with sqlite_installation.engine.connect() as connection:

        def values(tables: dict[str, str]) -> set[str]:
            rows = [
                row for name in tables for row in connection.execute(text(f"SELECT * FROM {name}"))
            ]
            return {str(value) for row in rows for value in row if len(str(value)) > 12}

        assert values(REGISTER) & values(SEATS) == {found.room.run_id}
