"""Sending invitations by mail, where a mail server is set: one at a time, beside the page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from course import mail
from course.access import Role
from course.cohort import making
from course.installation import Installation
from course.signing import links
from course.work import Work
from db.queries import invitations as rows

log = logging.getLogger("goldseam.posting")

# After so many letters in a row that could not be sent, the rest are not tried: the mail server is
# away, and each try may take a quarter of a minute.
GIVE_UP_AFTER = 3


@dataclass(frozen=True)
class Letter:
    """One invitation's mail; ``token_hash`` says for which of its links."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    token_hash: str = field(repr=False)


@dataclass(frozen=True)
class Delivery:
    """How many letters the mail server took, and how many it did not."""

    sent: int = 0
    failed: int = 0


def deliver(installation: Installation, cohort_id: str, ids: Sequence[str]) -> Delivery:
    """Send the mail of these invitations and note for each what became of it.

    Whoever has joined meanwhile, or whose invitation was taken back, gets none. No transaction is
    open while the mail server is spoken to.
    """
    sent = failed = in_a_row = 0
    for invitation_id in ids:
        with installation.reading() as work:
            letter = _letter(work, cohort_id, invitation_id)
        if letter is None:
            continue
        went = in_a_row < GIVE_UP_AFTER and _send(installation, letter)
        sent, failed = sent + went, failed + (not went)
        in_a_row = 0 if went else in_a_row + 1
        with installation.writing() as work:
            state = rows.SENT if went else rows.FAILED
            rows.note_mail(work.db, invitation_id, letter.token_hash, state)
    return Delivery(sent, failed)


def _send(installation: Installation, letter: Letter) -> bool:
    try:
        mail.send(installation.settings, letter.to, letter.subject, letter.body)
    except mail.CannotSend as error:
        log.warning("an invitation's mail could not be sent: %s", type(error).__name__)
        return False
    return True


def _letter(work: Work, cohort_id: str, invitation_id: str) -> Letter | None:
    row = rows.standing_offer(work.db, cohort_id, invitation_id)
    if row is None or row.token_hash is None:
        return None
    cohort = making.view(work, cohort_id)
    part = "help teach" if row.role == Role.INSTRUCTOR else "take"
    return Letter(
        to=row.email,
        subject=f"Your invitation to {cohort.name}",
        body=(
            f"Hello {row.name},\n\n"
            f"You are invited to {part} {work.catalogue.course.title} with {cohort.name}.\n\n"
            f"{links.invitation_url(work, row)}\n\n"
            "The link is yours alone. Opening it changes nothing; the button on its page lets you "
            "in, once. If it doesn't open, ask whoever invited you for a new one.\n"
        ),
        token_hash=row.token_hash,
    )
