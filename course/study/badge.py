"""An Open Badges 3.0 credential of a public certificate, and all that its verifiers fetch.

The credential is a VC-JWT (RS256). Its header names the key by address, its ``credentialStatus``
the list in which it is revoked. It is made anew from the certificate each time, always the same
bytes under one key. Only the credential says anything of a person: the name on the certificate.

Sources: 1EdTech Open Badges 3.0, 8.2; W3C Bitstring Status List 1.0.
"""

from __future__ import annotations

import base64
import gzip
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from joserfc import jwt

from course.access import Viewer, operation
from course.errors import NotFound
from course.settings import Settings
from course.study import badge_keys, certificate
from course.study.certificate import MEANING, Certificate
from course.work import Work
from db.queries import badge_keys as rows

Json = dict[str, Any]

VC = "https://www.w3.org/ns/credentials/v2"
CONTEXT = [VC, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
LIST_DAYS = 2  # how long a copy of the status list is good


@operation
def of_code(work: Work, viewer: Viewer | None, code: str) -> str:
    """The badge of a public certificate, as a VC-JWT. Raises NotFound."""
    return _signed(work, _credential(work, certificate.verified(work, viewer, code)))


@operation
def issuer(work: Work, viewer: Viewer | None) -> Json:
    """Who gives badges here."""
    return {"@context": CONTEXT, **_issuer(work.settings)}


@operation
def achievement(work: Work, viewer: Viewer | None) -> Json:
    """What a badge is given for."""
    return {"@context": CONTEXT, **_achievement(work)}


@operation
def key(work: Work, viewer: Viewer | None, key_id: str) -> Json:
    """A public key by its id, as JWK. Raises NotFound."""
    found = rows.public(work.db, key_id)
    if found is None:
        raise NotFound
    return {**found, "kid": key_url(work.settings, key_id)}


@operation
def prepare(work: Work, viewer: Viewer | None) -> None:
    """Make the key if there is none, so that its being there tells nobody that a badge was made."""
    badge_keys.lock(work)
    badge_keys.signing(work)


@operation
def status_list(work: Work, viewer: Viewer | None, *, signed: bool = True) -> str | Json:
    """The list of badges that are worth nothing any more: a VC-JWT, or plain.

    Raises:
        NotFound: there is no key yet; :func:`prepare` makes it.
    """
    if rows.signing(work.db) is None:
        raise NotFound
    listed = _list(work)
    return _signed(work, listed) if signed else listed


def _signed(work: Work, claims: Json) -> str:
    key = badge_keys.signing(work)
    who = claims["issuer"] if isinstance(claims["issuer"], str) else claims["issuer"]["id"]
    since = int(datetime.fromisoformat(claims["validFrom"]).timestamp())
    header = {
        "alg": badge_keys.ALGORITHM,
        "typ": "JWT",
        "kid": key_url(work.settings, key.thumbprint()),
    }
    return jwt.encode(header, {**claims, "iss": who, "jti": claims["id"], "nbf": since}, key)


def _credential(work: Work, one: Certificate) -> Json:
    at = certificate.url_of(work.settings, one.code)
    return {
        "@context": CONTEXT,
        "id": at,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": one.record.course,
        "issuer": {**_issuer(work.settings), "name": one.record.provider},
        "validFrom": _midnight(one.issued_on),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": one.record.name,
                    "identityType": "name",
                }
            ],
            "achievement": {**_achievement(work), "name": one.record.course},
        },
        "credentialStatus": {
            "id": f"{status_url(work.settings)}#{one.place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(one.place),
            "statusListCredential": status_url(work.settings),
        },
    }


def _issuer(settings: Settings) -> Json:
    return {
        "id": f"{settings.url}/badge/issuer",
        "type": ["Profile"],
        "name": settings.provider,
        "url": settings.url,
    }


def _achievement(work: Work) -> Json:
    course = work.catalogue.course
    aims = " ".join(edition.lesson.aim for edition in work.catalogue.editions.values())
    return {
        "id": f"{work.settings.url}/badge/course",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": course.title,
        "description": aims,
        "criteria": {"narrative": f"Every step of every lesson was done. {MEANING}"},
        "image": {"id": f"{work.settings.url}/app/static/mark.png", "type": "Image"},
    }


def _list(work: Work) -> Json:
    at, today = status_url(work.settings), work.now.date()
    packed = gzip.compress(badge_keys.status_bits(work), mtime=0)
    return {
        "@context": [VC],
        "id": at,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": f"{work.settings.url}/badge/issuer",
        "validFrom": _midnight(today),
        "validUntil": _midnight(today + timedelta(days=LIST_DAYS)),
        "credentialSubject": {
            "id": f"{at}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "u" + base64.urlsafe_b64encode(packed).decode().rstrip("="),
        },
    }


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def key_url(settings: Settings, key_id: str) -> str:
    """Where a public key is."""
    return f"{settings.url}/badge/keys/{key_id}"


def status_url(settings: Settings) -> str:
    """Where the status list is."""
    return f"{settings.url}/badge/status"
