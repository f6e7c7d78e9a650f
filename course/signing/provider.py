"""Signing in through an identity provider (OpenID Connect): whose claims hold, and whose they are.

Nothing here is an operation: only the route that has just received a provider's answer calls it,
and :func:`admit` takes nothing but what :func:`verify` let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from course.access import Viewer, token_hash
from course.errors import GoldseamError
from course.signing import door, mailbox, sign_ins
from course.work import Work
from db.queries import accepting
from db.queries import sign_in as rows

REFUSED = "The sign-in provider's answer could not be relied on, so nobody was signed in."

CLOSED = "That invitation is not open any more. Ask whoever invited you for a new one."


class BadClaims(GoldseamError):
    """A claim is missing or does not hold. ``claim`` is its name, safe to log; never its value."""

    def __init__(self, claim: str) -> None:
        super().__init__(REFUSED)
        self.claim = claim


@dataclass(frozen=True)
class Verified:
    """A person, as a provider vouches for them. ``email`` only where it is verified."""

    issuer: str
    subject: str
    name: str
    email: str | None


@dataclass(frozen=True)
class Admitted:
    """A new sign-in's token; ``sentence`` says why an invitation could not be taken, if so."""

    token: str = field(repr=False)
    sentence: str | None = None


def verify(claims: Mapping[str, Any], *, client_id: str, issuer: str, now: datetime) -> Verified:
    """Check an ID token's claims once more (OpenID Connect Core 1.0, section 3.1.3.7).

    The signature has been checked before. ``issuer`` is the one the provider's own metadata names.

    Raises:
        BadClaims: ``iss``, ``aud``, ``azp``, ``sub`` or ``exp`` is missing or does not hold.
    """
    if not issuer or claims.get("iss") != issuer or len(issuer) > 500:
        raise BadClaims("iss")
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not client_id or not isinstance(audiences, list) or client_id not in audiences:
        raise BadClaims("aud")
    if claims.get("azp", client_id) != client_id or (len(audiences) > 1 and "azp" not in claims):
        raise BadClaims("azp")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255:
        raise BadClaims("sub")
    expires = claims.get("exp")
    if isinstance(expires, bool) or not isinstance(expires, int | float):
        raise BadClaims("exp")
    if expires <= now.timestamp():
        raise BadClaims("exp")
    return Verified(issuer, subject, _name(claims), _email(claims))


def _name(claims: Mapping[str, Any]) -> str:
    for claim in ("name", "preferred_username", "nickname", "given_name"):
        value = claims.get(claim)
        if isinstance(value, str) and value.strip():
            try:
                return mailbox.name(value[: mailbox.NAME_LIMIT])
            except GoldseamError:
                continue
    return ""


def _email(claims: Mapping[str, Any]) -> str | None:
    value = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(value, str):
        return None
    try:
        return mailbox.email(value)
    except GoldseamError:
        return None


def admit(
    work: Work, viewer: Viewer | None, person: Verified, invitation_token: str | None = None
) -> Admitted:
    """Sign in the account keyed on (issuer, subject), made now if there is none.

    An invitation opened just before in the same browser is accepted for that account. A person
    nobody invited gets an account that belongs to nothing.
    """
    digest = None if invitation_token is None else token_hash(invitation_token)
    offer = None if digest is None else accepting.offer(work.db, digest)
    account_id = rows.subject_account(work.db, person.issuer, person.subject)
    if account_id is None:
        name = person.name or (offer.name if offer else "") or "Somebody new"
        email = person.email or (offer.email if offer else None)
        account_id = rows.add_account(work.db, name, email)
        rows.add_subject(work.db, person.issuer, person.subject, account_id)
    sentence = None
    if digest is not None:
        try:
            door.take_place(work, digest, account_id)
        except door.NoSuchLink:
            sentence = CLOSED
        except GoldseamError as error:
            sentence = error.sentence
    sign_ins.replace(work, viewer)
    return Admitted(sign_ins.begin(work, account_id, "oidc"), sentence)
