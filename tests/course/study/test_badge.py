"""A badge is an Open Badges 3.0 credential that somebody else's library verifies and we revoke."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import RSAKey
from openbadgeslib.ob3 import OB3Verifier, OpenBadgeCredential
from openbadgeslib.ob3.verifier import OB3VerificationError

from course import erasing
from course.clock import SystemClock
from course.errors import NotFound
from course.installation import Installation, open_installation
from course.settings import read
from course.study import badge, certificate
from course.study.badge import Json
from tests.content import small_catalogue
from tests.course.study.desk import Desk
from tests.course.study.finishing import finished
from tests.course.study.test_certificate import HOSTILE, public, turn_off, turn_on

URL = "https://course.example.org"


@pytest.fixture
def here(tmp_path: Path, database_url: str) -> Iterator[Installation]:
    """An installation with an address and a name; badges are judged by the wall's own clock."""
    environ = {
        "GOLDSEAM_DATA": str(tmp_path),
        "GOLDSEAM_URL": URL,
        "GOLDSEAM_PROVIDER": "Riverside “Training” & Co",
        "DATABASE_URL": database_url,
    }
    opened = open_installation(read(environ), small_catalogue(), SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def her(here: Installation) -> Desk:
    """A learner whose certificate is public."""
    one = finished(here)
    turn_on(one)
    return one


def badge_of(her: Desk) -> str:
    with her.installation.reading() as work:
        return badge.of_code(work, None, public(her).code)


def fetch(here: Installation) -> Callable[[str], bytes]:
    """What a verifier gets at our addresses."""

    def get(url: str) -> bytes:
        with here.reading() as work:
            if url == f"{URL}/badge/status":
                return str(badge.status_list(work, None)).encode()
            assert url.startswith(f"{URL}/badge/keys/")
            return json.dumps(badge.key(work, None, url.rsplit("/", 1)[1])).encode()

    return get


def part(token: str, number: int) -> Json:
    piece = token.split(".")[number]
    found: Json = json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    return found


def verifier(here: Installation, token: str) -> OB3Verifier:
    """A verifier that has fetched the key which the badge's header names."""
    jwk: Any = json.loads(fetch(here)(part(token, 0)["kid"]))
    pem = RSAKey.import_key(jwk).public_key.public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    return OB3Verifier(pem)


def verify(here: Installation, token: str) -> OpenBadgeCredential:
    return verifier(here, token).verify(
        token, check_status=True, verify_status_list=True, download=fetch(here)
    )


def test_another_library_verifies_it_with_the_key_its_header_names(
    here: Installation, her: Desk
) -> None:
    token = badge_of(her)
    found, code = verify(here, token), public(her).code
    assert found.id == f"{URL}/verified/{code}"
    assert (found.issuer.id, found.issuer.name) == (
        f"{URL}/badge/issuer",
        "Riverside “Training” & Co",
    )
    assert found.achievement.name == "A tiny course"
    assert found.achievement.achievement_type == "CertificateOfCompletion"
    assert found.achievement.criteria_narrative == (
        "Every step of every lesson was done. "
        "Completion means practice done, not competence certified."
    )
    [who] = found.identifiers
    assert (who.identity_type, who.identity_hash, who.hashed) == ("name", "Invented Person", False)
    header = part(token, 0)
    assert sorted(header) == ["alg", "kid", "typ"]
    assert header["alg"] == "RS256"
    assert header["kid"].startswith(f"{URL}/badge/keys/")


def test_the_same_certificate_makes_the_same_badge(her: Desk) -> None:
    assert badge_of(her) == badge_of(her)


def tampered(token: str, change: Callable[[Json], None]) -> str:
    head, _, signature = token.split(".")
    payload = part(token, 1)
    change(payload)
    body = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return f"{head}.{body}.{signature}"


def someone_elses_name(payload: Json) -> None:
    payload["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"


def no_status(payload: Json) -> None:
    del payload["credentialStatus"]


def another_place(payload: Json) -> None:
    payload["credentialStatus"]["statusListIndex"] = "1"


@pytest.mark.parametrize("change", [someone_elses_name, no_status, another_place])
def test_a_badge_that_was_changed_is_refused(
    here: Installation, her: Desk, change: Callable[[Json], None]
) -> None:
    with pytest.raises(OB3VerificationError, match="Invalid signature"):
        verify(here, tampered(badge_of(her), change))


def test_a_badge_without_a_signature_or_signed_by_another_key_is_refused(
    here: Installation, her: Desk
) -> None:
    token = badge_of(her)
    head, body, _ = token.split(".")
    with pytest.raises(OB3VerificationError):
        verify(here, f"{head}.{body}.")
    other = RSAKey.generate_key(2048)
    forged = jwt.encode(part(token, 0), part(token, 1), other)
    with pytest.raises(OB3VerificationError, match="Invalid signature"):
        verify(here, forged)


def test_turned_off_a_badge_given_out_before_is_revoked(here: Installation, her: Desk) -> None:
    token, code = badge_of(her), public(her).code
    turn_off(her)
    with pytest.raises(OB3VerificationError, match="status 'revocation' is set"):
        verify(here, token)
    with here.reading() as work, pytest.raises(NotFound):
        badge.of_code(work, None, code)
    turn_on(her)
    assert verify(here, badge_of(her)).id != verifier(here, token).verify(token).id
    with pytest.raises(OB3VerificationError, match="status 'revocation' is set"):
        verify(here, token)


def test_erased_a_badge_given_out_before_is_revoked(here: Installation, her: Desk) -> None:
    token = badge_of(her)
    with here.writing() as work:
        erasing.erase(work, her.viewer.account_id)
    with pytest.raises(OB3VerificationError, match="status 'revocation' is set"):
        verify(here, token)


def test_issuer_and_achievement_are_the_installations_and_nobodys(here: Installation) -> None:
    with here.reading() as work:
        issuer, achievement = badge.issuer(work, None), badge.achievement(work, None)
    assert issuer == {
        "@context": badge.CONTEXT,
        "id": f"{URL}/badge/issuer",
        "type": ["Profile"],
        "name": "Riverside “Training” & Co",
        "url": URL,
    }
    assert achievement["id"] == f"{URL}/badge/course"
    assert achievement["name"] == "A tiny course"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stands_in_the_badge_as_it_is_written(
    sqlite_installation: Installation, name: str
) -> None:
    her = finished(sqlite_installation)
    turn_on(Desk(her.installation, replace(her.viewer, name=name), her.cohort_id))
    subject = part(badge_of(her), 1)["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == name
    with sqlite_installation.reading() as work:
        assert certificate.verified(work, None, public(her).code).record.name == name
