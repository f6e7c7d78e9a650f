"""An instructor's note to the cohort: written, looked at, posted. The same bytes for everybody.

A note may carry parts for readers in some state. For whom such a part is drawn is found out on the
reader's own page, from their own data (``course/study/noted.py``), and nowhere kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from course.access import Viewer, operation
from course.cohort import making, said
from course.cohort.planning import clean_line
from course.errors import BadInput, NotFound, StaleDraft, TooLong
from course.work import Work
from db.queries import enrolment as locks
from db.queries import notes as rows

TITLE_MOST, TEXT_MOST, PARTS_MOST = 120, 4_000, 3
AWAY_DAYS = (14, 28)
UNBEGUN, AWAY = "unbegun", "away"


@dataclass(frozen=True)
class Part:
    """A text for readers of whom ``who`` holds: ``unbegun/<lesson id>`` or ``away/<days>``."""

    who: str
    text: str


@dataclass(frozen=True)
class Note:
    """A note. ``posted_on`` is None while it is being written, ``author`` empty when erased."""

    title: str = ""
    everyone: str = ""
    some: tuple[Part, ...] = ()
    revision: int = 0
    id: str = ""
    author: str = ""
    posted_on: date | None = None


@dataclass(frozen=True)
class Desk:
    """What an instructor has before them: the note being written, and those that were posted.

    ``rules`` are the states that a part may be for.
    """

    draft: Note
    posted: tuple[Note, ...]
    rules: tuple[str, ...]


@operation
def desk(work: Work, viewer: Viewer | None, cohort_id: str) -> Desk:
    """The note being written for a cohort, and those that were posted, the newest first."""
    row = rows.draft(work.db, cohort_id)
    draft = Note() if row is None else shown(row, None)
    posted = tuple(shown(note, author) for note, author in rows.posted(work.db, cohort_id))
    return Desk(draft, posted, rules(work))


def rules(work: Work) -> tuple[str, ...]:
    """Every state of a reader that a part may be for."""
    lessons = [f"{UNBEGUN}/{lesson_id}" for lesson_id in work.catalogue.editions]
    return (*lessons, *(f"{AWAY}/{days}" for days in AWAY_DAYS))


def shown(row: Any, author: str | None) -> Note:
    """A note as it is stored."""
    some = tuple(Part(part["who"], part["text"]) for part in row.parts["some"])
    everyone = row.parts["everyone"]
    return Note(row.title, everyone, some, row.revision, row.id, author or "", row.posted_on)


@operation
def save(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    title: str,
    everyone: str,
    some: Sequence[Part],
    revision: int,
) -> Note:
    """Keep the note that is being written; ``revision`` is that of the one it was written over.

    Raises:
        BadInput: something in it can't be used; nothing was stored.
        StaleDraft: another instructor, or another window, changed it meanwhile.
    """
    assert viewer is not None
    locks.lock_cohort(work.db, cohort_id)
    making.view(work, cohort_id)
    row = rows.draft(work.db, cohort_id)
    if revision != (0 if row is None else row.revision):
        raise StaleDraft(said.STALE)
    note = _checked(work, title, everyone, some)
    parts = {
        "everyone": note.everyone,
        "some": [{"who": part.who, "text": part.text} for part in note.some],
    }
    rows.put_draft(work.db, cohort_id, viewer.account_id, note.title, parts, revision + 1)
    return _draft(work, cohort_id)


def _draft(work: Work, cohort_id: str) -> Note:
    row = rows.draft(work.db, cohort_id)
    if row is None:
        raise NotFound
    return shown(row, None)


def _checked(work: Work, title: str, everyone: str, some: Sequence[Part]) -> Note:
    heading = clean_line(said.clean(title, 10 * TITLE_MOST, "The title"))
    if len(heading) > TITLE_MOST:
        raise TooLong(f"The title has {len(heading)} characters; {TITLE_MOST} is the most.")
    parts = tuple(
        Part(part.who, said.clean(part.text, TEXT_MOST, "A part"))
        for part in some
        if part.text.strip()
    )
    if len(parts) > PARTS_MOST or any(part.who not in rules(work) for part in parts):
        raise BadInput("Choose for whom each part is from the list.")
    return Note(heading, said.clean(everyone, TEXT_MOST, "The note"), parts)


@operation
def post(work: Work, viewer: Viewer | None, cohort_id: str, revision: int) -> None:
    """Let the note that was written stand on every learner's page from now on.

    Raises:
        BadInput: it has no title or no text for everyone.
        StaleDraft: it is not the one that was looked at.
    """
    assert viewer is not None
    locks.lock_cohort(work.db, cohort_id)
    row = rows.draft(work.db, cohort_id)
    if row is None or row.revision != revision:
        raise StaleDraft(said.STALE)
    note = shown(row, None)
    if not note.title or not note.everyone:
        raise BadInput("A note needs a title and a text for everyone.")
    today = making.view(work, cohort_id).today(work.now)
    rows.post(work.db, cohort_id, note.id, viewer.account_id, today)


@operation
def remove(work: Work, viewer: Viewer | None, cohort_id: str, note_id: str) -> None:
    """Take a note away from every learner's page. Letters that went out stay where they are.

    Raises:
        NotFound: there is no such note here.
    """
    if not rows.remove(work.db, cohort_id, note_id):
        raise NotFound
