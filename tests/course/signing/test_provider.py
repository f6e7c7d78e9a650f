"""Identity providers: claims that do not hold are refused, and people are never keyed on email."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from course.access import Role
from course.installation import Installation
from course.signing import provider
from course.signing.provider import BadClaims, Verified
from db.tables.identity import Account, Subject
from tests.clock import START
from tests.course.signing.test_door import invite
from tests.world import cohort, someone, viewer

ISSUER = "https://login.example.org"
GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "our-client",
    "sub": "person-1",
    "exp": START.timestamp() + 600,
    "name": "Provided Name",
    "email": "Provided@Example.org",
    "email_verified": True,
}


def verify(**changed: Any) -> Verified:
    claims = {k: v for k, v in {**GOOD, **changed}.items() if v is not ...}
    return provider.verify(claims, client_id="our-client", issuer=ISSUER, now=START)


def test_good_claims_hold() -> None:
    assert verify() == Verified(ISSUER, "person-1", "Provided Name", "provided@example.org")
    assert verify(aud=["our-client"]).subject == "person-1"
    assert verify(aud=["our-client", "other"], azp="our-client").subject == "person-1"


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", ...),
        ("iss", "https://evil.example.org"),
        ("iss", f"{ISSUER}/"),
        ("aud", ...),
        ("aud", []),
        ("aud", ""),
        ("aud", "other-client"),
        ("aud", ["other-client"]),
        ("aud", {"our-client": 1}),
        ("sub", ...),
        ("sub", ""),
        ("sub", 7),
        ("sub", "x" * 256),
        ("exp", ...),
        ("exp", True),
        ("exp", "later"),
        ("exp", START.timestamp()),
    ],
)
def test_a_claim_that_does_not_hold_is_refused_by_name(claim: str, value: object) -> None:
    with pytest.raises(BadClaims) as refused:
        verify(**{claim: value})
    assert refused.value.claim == claim
    assert refused.value.sentence == provider.REFUSED


def test_another_party_to_whom_the_token_was_given_is_refused() -> None:
    for changed in (
        {"azp": "other"},
        {"aud": ["our-client", "other"]},
        {"aud": ["our-client", "other"], "azp": "other"},
    ):
        with pytest.raises(BadClaims):
            verify(**changed)


def test_an_address_counts_only_when_verified() -> None:
    for value in (False, ..., "true", 1):
        assert verify(email_verified=value).email is None


def test_a_person_is_found_again_by_issuer_and_subject(installation: Installation) -> None:
    with installation.writing() as work:
        one = viewer(work, provider.admit(work, None, verify()).token)
        again = viewer(work, provider.admit(work, None, verify(name="Renamed")).token)
        assert again.account_id == one.account_id
        assert one.belongs == ()
        assert work.db.scalar(select(func.count()).select_from(Subject)) == 1


def test_the_same_address_elsewhere_is_somebody_else(installation: Installation) -> None:
    with installation.writing() as work:
        me = someone(work, email="provided@example.org", is_owner=True)
        theirs = viewer(work, provider.admit(work, None, verify()).token)
        other = Verified("https://other.example.org", "person-1", "X", "provided@example.org")
        elsewhere = viewer(work, provider.admit(work, None, other).token)
        assert len({me.account_id, theirs.account_id, elsewhere.account_id}) == 3
        assert not theirs.is_owner


def test_an_invitation_opened_just_before_is_accepted(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = cohort(work)
        token = invite(work, cohort_id)
        admitted = provider.admit(work, None, verify(name=..., email=...), token)
        assert admitted.sentence is None
        joined = viewer(work, admitted.token)
        assert joined.name == "Invented Learner"
        assert [b.cohort_id for b in joined.cohorts_as(Role.LEARNER)] == [cohort_id]
        late = provider.admit(work, None, verify(sub="person-2"), token)
        assert late.sentence is not None
        assert viewer(work, late.token).belongs == ()
        assert work.db.scalar(select(func.count()).select_from(Account)) == 2
