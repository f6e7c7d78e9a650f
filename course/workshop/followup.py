"""Whether commitments were kept: asked two days after, counted once a week after, in four words.

Until they are counted answers lie by the fingerprint of a token, and nobody sees how many there
are. Then they become one word, if enough people answered, and are gone.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from course.access import Viewer, operation
from course.cohort.rules import batch
from course.errors import BadInput, GoldseamError, NotFound
from course.installation import Installation
from course.work import Work
from course.workshop import bands, running
from course.workshop.state import unpack
from db.queries import live_answers as answers
from db.queries import live_own as rows
from db.queries import live_runs as runs
from db.vault import CannotOpen

ASK_AFTER, COUNT_AFTER = timedelta(hours=48), timedelta(days=7)
KEPT, PARTLY, NOT_YET = "kept", "partly", "not-yet"
CHOICES = ((KEPT, "Yes"), (PARTLY, "In part"), (NOT_YET, "Not yet"))
ITEM = "*kept"  # no activity has such a name
_LENGTH = 24

CLOSED = "The answers have been counted, or it is too early to say."


class TooLate(GoldseamError):
    """It is not the time to say whether a commitment was kept."""


def is_open(ended_at: datetime | None, now: datetime) -> bool:
    """Whether it can be said now."""
    return ended_at is not None and ended_at + ASK_AFTER <= now < ended_at + COUNT_AFTER


@operation
def answer(work: Work, viewer: Viewer | None, run_id: str, token: str, said: str) -> None:
    """Say whether the commitment on a seat's card was kept; until it is counted it may change.

    Raises:
        NotFound: the token opens no card.
        BadInput: that is none of the choices.
        TooLate: it is not the time.
    """
    run = running.find(work, run_id, holds=True)
    key = key_of(work, run_id, token)
    if rows.takeaway(work.db, key) is None:
        raise NotFound
    if said not in dict(CHOICES):
        raise BadInput("Choose one of the three.")
    if not is_open(run.state.ended_at, work.now) or ITEM in answers.tallies(work.db, run_id):
        raise TooLate(CLOSED)
    sealed = work.vault.seal(json.dumps(said).ljust(_LENGTH), _place(run_id, key))
    rows.put_kept(work.db, run_id, key, sealed)


def key_of(work: Work, run_id: str, token: str) -> str:
    """By what a seat's card is found; only its token leads there."""
    return work.vault.lookup("takeaway", run_id, token)


def said(work: Work, run_id: str, key: str) -> str | None:
    """What was said of a card so far."""
    sealed = rows.kept(work.db, run_id).get(key)
    return None if sealed is None else _read(work, run_id, key, sealed)


def count_due(installation: Installation) -> int:
    """Count what is due; returns for how many runs that was."""
    with installation.reading() as work:
        due = [run_id for run_id in _ended(work) if _is_due(work, run_id)]
    for run_id in due:
        with installation.writing() as work:
            _count(work, run_id)
    return len(due)


def _ended(work: Work) -> list[str]:
    return [
        row.id
        for row in runs.ended(work.db)
        if (ended := unpack(row.status, row.state).ended_at) is not None
        and ended + COUNT_AFTER <= work.now
    ]


def _is_due(work: Work, run_id: str) -> bool:
    return ITEM not in answers.tallies(work.db, run_id)


def _count(work: Work, run_id: str) -> None:
    """One word in place of the answers. Who could have answered says how many must have."""
    running.find(work, run_id, holds=True)
    if not _is_due(work, run_id):
        return
    found = rows.kept(work.db, run_id)
    read = [_read(work, run_id, key, sealed) for key, sealed in found.items()]
    given = [one for one in read if one is not None]
    shown = {}
    if len(given) >= batch(rows.takeaways(work.db, run_id)):
        shown = {"kept": bands.BANDS[bands.level(given.count(KEPT), len(given))]}
    answers.put_tally(work.db, run_id, ITEM, shown)
    rows.remove_kept(work.db, run_id)


def _read(work: Work, run_id: str, key: str, sealed: str) -> str | None:
    try:
        found: str = json.loads(work.vault.open(sealed, _place(run_id, key)))
    except CannotOpen:
        return None
    return found


def _place(run_id: str, key: str) -> str:
    return f"live_kept/{run_id}/{key}"
