"""A certificate turned off, or whose learner was erased, is worth nothing, and so is its badge."""

from __future__ import annotations

import pytest

from course import erasing
from course.access import Role
from course.cohort import roster
from course.errors import NotFound
from course.installation import Installation
from course.study import badge_keys, certificate, record
from tests import world
from tests.course.study.finishing import finished
from tests.course.study.test_certificate import public, rows, turn_off, turn_on, verified
from tests.course.study.test_record import RECORD


def test_turned_off_the_code_is_worth_nothing_for_good(installation: Installation) -> None:
    her = finished(installation)
    turn_on(her)
    first = public(her)
    turn_off(her)
    with pytest.raises(NotFound):
        verified(installation, first.code)
    with pytest.raises(NotFound):
        turn_off(her)
    turn_on(her)
    second = public(her)
    assert (second.code, second.place) != (first.code, first.place)
    assert verified(installation, second.code) == second
    with pytest.raises(NotFound):
        verified(installation, first.code)


def test_whoever_left_the_cohort_can_still_turn_it_off(installation: Installation) -> None:
    her = finished(installation)
    turn_on(her)
    with installation.writing() as work:
        ira = world.someone(work, her.cohort_id, Role.INSTRUCTOR, name="Ira")
        roster.remove(work, ira, her.cohort_id, her.viewer.account_id)
    code = public(her).code
    assert verified(installation, code).record == RECORD
    turn_off(her)
    with pytest.raises(NotFound):
        verified(installation, code)


def test_erasing_takes_the_certificate_and_revokes_the_badge(installation: Installation) -> None:
    her = finished(installation)
    turn_on(her)
    found = public(her)
    with installation.writing() as work:
        before = badge_keys.status_bits(work)
        erasing.erase(work, her.viewer.account_id)
        after = badge_keys.status_bits(work)
        assert rows(work)["public_certificate"] == 0
    with pytest.raises(NotFound):
        verified(installation, found.code)
    assert found.place is not None
    changed = [n for n in range(badge_keys.PLACES) if bit(before, n) != bit(after, n)]
    assert changed == [found.place]
    assert bit(after, found.place)


def test_erasing_what_was_written_in_the_cohort_takes_the_certificate_too(
    installation: Installation,
) -> None:
    her = finished(installation)
    turn_on(her)
    code = public(her).code
    with installation.writing() as work:
        record.hand_in(work, her.viewer, her.cohort_id)
        erasing.erase_place(work, her.viewer.account_id, her.cohort_id)
        assert (rows(work)["public_certificate"], rows(work)["handed_in"]) == (0, 0)
    with pytest.raises(NotFound):
        verified(installation, code)


def test_once_the_cohort_is_kept_no_longer_the_certificate_still_stands(
    installation: Installation,
) -> None:
    her = finished(installation)
    turn_on(her)
    code = public(her).code
    with installation.writing() as work:
        record.hand_in(work, her.viewer, her.cohort_id)
        erasing.erase_cohort(work, her.cohort_id)
        assert (rows(work)["enrolment"], rows(work)["handed_in"]) == (0, 0)
    assert verified(installation, code).record == RECORD
    turn_off(her)
    with installation.reading() as work:
        assert certificate.public(work, her.viewer) == ()


def bit(bits: bytes, place: int) -> bool:
    return bool(bits[place // 8] & 0x80 >> place % 8)


def test_turning_it_on_changes_no_bit_of_the_status_list(installation: Installation) -> None:
    her = finished(installation)
    with installation.reading() as work:
        before = badge_keys.status_bits(work)
    turn_on(her)
    with installation.reading() as work:
        assert badge_keys.status_bits(work) == before
    share = sum(byte.bit_count() for byte in before) / badge_keys.PLACES
    assert 0.49 < share < 0.51
