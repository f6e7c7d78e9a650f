"""Bringing one's own writing from an earlier cohort into a later one, sealed anew under a new pid.

The writing is moved, not copied: one copy means that what is revised, removed or erased later is
gone everywhere, and that the new cohort's keep-until date holds for all of it. What stays behind is
only what already counts in figures of the earlier cohort. In the new cohort nothing of it counts,
and nothing its holder does there does either: otherwise work done twice would count twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.access import Role, Viewer, operation
from course.cohort import enrolment
from course.errors import BadInput, NotFound
from course.own.held import ANSWERS
from course.study import learner as learners
from course.study.learner import Learner
from course.wall import kept as wall
from course.work import Work
from db.base import random_id
from db.queries import carrying as rows
from db.queries import cohort as cohorts
from db.queries import enrolment as locks
from db.queries import holdings, invitations, study
from db.queries import release as ticks
from db.vault import CannotOpen

NOTHING = "There is nothing of yours in that cohort to bring."

Row = dict[str, Any]


@dataclass(frozen=True)
class Offer:
    """A cohort in which the viewer wrote something, and what there is of it."""

    cohort_id: str
    cohort_name: str
    attempts: int
    drafts: int
    steps: int


@operation
def offers(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Offer, ...]:
    """The other cohorts of the viewer's from which something can be brought into this one."""
    assert viewer is not None
    others = [one for one in locks.places(work.db, viewer.account_id) if one != cohort_id]
    pids = enrolment.pids_of(work, viewer.account_id, others) if others else {}
    found = [_offer(work, other, pid) for other, pid in pids.items()]
    return tuple(
        sorted(
            (one for one in found if one.attempts + one.drafts + one.steps),
            key=lambda one: (one.cohort_name, one.cohort_id),
        )
    )


def _offer(work: Work, cohort_id: str, pid: str) -> Offer:
    cohort = cohorts.find(work.db, cohort_id)
    if cohort is None:
        raise NotFound
    return Offer(
        cohort_id,
        cohort.name,
        *rows.counts(work.db, pid),
    )


@operation
def bring(work: Work, viewer: Viewer | None, cohort_id: str, from_cohort_id: str) -> None:
    """Move all the viewer wrote and did in another cohort into this one, and leave the other.

    From then on the viewer counts in no figure of this cohort; only the answers' side knows.

    Raises:
        NotFound: the viewer has no place in the other cohort.
        BadInput: there is nothing there to bring.
    """
    assert viewer is not None
    if from_cohort_id == cohort_id:
        raise NotFound
    ticks.lock_ticks(work.db)  # a tick sees a person here or there
    old = _there(work, viewer.account_id, from_cohort_id)
    new = learners.at_work(work, viewer, cohort_id)
    moved = sum(move(work, old, new) for move in COMES.values())
    if not moved:
        raise BadInput(NOTHING)
    rows.count_no_more(work.db, cohort_id, new.pid)
    _leave(work, viewer.account_id, from_cohort_id)


def _there(work: Work, account_id: str, cohort_id: str) -> Learner:
    pid = enrolment.pid_of(work, account_id, cohort_id)
    study.lock_learner(work.db, pid)
    return Learner(pid, cohort_id, enrolment.learner_box(work, pid))


def _leave(work: Work, account_id: str, cohort_id: str) -> None:
    locks.lock_cohort(work.db, cohort_id)
    wall.take_all_back(work, account_id, cohort_id)
    cohorts.make_former(work.db, cohort_id, account_id)
    invitations.remove_of_account(work.db, cohort_id, account_id, Role.LEARNER.value)


def _attempts(work: Work, old: Learner, new: Learner) -> int:
    """Earlier attempts come before those made here, each with a new id and a new key."""
    opened = _opened(work, "attempt", old)
    rated = _opened(work, "reply_rating", old)
    highest: dict[tuple[str, str], int] = {}
    for row, _ in (*opened, *rated):
        place = (row["lesson_id"], row["exercise_id"])
        highest[place] = max(highest.get(place, 0), row["number"])
    for place, most in highest.items():
        _make_room(work, new, place, most)
    for row, text in opened:
        fresh = {**row, "id": random_id(), "submission_key": random_id(), "pid": new.pid}
        holdings.add(work.db, "attempt", _sealed("attempt", fresh, text, new))
        holdings.remove(work.db, "attempt", row)
    return len(opened)


def _make_room(work: Work, new: Learner, place: tuple[str, str], by: int) -> None:
    """Raise the numbers of what was done here at an exercise, attempts and their ratings."""
    rows.make_room(work.db, new.pid, *place, by)
    rated = [
        (row, text)
        for row, text in _opened(work, "reply_rating", new)
        if (row["lesson_id"], row["exercise_id"]) == place
    ]
    for row, _ in rated:
        holdings.remove(work.db, "reply_rating", row)
    for row, text in rated:
        raised = {**row, "number": row["number"] + by}
        holdings.add(work.db, "reply_rating", _sealed("reply_rating", raised, text, new))


