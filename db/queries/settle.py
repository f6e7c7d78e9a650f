"""Leaving no order in how rows lie, so that it leads nobody from a person to their answers.

On SQLite there is nothing to do: every table of people and answers is kept by its random key and
has no row number. PostgreSQL keeps with each row the number of the transaction that wrote it
(``xmin``), of the last one that leaned on it (``xmax``), and its place (``ctid``). Someone who
joins and writes at once would have neighbouring numbers on both sides. Therefore:

- whenever a transaction has written an identity table, all identity rows are written again in one
  transaction, right after it (:func:`level`): they then all carry one number, whoever joined or
  signed in when. A row written again stays on its page where it fits, so the tables that were
  written are laid out anew in the order of their random keys too;
- once a day (:func:`settle`) the answers' side is written again too, and all these tables are
  laid out anew in the order of their random keys, which also drops the rows' earlier versions.

A wall's tick lays its tables out anew right after it, because what waited there stood beside its
author's pid until then (:func:`forget_versions`).

What remains: for the milliseconds between a sign-in and the levelling after it, or until the next
one if the server is stopped just then, that one sign-in stands out; until the day's settling,
answers still show in which order they were written, but nothing on the other side to match; and the
database's write-ahead log and earlier backups hold what they held.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, cast

from sqlalchemy import (
    Engine,
    event,
    func,
    inspect,
    literal_column,
    select,
    text,
    union,
    update,
)
from sqlalchemy import Table as CoreTable
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

from db.engine import transaction
from db.tables.answers import (
    Attempt,
    Contribution,
    Draft,
    Enrolment,
    Position,
    Released,
    ReplyRating,
    ReturnItem,
    Roster,
    Sheet,
    StepDone,
    TickDone,
    Uncounted,
    UnderWay,
)
from db.tables.booking import Attendance, LiveBooking
from db.tables.identity import (
    Account,
    Agreement,
    EndingLetter,
    EntryLink,
    Invitation,
    Membership,
    PidLink,
    SignIn,
    Subject,
)
from db.tables.letters import CalendarFeed, Letter, Message, Preference
from db.tables.live import LiveCall, LiveHost, LiveResponse, LiveSeat, LiveTally, LiveText
from db.tables.live_own import LiveKept, LivePlace, LiveTakeaway
from db.tables.notes import Note
from db.tables.record import HandedIn, PublicCertificate, RevokedBadge
from db.tables.showing import Guide, Shown
from db.tables.wall import WallOwn, WallPiece, WallWaiting

Table = type[DeclarativeBase]

# Rows that point at others come before those they point at.
IDENTITY: tuple[Table, ...] = (
    HandedIn,
    PublicCertificate,
    RevokedBadge,
    Membership,
    Invitation,
    Subject,
    SignIn,
    EntryLink,
    Agreement,
    EndingLetter,
    PidLink,
    Preference,
    CalendarFeed,
    Message,
    Note,
    LiveHost,
    LiveBooking,
    Attendance,
    Account,
)
# Written by the clock alone and never by what somebody does: laid out once a day like the answers.
LETTERS: tuple[Table, ...] = (Letter,)
WALLS: tuple[Table, ...] = (WallWaiting, WallOwn, WallPiece)
ANSWERS: tuple[Table, ...] = (
    Shown,
    Guide,
    Draft,
    Attempt,
    ReplyRating,
    ReturnItem,
    Sheet,
    UnderWay,
    StepDone,
    Position,
    Contribution,
    Released,
    Roster,
    TickDone,
    Uncounted,
    *WALLS,
    Enrolment,
)
# Of live workshops, which lead to nobody: laid out once a day with the answers.
_OWN: tuple[Table, ...] = (LivePlace, LiveTakeaway, LiveKept)
LIVE: tuple[Table, ...] = (LiveSeat, LiveResponse, LiveTally, LiveText, LiveCall, *_OWN)
_BY_DAY = LETTERS + ANSWERS + LIVE
_LOCK = 7_032_117
_TRIES = 5


def watch(db: Session) -> Callable[[], Collection[Table]]:
    """Notice which identity tables this transaction writes; ask once it is over."""
    touched: set[Table] = set()
    if db.get_bind().dialect.name != "postgresql":
        return lambda: ()

    @event.listens_for(db, "after_flush")
    def flushed(session: Session, _context: object) -> None:
        touched.update({type(row) for row in (*session.new, *session.dirty)} & set(IDENTITY))

    @event.listens_for(db, "do_orm_execute")
    def executed(state: ORMExecuteState) -> None:
        mapper = state.bind_mapper
        if (
            (state.is_insert or state.is_update)
            and mapper is not None
            and issubclass(mapper.class_, IDENTITY)
        ):
            touched.add(mapper.class_)

    return lambda: touched


def level(engine: Engine, touched: Collection[Table]) -> bool:
    """Give all identity rows one transaction number, and lay out the tables that were touched.

    False when it must wait for the next time, or for the day's settling. It costs some hundredths
    of a millisecond for each identity row.
    """
    done = _level(engine, IDENTITY)
    laid = [lay_out(engine, table) for table in IDENTITY if table in touched]
    return done and all(laid)


def settle(engine: Engine) -> bool:
    """Level both sides and lay their rows out by their keys; False when something was in use."""
    if engine.dialect.name != "postgresql":
        return True
    done = [_level(engine, IDENTITY), *(_level(engine, (table,)) for table in _BY_DAY)]
    return all([*done, *(lay_out(engine, table) for table in IDENTITY + _BY_DAY)])


def forget_versions(engine: Engine) -> bool:
    """Leave no earlier version of a wall's rows in its files; False when one was in use.

    What waited with its author's pid lies there until PostgreSQL needs the room.
    """
    if engine.dialect.name != "postgresql":
        return True
    done = [lay_out(engine, table) for table in WALLS]
    return all(done)


def level_copies(engine: Engine) -> bool:
    """Let neither what seats took away nor learners' copies of it say in which order they came.

    PostgreSQL notes in an enrolment which transaction last leaned on it: that goes too.
    """
    copies: tuple[Table, ...] = (LiveTakeaway, Sheet)
    done = _level(engine, copies) and _level(engine, (Enrolment,), always=True)
    laid = [lay_out(engine, table) for table in copies]
    return done and all(laid)


def _level(engine: Engine, tables: Sequence[Table], *, always: bool = False) -> bool:
    if engine.dialect.name != "postgresql":
        return True
    for _ in range(_TRIES):
        try:
            with transaction(engine, writes=True) as db:
                db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
                if not always and _is_level(db, tables):
                    return True
                # Shorter than PostgreSQL's own deadlock timeout: it is always we who give way.
                db.execute(text("SET LOCAL lock_timeout = '300ms'"))
                for table in tables:
                    _write_again(db, table)
        except SQLAlchemyError:
            continue
        return True
    return False


def _is_level(db: Session, tables: Sequence[Table]) -> bool:
    number: Any = literal_column("xmin::text")
    numbers = (select(number).select_from(table) for table in tables)
    return len(db.execute(union(*numbers)).all()) <= 1


def _write_again(db: Session, table: Table) -> None:
    """Write every row as it is, one after another in random order: the server does it by itself.

    One statement that joins a table to its shuffled keys would be planned in its cheapest order.
    """
    core = cast(CoreTable, table.__table__)
    keys = list(inspect(table).primary_key)
    kept = next((column for column in core.columns if not column.primary_key), keys[0])
    each = (key == literal_column(f"one.{key.name}") for key in keys)
    dialect = db.get_bind().dialect
    shuffled = select(*keys).order_by(func.gen_random_uuid()).compile(dialect=dialect)
    again = update(core).where(*each).values({kept: kept}).compile(dialect=dialect)
    db.connection().exec_driver_sql(
        f"DO $$ DECLARE one record; BEGIN FOR one IN {shuffled} LOOP {again}; END LOOP; END $$"
    )


def lay_out(engine: Engine, table: Table) -> bool:
    """Write a table's rows anew by their keys, without earlier versions; False when in use."""
    name = table.__tablename__
    try:
        with engine.connect() as connection, connection.begin():
            connection.execute(text("SET LOCAL lock_timeout = '300ms'"))
            connection.execute(text(f"CLUSTER {name} USING pk_{name}"))
    except SQLAlchemyError:
        return False
    return True
