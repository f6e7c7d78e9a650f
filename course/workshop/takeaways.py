"""A participant's own card: what they mean to do, and their notes.

It is sealed under a key made of the seat's token, which only their browser has, and is found by a
fingerprint of that token: neither the database nor the installation's key opens it, and the seat
may be gone. A learner may copy it into their reflections. The copy is theirs alone; nothing of it
says which seat or which card it came from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from course.access import Viewer, operation, token_hash
from course.authoring.activities import Exit
from course.cohort.planning import has_controls
from course.errors import BadInput, GoldseamError, NotFound, TooLong
from course.study import learner as learners
from course.study.texts import whole
from course.work import Work
from course.workshop import followup, running
from course.workshop.clearing import CARD_STAYS
from course.workshop.followup import key_of
from course.workshop.running import Run
from db.engine import after_commit
from db.queries import live_own as rows
from db.queries import live_seats as seats
from db.queries import settle, sheets
from db.vault import Box, CannotOpen

COMMITMENT_LONGEST, NOTES_LONGEST = 500, 4_000
ASKS = "What will you do next time?"
PREFIX = "takeaway/"
OVER = "This card is kept no more, so nothing was stored."
UNSEEN = "There are characters in it that can't be seen. Type it again."


class NotKept(GoldseamError):
    """A card that is not kept any more."""


@dataclass(frozen=True)
class Card:
    """The card of one seat. ``until`` is the first day on which it is gone.

    ``asks`` is what the commitment answers. ``may_say`` is whether it is time to say if the
    commitment was kept, and ``said`` what was said.
    """

    title: str
    day: date
    asks: str
    until: date
    commitment: str = field(repr=False, default="")
    notes: str = field(repr=False, default="")
    may_say: bool = False
    said: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self.commitment and not self.notes


@operation
def card(work: Work, viewer: Viewer | None, run_id: str, token: str) -> Card:
    """The card of the seat that ``token`` opens. Raises NotFound."""
    run = running.find(work, run_id)
    found = _opened(work, run_id, token)
    if found is None and not _is_seat(work, run_id, token):
        raise NotFound
    shown, day = found or {}, local_day(run)
    if work.now.date() >= day + CARD_STAYS:
        raise NotFound
    return Card(
        title=run.title,
        day=day,
        asks=asks(run),
        until=day + CARD_STAYS,
        commitment=shown.get("commitment", ""),
        notes=shown.get("notes", ""),
        may_say=bool(shown.get("commitment")) and followup.is_open(run.state.ended_at, work.now),
        said=followup.said(work, run_id, key_of(work, run_id, token)),
    )


@operation
def write(
    work: Work, viewer: Viewer | None, run_id: str, token: str, commitment: str, notes: str
) -> None:
    """Keep a seat's card in place of what it was.

    Raises:
        NotFound: the token opens no seat of the run.
        BadInput, TooLong: something of it can't be kept; nothing was cut or stored.
        NotKept: it is too late.
    """
    run = running.find(work, run_id)
    key = key_of(work, run_id, token)
    if not opens_any(work, run_id, token):
        raise NotFound
    if work.now.date() >= local_day(run) + CARD_STAYS:
        raise NotKept(OVER)
    inside = {
        "commitment": _clean("What you will do", commitment, COMMITMENT_LONGEST),
        "notes": _clean("Your notes", notes, NOTES_LONGEST),
    }
    sealed = _box(work, token).seal(json.dumps(inside, ensure_ascii=False), _place(key))
    rows.put_takeaway(work.db, run_id, key, sealed)


def _clean(label: str, text: str, longest: int) -> str:
    kept = whole(text).replace("\r\n", "\n").strip()
    if len(kept) > longest:
        raise TooLong(f"{label} has {len(kept):,} characters; {longest:,} is the most.")
    if has_controls(kept.replace("\n", " ").replace("\t", " ")):
        raise BadInput(UNSEEN)
    return kept


@operation
def keep(work: Work, viewer: Viewer | None, cohort_id: str, run_id: str, token: str) -> None:
    """Copy a seat's card into the viewer's reflections; again changes the copy, and adds none.

    Raises:
        NotFound: the token opens no card with anything on it.
    """
    learner = learners.of(work, viewer, cohort_id)  # locked, their row would say when
    run, found = running.find(work, run_id), _opened(work, run_id, token)
    if found is None or not any(found.values()):
        raise NotFound
    # Only whoever holds the token can make this name again, and it is stored nowhere.
    name = PREFIX + work.vault.lookup("takeaway copy", learner.pid, token)[:24]
    inside = {"title": run.title, "on": local_day(run).isoformat(), "asks": asks(run), **found}
    sealed = learner.box.seal(json.dumps(inside, ensure_ascii=False), _sheet(learner.pid, name))
    sheets.put(work.db, learner.pid, name, sealed)
    after_commit(work.db, settle.level_copies)


@dataclass(frozen=True)
class Copy:
    """What a learner took from a workshop into their reflections."""

    name: str
    title: str
    on: date
    asks: str
    commitment: str = field(repr=False)
    notes: str = field(repr=False)


@operation
def copies(work: Work, viewer: Viewer | None, cohort_id: str, search: str = "") -> tuple[Copy, ...]:
    """What the viewer took from workshops, the latest first; ``search`` keeps what holds it."""
    learner = learners.of(work, viewer, cohort_id)
    found = []
    for name, sealed in sheets.named(work.db, learner.pid, PREFIX):
        try:
            inside = json.loads(learner.box.open(sealed, _sheet(learner.pid, name)))
        except CannotOpen:
            continue
        inside["on"] = date.fromisoformat(inside["on"])
        found.append(Copy(name, **inside))
    wanted = search.strip().casefold()
    kept = [
        one for one in found if wanted in f"{one.title}\n{one.commitment}\n{one.notes}".casefold()
    ]
    return tuple(sorted(kept, key=lambda one: (one.on, one.name), reverse=True))


@operation
def delete(work: Work, viewer: Viewer | None, cohort_id: str, name: str) -> None:
    """Remove what the viewer took from a workshop. Raises NotFound."""
    learner = learners.at_work(work, viewer, cohort_id)
    if not name.startswith(PREFIX) or sheets.find(work.db, learner.pid, name) is None:
        raise NotFound
    sheets.remove(work.db, learner.pid, name)


def asks(run: Run) -> str:
    """What the commitment of a run answers."""
    exits = [one for one in run.plan.activities if isinstance(one, Exit)]
    return exits[-1].commitment if exits else ASKS


def local_day(run: Run) -> date:
    """The day of a run where it takes place."""
    return run.starts_at.astimezone(ZoneInfo(run.time_zone)).date()


def _opened(work: Work, run_id: str, token: str) -> dict[str, str] | None:
    key = key_of(work, run_id, token)
    sealed = rows.takeaway(work.db, key)
    if sealed is None:
        return None
    try:
        found: dict[str, str] = json.loads(_box(work, token).open(sealed, _place(key)))
    except CannotOpen:
        return None
    return found


def opens_any(work: Work, run_id: str, token: str) -> bool:
    """Whether a token opens a card, or a seat that may have one."""
    return rows.takeaway(work.db, key_of(work, run_id, token)) is not None or _is_seat(
        work, run_id, token
    )


def _is_seat(work: Work, run_id: str, token: str) -> bool:
    return seats.standing(work.db, run_id, token_hash(token)) is not None


def _box(work: Work, token: str) -> Box:
    return work.vault.token_box(token, "takeaway")


def _place(key: str) -> str:
    return f"live_takeaway/{key}"


def _sheet(pid: str, name: str) -> str:
    return f"sheet/{pid}/{name}"
