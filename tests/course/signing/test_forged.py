"""Forged, altered, stretched and expired links and cookies: none opens anything."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import select

from course.access import recognise
from course.installation import Installation
from course.signing import devices, door, sign_ins
from course.signing.door import LinkIsOver, NoSuchLink
from db.tables.identity import EntryLink, SignIn
from tests.clock import HandClock
from tests.course.signing.test_door import invite
from tests.world import cohort, someone


def test_a_link_moved_to_another_account_in_the_database_does_not_last_longer(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    with sqlite_installation.writing() as work:
        one, two = someone(work), someone(work)
        first = devices.make_link(work, one).url.rsplit("/", 1)[1]
        clock.move(minutes=9)
    with sqlite_installation.writing() as work:
        devices.make_link(work, two)
        rows = {r.account_id: r for r in work.db.scalars(select(EntryLink))}
        rows[one.account_id].expires_sealed = rows[two.account_id].expires_sealed
        work.db.flush()
        with pytest.raises(LinkIsOver):
            door.enter(work, None, first)


def test_a_thousand_forged_links_and_cookies_open_nothing(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = cohort(work)
        me = someone(work, cohort_id)
        real = [invite(work, cohort_id), devices.make_link(work, me).url.rsplit("/", 1)[1]]
        real.append(sign_ins.begin(work, me.account_id, "link"))
    refused = 0
    with installation.writing() as work:
        for n in range(1000):
            forged = _forge(real[n % 3], n)
            assert recognise(work, forged) is None
            with pytest.raises(NoSuchLink):
                door.look(work, None, forged)
            with pytest.raises(NoSuchLink):
                door.enter(work, None, forged)
            refused += 1
    assert refused == 1000


def _forge(real: str, n: int) -> str:
    """A changed, cut, lengthened, hashed or wholly invented token."""
    place = n % len(real)
    changed = "A" if real[place] != "A" else "B"
    forms = [
        real[:place] + changed + real[place + 1 :],
        real[: len(real) - 1 - n % 20],
        real + secrets.token_urlsafe(1 + n % 5),
        secrets.token_urlsafe(32),
        real.swapcase(),
        f" {real}",
    ]
    return forms[n % len(forms)]


def test_expired_cookies_are_refused_and_so_are_stretched_ones(
    installation: Installation, clock: HandClock
) -> None:
    with installation.writing() as work:
        cohort_id = cohort(work)
        me = someone(work, cohort_id)
        tokens = [sign_ins.begin(work, me.account_id, "link") for _ in range(50)]
        assert all(recognise(work, t) for t in tokens)
    clock.move(days=30)
    with installation.writing() as work:
        assert [t for t in tokens if recognise(work, t)] == []
        fresh = sign_ins.begin(work, someone(work).account_id, "link")
        later = work.db.scalars(select(SignIn)).all()
        living = recognise(work, fresh)
        assert living is not None
        best = work.db.get_one(SignIn, living.sign_in_id).expires_sealed
        for row in later:
            row.expires_sealed = best
        work.db.flush()
        assert [t for t in tokens if recognise(work, t)] == []
