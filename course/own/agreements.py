"""What somebody agreed to by joining: which wording, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from course.access import Role, Viewer, operation
from course.authoring.consent import Consent
from course.cohort import making
from course.errors import BadInput
from course.study import readers
from course.study.record import ASKED_FOR
from course.work import Work
from db.queries import agreement as rows
from db.vault import CannotOpen

CHANGED_AGAIN = "This text has just changed once more. Read it again, please."


@dataclass(frozen=True)
class Asked:
    """The present text, filled in for one cohort. ``changed`` says what is new, if that is said."""

    fingerprint: str
    version: str
    title: str
    changed: str
    points: tuple[str, ...]
    cohort_name: str


@dataclass(frozen=True)
class Agreed:
    """A version somebody agreed to; ``day`` is None where it can't be read any more."""

    version: str
    day: date | None
    is_present: bool


def record(work: Work, account_id: str) -> None:
    """Keep that an account's holder agreed to the present text today; the first time stands."""
    consent = work.catalogue.consent
    rows.agree(
        work.db,
        account_id,
        consent.fingerprint,
        version=consent.version,
        day_sealed=work.vault.seal(
            work.now.date().isoformat(), place(account_id, consent.fingerprint)
        ),
    )


def place(account_id: str, fingerprint: str) -> str:
    """What an agreement's sealed day is bound to."""
    return f"agreement/{account_id}/{fingerprint}"


def points(work: Work, consent: Consent, cohort_id: str) -> tuple[str, ...]:
    """The text's points with a cohort's own facts in them."""
    keep = making.view(work, cohort_id).keep_until
    return consent.filled(
        reader=readers.promise(readers.facts(work, cohort_id)),
        keep_until=f"{keep.day} {keep:%B %Y}",
        asked_for=ASKED_FOR,
    )


@operation
def present(work: Work, viewer: Viewer | None, cohort_id: str) -> Asked:
    """The present text, for a learner of a cohort."""
    consent = work.catalogue.consent
    return Asked(
        fingerprint=consent.fingerprint,
        version=consent.version,
        title=consent.title,
        changed=consent.changed or "",
        points=points(work, consent, cohort_id),
        cohort_name=making.view(work, cohort_id).name,
    )


@operation
def due(work: Work, viewer: Viewer | None) -> Asked | None:
    """The present text, if the viewer is a learner and has not agreed to it yet."""
    assert viewer is not None
    learning = viewer.cohorts_as(Role.LEARNER)
    fingerprint = work.catalogue.consent.fingerprint
    if not learning or rows.has_agreed(work.db, viewer.account_id, fingerprint):
        return None
    return present(work, viewer, learning[0].cohort_id)


@operation
def agree(work: Work, viewer: Viewer | None, fingerprint: str) -> None:
    """Agree to the text with this fingerprint.

    Raises:
        BadInput: the text has changed since it was shown.
    """
    assert viewer is not None
    if fingerprint != work.catalogue.consent.fingerprint:
        raise BadInput(CHANGED_AGAIN)
    record(work, viewer.account_id)


@operation
def mine(work: Work, viewer: Viewer | None) -> tuple[Agreed, ...]:
    """Every version the viewer agreed to, the newest first."""
    assert viewer is not None
    now = work.catalogue.consent.fingerprint
    found = [
        Agreed(
            row.version,
            _day(work, row.day_sealed, viewer.account_id, row.fingerprint),
            now == row.fingerprint,
        )
        for row in rows.of_account(work.db, viewer.account_id)
    ]
    return tuple(sorted(found, key=lambda one: (one.day or date.min, one.version), reverse=True))


def _day(work: Work, sealed: str, account_id: str, fingerprint: str) -> date | None:
    try:
        return date.fromisoformat(work.vault.open(sealed, place(account_id, fingerprint)))
    except CannotOpen:
        return None
