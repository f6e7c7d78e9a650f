"""Deciding who gets which letter, and handing each over once.

Who gets a letter about an occasion is decided once, in one transaction under one lock. A letter is
claimed before it is handed over and given back only if it certainly did not go out, so that however
many processes do this, and wherever one of them stops, nobody gets a letter twice.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from course import mail
from course.cohort import making
from course.cohort.planning import CohortView
from course.installation import Installation
from course.letters import occasions, off, wording
from course.letters.preferences import paused_until
from course.work import Work
from db.queries import letters as rows
from db.queries.letters import Key, Waiting
from db.vault import CannotOpen

log = logging.getLogger("goldseam.letters")

# How long a letter waits after it could not be sent once, twice, and so on; then always the last.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
_shuffle = secrets.SystemRandom().shuffle


@dataclass(frozen=True)
class Ready:
    """A letter that was claimed and can be handed over."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)


def run_due(installation: Installation) -> int:
    """Decide and send what is due; returns how many letters were handed over."""
    if not mail.is_set(installation.settings):
        return 0
    decide(installation)
    return send(installation)


def decide(installation: Installation) -> None:
    """Let a letter wait for everyone who wants one, about each occasion that has come."""
    with installation.reading() as work:
        found = [cohort_id for cohort_id in rows.running(work.db) if _undecided(work, cohort_id)]
    for cohort_id in found:
        with installation.writing() as work:
            rows.lock_letters(work.db)
            for occasion in _undecided(work, cohort_id):
                _decide(work, cohort_id, occasion)


def _undecided(work: Work, cohort_id: str) -> list[occasions.Occasion]:
    cohort = making.view(work, cohort_id)
    due = occasions.due(work, cohort) if occasions.is_daytime(work, cohort) else []
    known = rows.decided(work.db, cohort_id) if due else set()
    return [occasion for occasion in due if set(occasion.names) - known]


def _decide(work: Work, cohort_id: str, occasion: occasions.Occasion) -> None:
    new = [name for name in occasion.names if rows.decide(work.db, cohort_id, name)]
    accounts = [
        account_id
        for account_id, sealed in rows.willing(work.db, cohort_id)
        if paused_until(work, account_id, sealed) is None
    ]
    _shuffle(accounts)
    rows.add_letters(work.db, cohort_id, new[0], accounts)


def send(installation: Installation) -> int:
    """Hand over the letters that wait and are not put off; returns how many were taken."""
    with installation.reading() as work:
        left = [one for one in rows.waiting(work.db) if _may_be_tried(work, one)]
    if not left:
        return 0
    _shuffle(left)
    sent = 0
    try:
        with mail.connected(installation.settings) as post:
            while left:
                sent += _send(installation, post, left.pop())
    except mail.Away:
        log.warning("the mail server is away; letters wait")
        _put_off(installation, left)
    return sent


def _send(installation: Installation, post: mail.Post, letter: Waiting) -> bool:
    """Claim one letter and hand it over; True when it was taken. Raises Away."""
    with installation.writing() as work:
        rows.lock_letters(work.db)
        ready = _ready(work, letter.key)
    if ready is None:
        return False
    try:
        post(ready.to, ready.subject, ready.body, ready.headers)
    except (mail.Away, mail.Later) as error:
        _put_off(installation, [letter], claimed=True)
        if isinstance(error, mail.Away):
            raise
        return False
    except mail.Refused:
        with installation.writing() as work:
            rows.close(work.db, letter.key)
        return False
    except mail.Unsure:
        log.warning("a letter may have gone out or not; it is not sent again")
        return False
    return True


def _ready(work: Work, key: Key) -> Ready | None:
    if not rows.claim(work.db, key):
        return None
    account_id, cohort_id, occasion = key
    cohort = making.view(work, cohort_id)
    to = rows.addressee(work.db, account_id, cohort_id)
    said = wording.words(work, cohort, occasion) if _is_fresh(work, cohort, occasion) else None
    if to is None or said is None or paused_until(work, account_id, to.paused_sealed):
        rows.close(work.db, key)
        return None
    url = off.url(work.settings, off.token_of(work, to.off_hash, to.off_sealed))
    return Ready(
        to=to.email,
        subject=said.subject,
        body=wording.whole(to.name, said, url),
        headers={
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _is_fresh(work: Work, cohort: CohortView, occasion: str) -> bool:
    day = occasions.day_of(work, cohort, occasion)
    return day is not None and occasions.is_fresh(work, cohort, day)


def _may_be_tried(work: Work, letter: Waiting) -> bool:
    if not occasions.is_daytime(work, making.view(work, letter.key[1])):
        return False
    if letter.retry_sealed is None:
        return True
    try:
        after = work.vault.open(letter.retry_sealed, _place(letter.key))
    except CannotOpen:
        return True
    return datetime.fromisoformat(after) <= work.now


def _put_off(
    installation: Installation, letters: Sequence[Waiting], *, claimed: bool = False
) -> None:
    with installation.writing() as work:
        rows.lock_letters(work.db)
        for letter in letters:
            after = work.now + WAITS[min(letter.tries, len(WAITS) - 1)]
            sealed = work.vault.seal(after.isoformat(), _place(letter.key))
            rows.put_off(work.db, letter.key, letter.tries + 1, sealed, claimed=claimed)


def _place(key: Key) -> str:
    return "letter/" + "/".join(key)
