"""Whoever holds the files of a run after a round has closed finds nothing that leads from a seat to
its answer: in tables, in what PostgreSQL notes beside rows, in the order of rows, in backups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing as closes
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, select, text

from course.backup import make_backup
from course.installation import Installation, open_installation
from course.restoring import restore
from course.workshop import closing, moderating_room, sealing, tidying
from db.base import Base
from db.queries import live_answers, settle
from db.tables.live import LiveResponse, LiveSeat, LiveText
from tests import rooms
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.course.test_backup import postgres_programs
from tests.privacy import attackers
from tests.rooms import POLL, TEXT, Room

PEOPLE, ROUNDS, MOST_BY_CHANCE = 40, 2, 14
LIVE = [name for name in Base.metadata.tables if name.startswith("live_")]


def _opened(room: Room) -> dict[str, str]:
    with room.installation.reading() as work:
        rows = live_answers.responses(work.db, room.run_id, "poll/1")
        found = {}
        for seat_id, sealed in rows.items():
            answer = sealing.open_answer(work, room.run_id, "poll/1", seat_id, sealed)
            assert answer is not None
            found[seat_id] = answer.parts[""]["choice"]
    return found


def voted(installation: Installation) -> tuple[Room, list[str]]:
    """A round that eight have answered, still open, and the ids of their seats."""
    room = rooms.room(installation, POLL, people=9)
    room.do("start", "open")
    room.answers([{"choice": "ask"}] * 8)
    return room, list(_opened(room))


def files(engine: Engine, table: str = "live_response") -> bytes:
    """Everything that lies on the disk of a table (SQLite: of the whole database)."""
    if engine.dialect.name == "sqlite":
        base = Path(make_url(str(engine.url)).database or "")
        found = [base, Path(f"{base}-wal")]
        return b"".join(path.read_bytes() for path in found if path.exists())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        return b"".join(
            bytes(connection.execute(text(f"SELECT pg_read_binary_file({of})")).scalar_one())
            for of in (f"pg_relation_filepath('{table}')", f"pg_relation_filepath('pk_{table}')")
        )


def beside_their_round(engine: Engine, seats: Sequence[str]) -> int:
    """How many seats' ids lie near the name of the round: SQLite keeps seats there too."""
    found = files(engine)
    return sum(
        any(b"poll/1" in found[at - 60 : at + 60] for at in _places(found, seat.encode()))
        for seat in seats
    )


def _places(found: bytes, wanted: bytes) -> list[int]:
    places, at = [], found.find(wanted)
    while at >= 0:
        places.append(at)
        at = found.find(wanted, at + 1)
    return places


def test_after_closing_no_file_holds_who_voted(installation: Installation) -> None:
    room, seats = voted(installation)
    assert beside_their_round(installation.engine, seats) == 8  # the positive control
    room.do("close")
    assert beside_their_round(installation.engine, seats) == 0
    with installation.engine.connect() as connection:
        assert connection.execute(select(LiveResponse)).all() == []


def test_a_reader_in_the_way_of_closing_does_not_keep_the_votes(
    installation: Installation,
) -> None:
    room, seats = voted(installation)
    with installation.engine.connect() as reader:
        reader.execute(select(LiveSeat)).all()
        room.do("close")
    tidying.run_due(installation)
    assert beside_their_round(installation.engine, seats) == 0


def test_after_closing_no_table_names_a_seat_that_voted_apart_from_one_that_did_not(
    installation: Installation,
) -> None:
    """Every row of every table, and what PostgreSQL notes beside it, is alike for both kinds."""
    room, voters = voted(installation)
    room.do("close", "reveal")
    for name in LIVE:
        table = Base.metadata.tables[name]
        with installation.engine.connect() as connection:
            rows = [[str(value) for value in row] for row in connection.execute(select(table))]
        named = {seat for seat in voters for row in rows if seat in row}
        assert named == (set(voters) if name == "live_seat" else set()), name
    if installation.engine.dialect.name == "postgresql":
        with installation.engine.connect() as connection:
            leaned = connection.execute(text("SELECT count(*) FROM live_seat WHERE xmax <> 0"))
            assert leaned.scalar_one() == 0
            assert connection.execute(text("SELECT count(*) FROM live_response")).scalar_one() == 0