def _ratings(work: Work, old: Learner, new: Learner) -> int:
    """Ratings keep their numbers: the attempts they are of have come first."""
    opened = _opened(work, "reply_rating", old)
    for row, text in opened:
        fresh = {**row, "pid": new.pid}
        holdings.add(work.db, "reply_rating", _sealed("reply_rating", fresh, text, new))
        holdings.remove(work.db, "reply_rating", row)
    return len(opened)


def _drafts(work: Work, old: Learner, new: Learner) -> int:
    """A draft goes into an empty box. Words begun here stay, and the earlier ones stay there."""
    here = {row["box"]: row for row in holdings.of_pid(work.db, "draft", new.pid)}
    moved = 0
    for row in holdings.of_pid(work.db, "draft", old.pid):
        present = here.get(row["box"])
        text = _text("draft", row, old) if row["sealed"] else None
        if text is None or (present is not None and present["sealed"]):
            continue
        # Above both, so that no save that is still on its way in either cohort overwrites it.
        highest = max(row["revision"], 0 if present is None else present["revision"]) + 1
        if present is not None:
            holdings.remove(work.db, "draft", present)
        fresh = {**row, "pid": new.pid, "revision": highest}
        holdings.add(work.db, "draft", _sealed("draft", fresh, text, new))
        holdings.remove(work.db, "draft", row)
        moved += 1
    return moved


def _once(table: str, key: str) -> Callable[[Work, Learner, Learner], int]:
    """Sealed rows of which there is one for each ``key``: what stands here already stays."""

    def move(work: Work, old: Learner, new: Learner) -> int:
        here = {row[key] for row in holdings.of_pid(work.db, table, new.pid)}
        coming = [(row, text) for row, text in _opened(work, table, old) if row[key] not in here]
        for row, text in coming:
            holdings.add(work.db, table, _sealed(table, {**row, "pid": new.pid}, text, new))
            holdings.remove(work.db, table, row)
        return len(coming)

    return move


def _plain(table: str) -> Callable[[Work, Learner, Learner], int]:
    """Rows without words: what stands here already stays as it is."""

    def move(work: Work, old: Learner, new: Learner) -> int:
        def key(row: Row) -> tuple[str, ...]:
            names = [column.name for column in holdings.every_table()[table].primary_key]
            return tuple(str(row[name]) for name in names if name != "pid")

        here = {key(row) for row in holdings.of_pid(work.db, table, new.pid)}
        found = holdings.of_pid(work.db, table, old.pid)
        for row in found:
            holdings.remove(work.db, table, row)
            if key(row) not in here:
                holdings.add(work.db, table, {**row, "pid": new.pid})
        return len(found)

    return move


def _opened(work: Work, table: str, learner: Learner) -> list[tuple[Row, str]]:
    """A learner's rows of a table with their words, in an order that tells nothing."""
    found = holdings.of_pid(work.db, table, learner.pid)
    opened = [(row, text) for row in found if (text := _text(table, row, learner)) is not None]
    secrets.SystemRandom().shuffle(opened)
    return opened


def _text(table: str, row: Row, learner: Learner) -> str | None:
    """A row's sealed words; None if it was altered, and is then left where it is."""
    try:
        return learner.box.open(row["sealed"], ANSWERS[table].sealed["sealed"](row, learner.pid))
    except CannotOpen:
        return None


def _sealed(table: str, row: Row, text: str, learner: Learner) -> Row:
    place = ANSWERS[table].sealed["sealed"](row, learner.pid)
    return {**row, "sealed": learner.box.seal(text, place)}


# How each table of answers comes along; a test asks it of every table there is.
COMES: dict[str, Callable[[Work, Learner, Learner], int]] = {
    "attempt": _attempts,
    "reply_rating": _ratings,
    "draft": _drafts,
    "return_item": _once("return_item", "item"),
    "sheet": _once("sheet", "name"),
    "under_way": _once("under_way", "place"),
    "step_done": _plain("step_done"),
    "position": _plain("position"),
}
STAYS_BEHIND = {
    "enrolment": "the key of the earlier cohort",
    "shown": "its link ends, because what it shows is moved",
    "guide": "chosen anew for the talk that comes",
    "uncounted": "says that nothing counts there",
    "contribution": "counts in the earlier cohort's figures, as it did",
    "wall_waiting": "shared with the earlier cohort, and taken back there",
    "wall_own": "leads to what was shared with the earlier cohort",
    "roster": "the earlier cohort's group, fixed once",
    "released": "published in the earlier cohort",
}
