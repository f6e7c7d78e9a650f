"""Browsers signed in: one row each, its token stored hashed, its expiry sealed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from course.access import Viewer, is_expired, operation, sign_in_place, token_hash
from course.errors import NotFound
from course.work import Work
from db.base import random_id
from db.queries import sign_in as rows

DAYS = 30

WAYS = {
    "link": "by a link",
    "oidc": "with an identity provider",
    "recovery": "with the recovery phrase",
    "device": "by a link made on another device",
    "mail": "by a link sent by mail",
    "server": "by a link made on the server",
}


@dataclass(frozen=True)
class SignInView:
    """One of my signed-in browsers. ``way`` completes "Signed in ..."; no time is kept."""

    id: str
    way: str
    is_this_one: bool


def begin(work: Work, account_id: str, way: str) -> str:
    """Sign an account in and return the cookie's token (256 random bits), stored only as a hash.

    Not an operation: what calls it has first seen a link spent, a phrase match, or an identity
    provider's claims hold.

    Raises:
        NotFound: the account was erased a moment ago.
    """
    token = secrets.token_urlsafe(32)
    row_id = random_id()
    expires = (work.now + timedelta(days=DAYS)).isoformat()
    if not rows.mark_joined(work.db, account_id):
        raise NotFound
    for earlier, _, sealed in rows.of_account(work.db, account_id):
        if is_expired(work, earlier, sealed):
            rows.end_one(work.db, account_id, earlier)
    rows.add_sign_in(
        work.db,
        row_id,
        account_id,
        token_hash=token_hash(token),
        way=way,
        expires_sealed=work.vault.seal(expires, sign_in_place(row_id)),
    )
    return token


def replace(work: Work, viewer: Viewer | None) -> None:
    """End the sign-in that a new one in the same browser takes the place of."""
    if viewer is not None:
        rows.end_one(work.db, viewer.account_id, viewer.sign_in_id)


@operation
def mine(work: Work, viewer: Viewer | None) -> tuple[SignInView, ...]:
    """My signed-in browsers, this one first."""
    assert viewer is not None
    found = [
        SignInView(row_id, WAYS.get(way, way), row_id == viewer.sign_in_id)
        for row_id, way, sealed in rows.of_account(work.db, viewer.account_id)
        if not is_expired(work, row_id, sealed)
    ]
    return tuple(sorted(found, key=lambda s: (not s.is_this_one, s.way, s.id)))


@operation
def end(work: Work, viewer: Viewer | None, sign_in_id: str) -> None:
    """Sign one of my browsers out.

    Raises:
        NotFound: it is not one of mine, or is signed out already.
    """
    assert viewer is not None
    if not rows.end_one(work.db, viewer.account_id, sign_in_id):
        raise NotFound


@operation
def end_here(work: Work, viewer: Viewer | None) -> None:
    """Sign this browser out."""
    assert viewer is not None
    rows.end_one(work.db, viewer.account_id, viewer.sign_in_id)


@operation
def end_everywhere(work: Work, viewer: Viewer | None) -> None:
    """Sign all my browsers out, and make every link I made for another device worthless."""
    assert viewer is not None
    rows.end_all(work.db, viewer.account_id)
    rows.drop_links_of(work.db, viewer.account_id)
