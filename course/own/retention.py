"""What the calendar starts at the end of keeping: warning learners, writing to them, erasing.

Everything here may be interrupted and run again, by several processes at once: each cohort is
looked at once more under the lock of ticks, and what is done for one is done in one transaction.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from course import erasing, mail
from course.cohort.contribute import local_day
from course.installation import Installation
from course.own import keeping
from course.own.held import ending_place
from course.own.keeping import Ending, Step
from course.work import Work
from db.queries import enrolment as locks
from db.queries import keeping as rows
from db.queries import release as ticks
from db.queries.keeping import Standing
from db.vault import CannotOpen

log = logging.getLogger("goldseam.retention")

FIRST_PAUSE = timedelta(minutes=10)  # doubled after each try
LONGEST_PAUSE = timedelta(hours=24)
GIVE_UP_AFTER = 3  # letters in a row: the mail server is away


@dataclass(frozen=True)
class Letter:
    """One learner's letter about one cohort."""

    account_id: str
    cohort_id: str
    stage: int
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)


def run_due(installation: Installation) -> int:
    """Begin and go on with warnings, and erase what is due; returns how many cohorts were erased.

    A clock moved backwards destroys nothing and repeats nothing.
    """
    with installation.reading() as work:
        due = [one.cohort_id for one in rows.standings(work.db) if _changes(work, one)]
    return sum(_look(installation, cohort_id) for cohort_id in due)


def _step(work: Work, standing: Standing) -> Step:
    today = local_day(work.now, standing.time_zone)
    return keeping.advance(today, standing.keep_until, keeping.stretch_of(standing))


def _changes(work: Work, standing: Standing) -> bool:
    step = _step(work, standing)
    return step.erases or step.now != keeping.stretch_of(standing)


def _look(installation: Installation, cohort_id: str) -> int:
    with installation.writing() as work:
        ticks.lock_ticks(work.db)
        locks.lock_cohort(work.db, cohort_id)
        found = rows.standings(work.db, [cohort_id])
        if not found:
            return 0
        step = _step(work, found[0])
        if step.now is None:
            rows.drop(work.db, cohort_id)
            rows.drop_letters(work.db, cohort_id)
            return 0
        if step.erases:
            erasing.erase_cohort(work, cohort_id)
            rows.drop_letters(work.db, cohort_id)
        rows.put(
            work.db,
            cohort_id,
            warned_on=step.now.warned_on,
            seen_on=step.now.seen_on,
            erased_on=step.now.seen_on if step.erases else step.now.erased_on,
        )
        return int(step.erases)


def write_letters(installation: Installation) -> int:
    """Send the warnings that are due by mail; returns how many were taken.

    A letter that can't be sent is tried again later, ever more slowly. No transaction is open while
    the mail server is spoken to.
    """
    if not mail.is_set(installation.settings):
        return 0
    with installation.reading() as work:
        if not _due(work):
            return 0
    with installation.writing() as work:
        ticks.lock_ticks(work.db)  # another process that comes meanwhile finds them taken
        due = _due(work)
        for letter, tries in due:
            _note_try(work, letter, tries)
    sent = in_a_row = 0
    for letter, _ in due:
        if in_a_row == GIVE_UP_AFTER:
            break
        try:
            mail.send(installation.settings, letter.to, letter.subject, letter.body)
        except mail.CannotSend as error:
            log.warning("a letter could not be sent: %s", type(error).__name__)
            in_a_row += 1
            continue
        sent, in_a_row = sent + 1, 0
        with installation.writing() as work:
            rows.note_sent(work.db, letter.account_id, letter.cohort_id, letter.stage)
    return sent


def _due(work: Work) -> list[tuple[Letter, int]]:
    """Every letter to be sent now, and how often it was tried."""
    found = []
    for standing in rows.standings(work.db):
        today = local_day(work.now, standing.time_zone)
        ending = keeping.ending_of(standing, today) if standing.warned_on else None
        if ending is None:
            continue
        stage = keeping.stage(ending.on, today)
        known = rows.letters(work.db, standing.cohort_id, stage)
        learners = erasing.pids_in(work, standing.cohort_id)
        for account_id, name, to in rows.addressed(work.db, learners):
            sent, tries, sealed = known.get(account_id, (False, 0, ""))
            if sent or _is_early(work, account_id, standing.cohort_id, stage, sealed):
                continue
            found.append((_letter(work, account_id, stage, to, name, ending), tries))
    return found


def _is_early(work: Work, account_id: str, cohort_id: str, stage: int, sealed: str) -> bool:
    if not sealed:
        return False
    try:
        at = work.vault.open(sealed, ending_place(account_id, cohort_id, stage))
        # A moment further off than we ever wait was set by a clock that ran ahead.
        return work.now < datetime.fromisoformat(at) <= work.now + LONGEST_PAUSE
    except CannotOpen:
        return False


def _note_try(work: Work, letter: Letter, tries: int) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE)
    place = ending_place(letter.account_id, letter.cohort_id, letter.stage)
    rows.note_try(
        work.db,
        letter.account_id,
        letter.cohort_id,
        letter.stage,
        tries=tries + 1,
        next_sealed=work.vault.seal((work.now + pause).isoformat(), place),
    )


def _letter(work: Work, account_id: str, stage: int, to: str, name: str, ending: Ending) -> Letter:
    day = f"{ending.on.day} {ending.on:%B %Y}"
    return Letter(
        account_id=account_id,
        cohort_id=ending.cohort_id,
        stage=stage,
        to=to,
        subject=f"{ending.cohort_name}: kept until {day}",
        body=(
            f"Hello {name},\n\n"
            f"What you may have written in {ending.cohort_name} is kept until {day}. On that day "
            "it is erased for good, and nobody can bring it back.\n\n"
            f"To keep it, sign in and take a copy before then:\n\n{work.settings.url}/my-data\n\n"
            "If you go on in another cohort, you can bring your writing there, on the same page. "
            "If you want nothing kept, there is nothing to do.\n"
        ),
    )
