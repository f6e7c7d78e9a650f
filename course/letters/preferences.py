"""What an account chooses for itself: how pages look, and whether letters come."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from course.access import Viewer, operation, token_hash
from course.errors import BadInput
from course.look import LineSpacing, Look, TextSize
from course.work import Work
from db.queries import chosen as rows
from db.queries import sign_in as accounts
from db.vault import CannotOpen

PAUSES = (2, 4)  # weeks
NO_ADDRESS = "Letters need an address. Add your email above and save it first."


@dataclass(frozen=True)
class Preferences:
    """What an account chose. ``paused_until`` is the day on which letters go on, None for now."""

    look: Look
    reminders: bool
    paused_until: date | None
    has_feed: bool


@operation
def mine(work: Work, viewer: Viewer | None) -> Preferences:
    """What I chose."""
    assert viewer is not None
    row = rows.preference(work.db, viewer.account_id)
    has_feed = rows.has_feed(work.db, viewer.account_id)
    if row is None:
        return Preferences(Look(), False, None, has_feed)
    until = paused_until(work, viewer.account_id, row.paused_sealed)
    look = Look.of(row.text_size, row.line_spacing, row.hide_clocks)
    return Preferences(look, row.reminders, until.date() if until else None, has_feed)


@operation
def set_look(work: Work, viewer: Viewer | None, look: Look) -> None:
    """Choose how my pages look, on every device.

    Raises:
        BadInput: there is no such size or spacing.
    """
    assert viewer is not None
    try:
        size, spacing = TextSize(look.text_size), LineSpacing(look.line_spacing)
    except ValueError:
        raise BadInput("Choose a text size and a line spacing from the lists.") from None
    rows.prefer(
        work.db,
        viewer.account_id,
        text_size=size.value,
        line_spacing=spacing.value,
        hide_clocks=bool(look.hide_clocks),
    )


@operation
def set_reminders(work: Work, viewer: Viewer | None, *, wanted: bool) -> None:
    """Ask for letters, or ask for none any more. Either ends a pause.

    Raises:
        BadInput: my account has no address.
    """
    assert viewer is not None
    account = accounts.account(work.db, viewer.account_id)
    if wanted and (account is None or not account.email):
        raise BadInput(NO_ADDRESS)
    changes: dict[str, object] = {"reminders": wanted, "paused_sealed": None}
    row = rows.preference(work.db, viewer.account_id)
    if wanted and (row is None or row.off_hash is None):
        # One token for good: the button in an old letter works as long as the account does.
        token = secrets.token_urlsafe(32)
        digest = token_hash(token)
        changes |= {"off_hash": digest, "off_sealed": work.vault.seal(token, off_place(digest))}
    rows.prefer(work.db, viewer.account_id, **changes)


@operation
def pause(work: Work, viewer: Viewer | None, weeks: int) -> None:
    """Let no letter come for some weeks; 0 ends a pause.

    Raises:
        BadInput: so long a pause is not offered.
    """
    assert viewer is not None
    if weeks not in {0, *PAUSES}:
        raise BadInput("Choose how long to pause from the list.")
    sealed = None
    if weeks:
        until = work.now + timedelta(weeks=weeks)
        sealed = work.vault.seal(until.isoformat(), _pause_place(viewer.account_id))
    rows.prefer(work.db, viewer.account_id, paused_sealed=sealed)


def paused_until(work: Work, account_id: str, sealed: str | None) -> datetime | None:
    """Until when an account's letters are paused; None when they aren't now."""
    if sealed is None:
        return None
    try:
        until = datetime.fromisoformat(work.vault.open(sealed, _pause_place(account_id)))
    except CannotOpen:
        return None
    return until if until > work.now else None


def off_place(off_hash: str) -> str:
    """The place to which an off link's sealed token is bound."""
    return f"preference/{off_hash}/off"


def _pause_place(account_id: str) -> str:
    return f"preference/{account_id}/paused"
