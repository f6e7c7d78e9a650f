"""The key that signs badges lies sealed and can be replaced; the list of revoked ones is signed."""

from __future__ import annotations

import json

import pytest
from openbadgeslib.ob3.status import decode_encoded_list
from sqlalchemy import text

from course.errors import NotFound
from course.installation import Installation
from course.study import badge, badge_keys
from tests.course.study.desk import Desk
from tests.course.study.test_badge import URL, badge_of, her, here, part, verifier, verify
from tests.course.study.test_certificate import public

__all__ = ["her", "here"]  # fixtures


def test_with_a_new_key_earlier_badges_go_on_verifying_unless_it_is_distrusted(
    here: Installation, her: Desk
) -> None:
    before = badge_of(her)
    with here.writing() as work:
        badge_keys.make(work)
    after = badge_of(her)
    assert part(before, 0)["kid"] != part(after, 0)["kid"]
    assert verifier(here, before).verify(before).id == verify(here, after).id
    with here.writing() as work:
        assert badge_keys.distrust_earlier(work) == 1
    assert verify(here, after).id == f"{URL}/verified/{public(her).code}"
    with pytest.raises(NotFound):
        verifier(here, before)


def test_the_key_lies_sealed_in_the_database(here: Installation, her: Desk) -> None:
    with here.writing() as work:
        first = badge_keys.signing(work).as_dict(private=True)
        badge_keys.make(work)
        rows = work.db.execute(text("SELECT * FROM badge_key")).mappings().all()
        private = [row["private_sealed"] for row in rows]
        assert sorted(one is None for one in private) == [False, True]
        for secret in ("d", "p", "q"):
            assert str(first[secret]) not in repr([dict(row) for row in rows])
        for row in rows:
            public_key = badge.key(work, None, row["id"])
            assert sorted(public_key) == ["alg", "e", "kid", "kty", "n", "use"]
            assert public_key["kid"] == f"{URL}/badge/keys/{row['id']}"


def test_the_status_list_is_large_enough_signed_and_says_nothing_of_anyone(
    here: Installation, her: Desk
) -> None:
    with here.reading() as work:
        plain = badge.status_list(work, None, signed=False)
        signed = badge.status_list(work, None)
    assert isinstance(plain, dict)
    assert isinstance(signed, str)
    subject = plain["credentialSubject"]
    assert len(decode_encoded_list(subject["encodedList"])) * 8 == 131_072
    assert (subject["type"], subject["statusPurpose"]) == ("BitstringStatusList", "revocation")
    assert plain["issuer"] == f"{URL}/badge/issuer"
    assert {**plain, "iss": plain["issuer"], "jti": plain["id"]}.items() <= part(signed, 1).items()
    assert "Invented" not in json.dumps(plain)


def test_the_key_is_made_once_and_before_that_there_is_no_list(here: Installation) -> None:
    with here.reading() as work, pytest.raises(NotFound):
        badge.status_list(work, None)
    kids = set()
    for _ in range(2):
        with here.writing() as work:
            badge.prepare(work, None)
            kids.add(part(str(badge.status_list(work, None)), 0)["kid"])
    assert len(kids) == 1