def test_a_text_that_was_taken_down_lies_in_no_file(installation: Installation) -> None:
    room = rooms.room(installation, TEXT, people=6)
    room.do("start", "open")
    room.answers([{"text": "heron"}] * 6)
    room.do("close")
    with installation.reading() as work:
        # The end of each: SQLite may break a long text over two pages.
        kept = {row.id: row.sealed[-300:].encode() for row in work.db.scalars(select(LiveText))}
    there = files(installation.engine, "live_text")
    assert [end for end in kept.values() if end not in there] == []  # the positive control
    for text_id in kept:
        with installation.writing() as work:
            moderating_room.take_down(work, room.host, room.run_id, text_id)
    left = files(installation.engine, "live_text")
    assert [end for end in kept.values() if end in left] == []


def test_no_live_table_has_row_numbers(sqlite_installation: Installation) -> None:
    with sqlite_installation.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master"))
        made = {row.name: row.sql for row in rows}
    assert LIVE
    assert all("WITHOUT ROWID" in made[name] for name in LIVE)


def texts_by_seat(installation: Installation) -> tuple[Room, dict[str, str]]:
    """Forty people join and write one after another; which text is whose."""
    room = rooms.room(installation, TEXT)
    room.do("start", "open")
    by_label = {}
    for _ in range(PEOPLE):
        (token,) = room.join()
        label = room.scene(token)["mine"]["seat"]
        room.answer(token, {"text": label})
    for seat in room.host_scene().seats:
        by_label[seat.label] = seat.id
    room.do("close")
    return room, {one.id: by_label[one.text] for one in room.host_scene().texts}


def attack(installation: Installation, truth: dict[str, str]) -> dict[str, int]:
    """How many texts each way of matching rows gives to the seat that wrote them."""
    tables, engine = Base.metadata.tables, installation.engine
    of_texts = attackers.features(engine, tables["live_text"], "id", set(truth))
    of_seats = attackers.features(engine, tables["live_seat"], "id", set(truth.values()))
    return attackers.score(attackers.Sides(of_texts, of_seats), truth)


def test_no_text_leads_to_its_seat_by_how_rows_lie(installation: Installation) -> None:
    total: Counter[str] = Counter()
    for _ in range(ROUNDS):
        _, truth = texts_by_seat(installation)
        total.update(attack(installation, truth))
        settle.settle(installation.engine)
        total.update({f"settled {way}": n for way, n in attack(installation, truth).items()})
    assert total
    way, right = total.most_common(1)[0]
    assert right <= MOST_BY_CHANCE, f"{way}: {right} of {ROUNDS * PEOPLE}"


def test_the_positive_control_texts_kept_as_they_came_lead_to_their_seats(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = iter(range(10**6))
    monkeypatch.setattr(closing, "random_id", lambda: f"{next(count):032x}")
    monkeypatch.setattr("course.workshop.seats.random_id", lambda: f"{next(count):032x}")
    monkeypatch.setattr(closing, "_shuffle", lambda rows: None)
    _, truth = texts_by_seat(installation)
    assert max(attack(installation, truth).values()) >= PEOPLE * 0.95


def test_a_backup_made_while_a_round_is_open_holds_no_answer(
    installation: Installation, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres_programs(monkeypatch)
    room, seats = voted(installation)
    file = make_backup(installation, tmp_path)
    assert len(_opened(room)) == 8
    installation.close()
    restore(installation.settings, small_catalogue(), file, clock)
    with closes(open_installation(installation.settings, small_catalogue(), clock)) as again:
        with again.engine.connect() as connection:
            assert connection.execute(select(LiveResponse)).all() == []
            assert len(connection.execute(select(LiveSeat.id)).all()) == 9
        assert beside_their_round(again.engine, seats) == 0
