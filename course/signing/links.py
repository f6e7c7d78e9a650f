"""Single-use links: their tokens, where they lead, and when they stop working."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Protocol

from course.access import token_hash
from course.settings import Settings
from course.work import Work
from db.queries import sign_in as rows
from db.vault import CannotOpen

MINUTES = {"device": 10, "mail": 30, "server": 24 * 60}


class HasSealedToken(Protocol):
    """An invitation, as far as its link is concerned."""

    @property
    def token_hash(self) -> str | None: ...
    @property
    def token_sealed(self) -> str | None: ...


def enter_url(settings: Settings, token: str) -> str:
    """Where a link's token is opened."""
    return f"{settings.url}/enter/{token}"


def refusal(settings: Settings) -> str | None:
    """Why nobody can sign in at this address; None when all is well."""
    if settings.is_https or settings.is_loopback:
        return None
    return (
        "Signing in is closed at this address: over plain http anyone on the way could read the "
        "sign-in. Whoever runs this server can set GOLDSEAM_URL to an https address."
    )


def owner_link(work: Work) -> str | None:
    """A fresh link for the first owner, replacing any earlier one; None once an owner exists."""
    if rows.has_owner(work.db):
        return None
    rows.drop_owner_links(work.db)
    return enter_url(work.settings, make(work, "owner", None))


def make(work: Work, kind: str, account_id: str | None) -> str:
    """Store a new link of one kind and return its token (256 random bits)."""
    token = secrets.token_urlsafe(32)
    digest = token_hash(token)
    minutes = MINUTES.get(kind)
    sealed = None
    if minutes is not None:
        until = work.now + timedelta(minutes=minutes)
        sealed = work.vault.seal(until.isoformat(), _place(digest))
    rows.add_link(work.db, digest, kind, account_id, sealed)
    return token


def is_over(work: Work, digest: str, expires_sealed: str | None) -> bool:
    """Whether a link's time has passed (or its expiry was tampered with)."""
    if expires_sealed is None:
        return False
    try:
        return datetime.fromisoformat(work.vault.open(expires_sealed, _place(digest))) <= work.now
    except CannotOpen:
        return True


def clear_over(work: Work, account_id: str, kind: str) -> int:
    """Remove an account's links of one kind whose time has passed; returns how many still work."""
    found = rows.links_of(work.db, account_id, kind)
    over = [digest for digest, sealed in found if is_over(work, digest, sealed)]
    rows.drop_links(work.db, over)
    return len(found) - len(over)


def make_invitation_token(work: Work) -> tuple[str, str, str]:
    """A new invitation's (token, hash to store, sealed token to store)."""
    token = secrets.token_urlsafe(32)
    digest = token_hash(token)
    return token, digest, work.vault.seal(token, _invitation_place(digest))


def invitation_url(work: Work, invitation: HasSealedToken) -> str:
    """The link of an invitation that nobody has accepted yet.

    Raises:
        ValueError: it has been accepted, and has no link any more.
    """
    if invitation.token_hash is None or invitation.token_sealed is None:
        raise ValueError("an accepted invitation has no link")
    token = work.vault.open(invitation.token_sealed, _invitation_place(invitation.token_hash))
    return enter_url(work.settings, token)


def _place(digest: str) -> str:
    return f"entry_link/{digest}/expires"


def _invitation_place(digest: str) -> str:
    return f"invitation/{digest}/token"
