"""Statements over what seats have in a run beside their answers: places, takeaways, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, true
from sqlalchemy.orm import Session

from db.engine import scrub_after
from db.queries.upsert import insert_into
from db.tables.live import LiveSeat
from db.tables.live_own import LiveKept, LivePlace, LiveTakeaway


@dataclass(frozen=True)
class Place:
    """A seat's place in a group of one round. ``here`` is false once the seat was left."""

    item: str
    seat_id: str
    number: int
    role: str
    online: bool
    here: bool = True


def places(db: Session, run_id: str, items: Iterable[str]) -> list[Place]:
    """Every place in these rounds of a run."""
    found = (
        select(
            LivePlace.item,
            LivePlace.seat_id,
            LivePlace.group_number,
            LivePlace.role,
            LivePlace.online,
            func.coalesce(LiveSeat.gone, true()).is_(False),
        )
        .outerjoin(LiveSeat, LiveSeat.id == LivePlace.seat_id)
        .where(LivePlace.run_id == run_id, LivePlace.item.in_(list(items)))
    )
    return [Place(*row) for row in db.execute(found.order_by(LivePlace.seat_id))]


def add_places(db: Session, run_id: str, given: Iterable[Place]) -> None:
    """Keep the places of a round that has none yet."""
    rows = [
        {
            "run_id": run_id,
            "item": one.item,
            "seat_id": one.seat_id,
            "group_number": one.number,
            "role": one.role,
            "online": one.online,
        }
        for one in given
    ]
    if rows:
        db.execute(insert(LivePlace), rows)


def remove_places(db: Session, run_id: str) -> None:
    """Forget who sat with whom in a run."""
    db.execute(delete(LivePlace).where(LivePlace.run_id == run_id))


def labels(db: Session, run_id: str) -> dict[str, str]:
    """The words under which a run's seats go, by seat, of those who have not left."""
    found = select(LiveSeat.id, LiveSeat.label).where(
        LiveSeat.run_id == run_id, LiveSeat.gone.is_(False)
    )
    return {row.id: row.label for row in db.execute(found)}


def put_takeaway(db: Session, run_id: str, key: str, sealed: str) -> None:
    """Keep a takeaway in place of what it was; what it held is gone from the disk too."""
    row = insert_into(db, LiveTakeaway).values(run_id=run_id, key=key, sealed=sealed)
    db.execute(row.on_conflict_do_update(index_elements=["key"], set_={"sealed": sealed}))
    scrub_after(db)


def takeaway(db: Session, key: str) -> str | None:
    """A sealed takeaway."""
    return db.scalar(select(LiveTakeaway.sealed).where(LiveTakeaway.key == key))


def takeaways(db: Session, run_id: str) -> int:
    """How many takeaways of a run there are."""
    counted = select(func.count()).where(LiveTakeaway.run_id == run_id)
    return db.scalar(counted) or 0


def remove_takeaways(db: Session, run_id: str) -> None:
    """Forget what seats of a run wrote for themselves."""
    db.execute(delete(LiveTakeaway).where(LiveTakeaway.run_id == run_id))
    scrub_after(db)


def runs_with_takeaways(db: Session) -> list[str]:
    """Ids of the runs of which a takeaway is kept."""
    return list(db.scalars(select(LiveTakeaway.run_id).distinct()))


def put_kept(db: Session, run_id: str, key: str, sealed: str) -> None:
    """Keep an answer in place of an earlier one."""
    row = insert_into(db, LiveKept).values(run_id=run_id, key=key, sealed=sealed)
    again = row.on_conflict_do_update(index_elements=["run_id", "key"], set_={"sealed": sealed})
    db.execute(again)
    scrub_after(db)


def kept(db: Session, run_id: str) -> dict[str, str]:
    """Every sealed answer of a run, by its key."""
    found = select(LiveKept.key, LiveKept.sealed).where(LiveKept.run_id == run_id)
    return {row.key: row.sealed for row in db.execute(found)}


def remove_kept(db: Session, run_id: str) -> None:
    """Forget who answered, and what."""
    db.execute(delete(LiveKept).where(LiveKept.run_id == run_id))
    scrub_after(db)
