"""Telling one's trainers something under one's own name: exactly what was looked at, and no more.

The page counts nothing and asks for no answer; a message stays until an instructor puts it away
or whoever wrote it takes it back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from course.access import Role, Viewer, operation
from course.cohort import making, said
from course.errors import BadInput, NotFound
from course.work import Work
from db.base import random_id
from db.queries import chosen as rows
from db.queries import cohort as cohorts
from db.tables.letters import Message as MessageRow
from db.vault import CannotOpen

TEXT_MOST = 2_000
ALIVE_MOST = 5


@dataclass(frozen=True)
class Preview:
    """Exactly what would be sent, and who would read it."""

    name: str
    email: str
    to: tuple[str, ...]
    on: date
    text: str
    sent: tuple[Sent, ...] = ()


@dataclass(frozen=True)
class Sent:
    """A message of mine that its readers have not put away."""

    id: str
    on: date
    text: str


@dataclass(frozen=True)
class Heard:
    """A message as instructors read it."""

    id: str
    name: str
    email: str
    on: date
    text: str


@operation
def preview(work: Work, viewer: Viewer | None, cohort_id: str, text: str) -> Preview:
    """What a message would hold and who would read it; stores nothing.

    Raises:
        TooLong: the text is over ``TEXT_MOST`` characters.
    """
    assert viewer is not None
    members = cohorts.members(work.db, cohort_id)
    to = sorted(name for _, role, name, _ in members if role == Role.INSTRUCTOR.value)
    email = next((e for a, _, _, e in members if a == viewer.account_id), None)
    sent = tuple(
        Sent(message_id, on, written)
        for message_id, _, _, _, on, written in _opened(work, cohort_id, viewer.account_id)
    )
    today = making.view(work, cohort_id).today(work.now)
    return Preview(viewer.name, email or "", tuple(to), today, _clean(text), sent)


@operation
def tell(work: Work, viewer: Viewer | None, cohort_id: str, text: str) -> None:
    """Put a message before the cohort's instructors, under my name.

    Raises:
        BadInput: it is empty, or several of mine wait there already.
        TooLong: it is over ``TEXT_MOST`` characters.
    """
    assert viewer is not None
    clean = _clean(text)
    if not clean:
        raise BadInput("Write what your instructor should know.")
    already = _opened(work, cohort_id, viewer.account_id)
    if any(one[5] == clean for one in already):
        return  # pressed twice
    if len(already) >= ALIVE_MOST:
        raise BadInput(
            f"{ALIVE_MOST} messages of yours are with your instructor. Take one back to send "
            "another."
        )
    message_id = random_id()
    today = making.view(work, cohort_id).today(work.now)
    held = json.dumps({"on": today.isoformat(), "text": clean}, ensure_ascii=False)
    sealed = work.vault.seal(held, _place(message_id, cohort_id, viewer.account_id))
    row = MessageRow(
        id=message_id, account_id=viewer.account_id, cohort_id=cohort_id, sealed=sealed
    )
    rows.add_message(work.db, row)


@operation
def take_back(work: Work, viewer: Viewer | None, cohort_id: str, message_id: str) -> None:
    """Take a message of mine back. Raises NotFound."""
    assert viewer is not None
    if not rows.remove_message(work.db, cohort_id, message_id, viewer.account_id):
        raise NotFound


@operation
def heard(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Heard, ...]:
    """What learners told the cohort's instructors, the newest day first."""
    found = [
        Heard(message_id, name, email or "", on, text)
        for message_id, _, name, email, on, text in _opened(work, cohort_id)
    ]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


@operation
def put_away(work: Work, viewer: Viewer | None, cohort_id: str, message_id: str) -> None:
    """Remove a message that was read. Raises NotFound."""
    if not rows.remove_message(work.db, cohort_id, message_id):
        raise NotFound


def _clean(text: str) -> str:
    return said.clean(text, TEXT_MOST, "The message")


_Opened = tuple[str, str, str, str | None, date, str]


def _opened(work: Work, cohort_id: str, account_id: str | None = None) -> list[_Opened]:
    found = []
    for message_id, who, name, email, sealed in rows.messages(work.db, cohort_id, account_id):
        try:
            held = json.loads(work.vault.open(sealed, _place(message_id, cohort_id, who)))
        except CannotOpen:
            continue
        on = date.fromisoformat(held["on"])
        found.append((message_id, who, name, email, on, str(held["text"])))
    return found


def _place(message_id: str, cohort_id: str, account_id: str) -> str:
    return f"message/{message_id}/{cohort_id}/{account_id}"
