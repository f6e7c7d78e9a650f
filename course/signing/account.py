"""My own account: what stands in it, and the notice left for me."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Viewer, operation
from course.errors import NotFound
from course.signing import mailbox
from course.work import Work
from db.queries import sign_in as rows


@dataclass(frozen=True)
class AboutMe:
    """What my account holds. ``has_phrase`` says whether a recovery phrase was made.

    ``mail_links`` says whether links to come back may be mailed to ``email``.
    """

    name: str
    email: str | None
    mail_links: bool
    has_phrase: bool
    notice: str | None


@operation
def about_me(work: Work, viewer: Viewer | None) -> AboutMe:
    """What my account holds."""
    assert viewer is not None
    row = rows.account(work.db, viewer.account_id)
    if row is None:
        raise NotFound
    has_phrase = row.recovery_hash is not None
    return AboutMe(row.name, row.email, row.mail_links, has_phrase, row.notice)


@operation
def change(
    work: Work, viewer: Viewer | None, name: str, email: str, *, mail_links: bool = False
) -> None:
    """Change my name and address, and whether links may be mailed there.

    An empty address takes it away.

    Raises:
        BadInput: one of them cannot be used; neither was changed.
    """
    assert viewer is not None
    good_name, good_email = mailbox.name(name), mailbox.email_or_none(email)
    rows.set_name(work.db, viewer.account_id, good_name)
    rows.set_email(work.db, viewer.account_id, good_email, mail_links=mail_links)


@operation
def dismiss_notice(work: Work, viewer: Viewer | None) -> None:
    """Take away the notice that was left for me."""
    assert viewer is not None
    rows.set_notice(work.db, viewer.account_id, None)
