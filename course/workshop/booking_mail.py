"""Sending letters about bookings, each once, however many processes do it.

A letter is claimed before it is handed over and given back only if it certainly did not go out.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from course import mail
from course.installation import Installation
from course.letters.sending import WAITS
from course.work import Work
from course.workshop import announced, booked, booking_letters, calendars
from course.workshop.booking_letters import MOVED, OFF
from db.queries import booking as rows
from db.tables.booking import LiveBooking
from db.vault import CannotOpen

log = logging.getLogger("goldseam.booking_mail")

_shuffle = secrets.SystemRandom().shuffle


@dataclass(frozen=True)
class Ready:
    """A letter that was claimed and can be handed over."""

    booking_id: str
    kind: str
    told: str
    tries: int
    to: str = field(repr=False)
    words: booking_letters.Words = field(repr=False)
    calendar: bytes | None = field(repr=False)


def run_due(installation: Installation) -> int:
    """Let letters wait that are due, and send what waits; returns how many were handed over."""
    if not mail.is_set(installation.settings):
        return 0
    decide(installation)
    return send(installation)


def decide(installation: Installation) -> None:
    """Let a letter wait for each booking whose run is soon, or was two days ago."""
    with installation.reading() as work:
        found = _due(work)
    if not found:
        return
    with installation.writing() as work:
        rows.lock_places(work.db)
        for booking_id, kind in _due(work):
            rows.change(work.db, booking_id, letter=kind, tries=0, retry_sealed=None)


def _due(work: Work) -> list[tuple[str, str]]:
    found = []
    for row in rows.with_bookings(work.db):
        if row.rehearsal:
            continue
        run, bookings = announced.read(row), rows.all_of(work.db, row.id)
        came = any(one.came for one in bookings)
        for one in bookings:
            kind = booking_letters.due(run, one, work.now, anybody_came=came)
            if kind is not None:
                found.append((one.id, kind))
    return found


def send(installation: Installation) -> int:
    """Hand over the letters that wait and are not put off; returns how many were taken."""
    with installation.reading() as work:
        left = [one.id for one in rows.letters_waiting(work.db) if _may_be_tried(work, one)]
    if not left:
        return 0
    _shuffle(left)
    sent = 0
    try:
        with mail.connected(installation.settings) as post:
            while left:
                sent += _send(installation, post, left.pop())
    except mail.Away:
        log.warning("the mail server is away; letters about bookings wait")
    return sent


def _send(installation: Installation, post: mail.Post, booking_id: str) -> bool:
    with installation.writing() as work:
        rows.lock_places(work.db)
        ready = _ready(work, booking_id)
    if ready is None:
        return False
    try:
        post(ready.to, ready.words.subject, ready.words.text, calendar=ready.calendar)
    except (mail.Away, mail.Later) as error:
        _give_back(installation, ready)
        if isinstance(error, mail.Away):
            raise
        return False
    except mail.Refused:
        return False
    except mail.Unsure:
        log.warning("a letter may have gone out or not; it is not sent again")
        return False
    return True


def _ready(work: Work, booking_id: str) -> Ready | None:
    one = rows.by_id(work.db, booking_id)
    if one is None or one.letter is None:
        return None
    kind, told, tries = one.letter, one.told, one.tries
    after = dict.fromkeys(filter(None, [*told.split(","), kind]))
    if not rows.claim(work.db, booking_id, kind, ",".join(after)):
        return None
    if one.email is None:
        return None
    run = announced.find(work, one.run_id)
    words = booking_letters.words(work, run, one, kind)
    calendar = calendars.of(work, run) if kind in {MOVED, OFF} else None
    return Ready(booking_id, kind, told, tries, one.email, words, calendar)


def _give_back(installation: Installation, ready: Ready) -> None:
    """The letter waits again, unless another has taken its place or the booking is gone."""
    with installation.writing() as work:
        rows.lock_places(work.db)
        one = rows.by_id(work.db, ready.booking_id)
        if one is None or one.letter is not None:
            return
        after = work.now + WAITS[min(ready.tries, len(WAITS) - 1)]
        rows.change(
            work.db,
            ready.booking_id,
            letter=ready.kind,
            told=ready.told,
            tries=ready.tries + 1,
            retry_sealed=work.vault.seal(after.isoformat(), booked.retry_place(ready.booking_id)),
        )


def _may_be_tried(work: Work, one: LiveBooking) -> bool:
    if one.retry_sealed is None:
        return True
    try:
        after = work.vault.open(one.retry_sealed, booked.retry_place(one.id))
    except CannotOpen:
        return True
    return datetime.fromisoformat(after) <= work.now
