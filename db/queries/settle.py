"""Leaving no order in how rows lie, so that it leads nobody from a person to their answers.

On SQLite there is nothing to do: every table of people and answers is kept by its random key and
has no row number. PostgreSQL keeps with each row the number of the transaction that wrote it
(``xmin``), of the last one that leaned on it (``xmax``), and its place (``ctid``). Someone who
joins and writes at once would have neighbouring numbers on both sides. Therefore:

- whenever a transaction has written an identity table, identity rows are written again in one
  transaction, right after it (:func:`level`): they then carry one number, whoever joined or signed
  in when. After a sign-in these are the ways in alone, which nothing points at, so that no other
  row says anything of it; after all else, every identity row. So there are two numbers at most:
  that of the last time anybody did anything, and, outside the ways in, that of the last time
  anybody did more than come in. Neither says who, as every row of its tables has it;
- a row written again stays on its page, where room is left for it (``fillfactor``), so the tables
  that were touched are laid out anew in the order of their random keys too, without what was
  written over or removed;
- once a day (:func:`settle`) the answers' side is written again too, and all these tables are
  laid out anew in the order of their random keys, which also drops the rows' earlier versions.

Whoever comes while this goes on waits for the next time and shares it with all who wait.

A wall's tick lays its tables out anew right after it, because what waited there stood beside its
author's pid until then (:func:`forget_versions`).

What remains: for the milliseconds between a sign-in and the levelling after it, or until the next
one if the server is stopped just then, that one sign-in stands out. Where somebody reads a table
for too long for it to be laid out, what was just written lies last in it, for a minute more at most
(:func:`catch_up`); where another transaction goes on just then, an earlier version may stay in the
file until the next time, as does a row that was only removed. Until the day's settling, answers
still show in which order they were written, but nothing on the other side to match; and the
database's write-ahead log and earlier backups hold what they held.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
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
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session

from db.engine import transaction
from db.passes import Passes
from db.queries.settled import BY_DAY, IDENTITY, WALLS, WAYS_IN, Table
from db.tables.answers import Enrolment, Sheet
from db.tables.live_own import LiveTakeaway

_LOCK = 7_032_117
_TRIES = 5
_POSTGRESQL = dialect()  # type: ignore[no-untyped-call]


def watch(db: Session) -> Callable[[], Collection[Table]]:
    """Notice which identity tables this transaction writes; ask once it is over.

    None, where it only removes: what is gone has no number to level.
    """
    written: set[Table] = set()
    removed: set[Table] = set()
    if db.get_bind().dialect.name != "postgresql":
        return lambda: ()

    @event.listens_for(db, "after_flush")
    def flushed(session: Session, _context: object) -> None:
        written.update({type(row) for row in (*session.new, *session.dirty)} & set(IDENTITY))
        removed.update({type(row) for row in session.deleted} & set(IDENTITY))

    @event.listens_for(db, "do_orm_execute")
    def executed(state: ORMExecuteState) -> None:
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, IDENTITY):
            if state.is_insert or state.is_update:
                written.add(mapper.class_)
            elif state.is_delete:
                removed.add(mapper.class_)

    return lambda: written | removed if written else ()


def level(engine: Engine, touched: Collection[Table]) -> bool:
    """Give identity rows one transaction number, and lay out the tables that were touched.

    False when it must wait for the next time, or for the day's settling. It costs a thousandth of a
    millisecond for each row written again, and two for each that is laid out.
    """
    passes: Passes[Table] = engine.get_execution_options().get("passes") or Passes()
    return passes.run(touched, lambda wanted: _pass(engine, wanted))


def catch_up(engine: Engine) -> None:
    """Level and lay out what had to be left because somebody was reading it."""
    level(engine, ())


def _pass(engine: Engine, touched: frozenset[Table]) -> frozenset[Table]:
    """Level and lay out once; returns the tables for which it could not be done."""
    tables = WAYS_IN if touched <= set(WAYS_IN) else IDENTITY
    done = _level(engine, tables)
    left = frozenset(one for one in IDENTITY if one in touched and not lay_out(engine, one))
    return left if done else touched


def settle(engine: Engine) -> bool:
    """Level both sides and lay their rows out by their keys; False when something was in use."""
    if engine.dialect.name != "postgresql":
        return True
    done = [_level(engine, IDENTITY), *(_level(engine, (table,)) for table in BY_DAY)]
    return all([*done, *(lay_out(engine, table) for table in IDENTITY + BY_DAY)])


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
                _write_again(db, tables)
        except SQLAlchemyError:
            continue
        return True
    return False


def _is_level(db: Session, tables: Sequence[Table]) -> bool:
    number: Any = literal_column("xmin")
    numbers = (select(number).select_from(table) for table in tables)
    return len(db.execute(union(*numbers)).all()) <= 1


def _write_again(db: Session, tables: Sequence[Table]) -> None:
    """Write every row as it is. The server does it by itself, at once for all tables."""
    each = " ".join(f"{_as_it_is(one) if one in IDENTITY else _shuffled(one)};" for one in tables)
    db.connection().exec_driver_sql(f"DO $$ DECLARE one record; BEGIN {each} END $$")


@cache
def _as_it_is(table: Table) -> str:
    """Each row on its page, which has room for it: of all ways the cheapest by far.

    In what order they lie doesn't matter, as these tables are laid out whenever they are touched.
    """
    kept = _kept(table)
    return str(update(table).values({kept: kept}).compile(dialect=_POSTGRESQL))


@cache
def _shuffled(table: Table) -> str:
    """One row after another in random order.

    One statement that joins a table to its shuffled keys would be planned in its cheapest order.
    """
    keys, kept = list(inspect(table).primary_key), _kept(table)
    each = (key == literal_column(f"one.{key.name}") for key in keys)
    shuffled = select(*keys).order_by(func.gen_random_uuid()).compile(dialect=_POSTGRESQL)
    again = update(table).where(*each).values({kept: kept}).compile(dialect=_POSTGRESQL)
    return f"FOR one IN {shuffled} LOOP {again}; END LOOP"


def _kept(table: Table) -> ColumnElement[Any]:
    """A column to give the value that it has; outside the key, where there is one."""
    columns = cast(CoreTable, table.__table__).columns
    return next((one for one in columns if not one.primary_key), columns[0])


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
