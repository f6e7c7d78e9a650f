"""Turning letters off by the link that stands in each of them, signed in or not (RFC 8058)."""

from __future__ import annotations

from course.access import Viewer, operation, token_hash
from course.errors import NotFound
from course.letters.preferences import off_place
from course.settings import Settings
from course.work import Work
from db.queries import chosen as rows


def url(settings: Settings, token: str) -> str:
    """Where an off link's token is opened."""
    return f"{settings.url}/letters/off/{token}"


def token_of(work: Work, off_hash: str, off_sealed: str) -> str:
    """The token of an account's off link, to stand in a letter."""
    return work.vault.open(off_sealed, off_place(off_hash))


@operation
def look(work: Work, viewer: Viewer | None, token: str) -> bool:
    """Whether letters come to the account whose link this is. Changes nothing. Raises NotFound."""
    row = rows.preference(work.db, _account(work, token))
    return row is not None and row.reminders


@operation
def turn_off(work: Work, viewer: Viewer | None, token: str) -> None:
    """Let no letter come to the account whose link this is; again changes nothing.

    Raises:
        NotFound: there is no such link.
    """
    rows.prefer(work.db, _account(work, token), reminders=False)


def _account(work: Work, token: str) -> str:
    found = rows.by_off_hash(work.db, token_hash(token))
    if found is None:
        raise NotFound
    return found
