"""A certificate of completion: as paper for its learner, and for anyone with its code, if wished.

It says that the practice was done and certifies no competence. Nothing is stored until a learner
lets others check it; taking that back removes the code for good and revokes the badge.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import date

from course.access import Viewer, operation, token_hash
from course.errors import NotFound
from course.paper.render import render
from course.settings import Settings
from course.study import badge_keys, record
from course.study.record import Record
from course.work import Work
from db.queries import record as rows
from db.tables.record import PublicCertificate
from db.vault import CannotOpen

MEANING = "Completion means practice done, not competence certified."
KNOWN = (
    "A public certificate says to everyone, your instructors among them, that you completed the "
    "course. In figures that count who completed, you are then somebody they know of."
)
# Letters and digits that nobody takes for one another: 26 of 31 are 128 bits.
_ALPHABET, _LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 26


@dataclass(frozen=True)
class Certificate:
    """What a certificate says. ``code`` is empty and ``place`` None for one nobody can check."""

    record: Record = field(repr=False)
    issued_on: date
    code: str = field(default="", repr=False)
    place: int | None = None
    cohort_id: str = ""


@operation
def paper(work: Work, viewer: Viewer | None, cohort_id: str) -> bytes:
    """The viewer's own certificate as PDF. Raises NotFound where the course is not complete."""
    if viewer is None or not record.mine(work, viewer, cohort_id).standing.is_complete:
        raise NotFound
    found = _of(work, viewer.account_id, cohort_id) or Certificate(
        record.of(work, viewer, cohort_id), work.now.date()
    )
    return render("certificate", printed(work.settings, found))


def printed(settings: Settings, one: Certificate) -> dict[str, object]:
    """What the template of a certificate is given."""
    said = one.record
    return {
        "title": f"Certificate of completion: {said.course}",
        "name": said.name,
        "course": said.course,
        "provider": said.provider,
        "outcomes": list(said.outcomes),
        "lines": [list(line) for line in said.lines() if line[0] not in {"Name", "Course"}],
        "issued": record.day(one.issued_on),
        "meaning": MEANING,
        "address": url_of(settings, one.code) if one.code else "",
    }


@operation
def turn_on(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """Let anyone with its code check the viewer's certificate. Twice changes nothing.

    Raises:
        BadInput: the course is not complete.
    """
    if viewer is None:
        raise NotFound
    badge_keys.lock(work)  # of two taps the second finds what the first made
    if rows.certificate(work.db, viewer.account_id, cohort_id) is not None:
        return
    made = record.of(work, viewer, cohort_id)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    inside = {
        "record": made.model_dump(mode="json"),
        "issued_on": work.now.date().isoformat(),
        "code": code,
    }
    row = PublicCertificate(
        account_id=viewer.account_id,
        cohort_id=cohort_id,
        code_hash=token_hash(code),
        place=badge_keys.free_place(work),
        sealed=work.vault.seal(json.dumps(inside), _place(viewer.account_id, cohort_id)),
    )
    badge_keys.signing(work)  # made now if there is none, because looking must change nothing
    rows.add_certificate(work.db, row)


@operation
def turn_off(work: Work, viewer: Viewer | None, cohort_id: str) -> None:
    """Nobody can check it any more, and its badge is revoked, for good. Raises NotFound."""
    if viewer is None or rows.certificate(work.db, viewer.account_id, cohort_id) is None:
        raise NotFound
    rows.revoke(work.db, viewer.account_id, cohort_id)


@operation
def public(work: Work, viewer: Viewer | None) -> tuple[Certificate, ...]:
    """The viewer's certificates that others can check, also of cohorts they have left."""
    if viewer is None:
        return ()
    found = (_opened(work, row) for row in rows.certificates(work.db, viewer.account_id))
    return tuple(one for one in found if one is not None)


@operation
def verified(work: Work, viewer: Viewer | None, code: str) -> Certificate:
    """The certificate with a code, for anyone. Raises NotFound."""
    row = rows.by_code(work.db, token_hash(code))
    found = None if row is None else _opened(work, row)
    if found is None:
        raise NotFound
    return found


def _of(work: Work, account_id: str, cohort_id: str) -> Certificate | None:
    row = rows.certificate(work.db, account_id, cohort_id)
    return None if row is None else _opened(work, row)


def _opened(work: Work, row: PublicCertificate) -> Certificate | None:
    try:
        inside = json.loads(work.vault.open(row.sealed, _place(row.account_id, row.cohort_id)))
    except CannotOpen:
        return None
    return Certificate(
        Record.model_validate_json(json.dumps(inside["record"])),
        date.fromisoformat(inside["issued_on"]),
        inside["code"],
        row.place,
        row.cohort_id,
    )


def url_of(settings: Settings, code: str) -> str:
    """Where anyone can check a certificate."""
    return f"{settings.url}/verified/{code}"


def _place(account_id: str, cohort_id: str) -> str:
    return f"public_certificate/{account_id}/{cohort_id}"
