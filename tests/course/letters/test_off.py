"""Turning letters off by the link in them, and on again by oneself."""

from __future__ import annotations

import pytest

from course.access import token_hash
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.letters import off, preferences, sending
from course.letters.preferences import Preferences
from course.look import LineSpacing, Look, TextSize
from db.tables.letters import Preference
from tests import world
from tests.course.letters.people import learner
from tests.postbox import Postbox, off_path


def test_nothing_comes_unless_it_was_asked_for(installation: Installation) -> None:
    with installation.writing() as work:
        me = world.someone(work, world.cohort(work), email="me@example.org")
        assert preferences.mine(work, me) == Preferences(Look(), False, None, False)


def test_letters_need_an_address(installation: Installation) -> None:
    with installation.writing() as work:
        me = world.someone(work)
        with pytest.raises(BadInput) as refused:
            preferences.set_reminders(work, me, wanted=True)
        assert refused.value.sentence == preferences.NO_ADDRESS
        preferences.set_reminders(work, me, wanted=False)


def test_looking_changes_nothing_and_one_press_turns_them_off_signed_out(
    mailing: Installation, box: Postbox
) -> None:
    with mailing.writing() as work:
        cohort_id = world.cohort(work)
        me = learner(work, cohort_id, "me")
        fellow = learner(work, cohort_id, "fellow")
        preferences.set_look(work, me, Look(TextSize.LARGER))
    sending.run_due(mailing)
    letter = next(one for one in box.letters if one["To"] == "me@example.org")
    token = off_path(letter).rsplit("/", 1)[1]
    with mailing.writing() as work:
        for _ in range(3):
            assert off.look(work, None, token) is True
        assert preferences.mine(work, me).reminders
        off.turn_off(work, None, token)
        off.turn_off(work, None, token)
        assert off.look(work, None, token) is False
        assert preferences.mine(work, me) == Preferences(Look(TextSize.LARGER), False, None, False)
        assert preferences.mine(work, fellow).reminders


def test_the_button_in_an_old_letter_works_after_they_were_turned_on_again(
    mailing: Installation, box: Postbox
) -> None:
    with mailing.writing() as work:
        me = learner(work, world.cohort(work), "me")
    sending.run_due(mailing)
    token = off_path(box.letters[0]).rsplit("/", 1)[1]
    with mailing.writing() as work:
        off.turn_off(work, None, token)
        preferences.set_reminders(work, me, wanted=True)
        off.turn_off(work, None, token)
        assert not preferences.mine(work, me).reminders


def test_an_unknown_token_is_not_found(installation: Installation) -> None:
    with installation.writing() as work:
        for token in ("", "x" * 43, "../etc", "é"):
            with pytest.raises(NotFound):
                off.look(work, None, token)
            with pytest.raises(NotFound):
                off.turn_off(work, None, token)


def test_the_token_is_nowhere_in_the_database(mailing: Installation, box: Postbox) -> None:
    with mailing.writing() as work:
        learner(work, world.cohort(work), "me")
    sending.run_due(mailing)
    token = off_path(box.letters[0]).rsplit("/", 1)[1]
    with mailing.reading() as work:
        row = work.db.query(Preference).one()
        assert row.off_hash == token_hash(token)
        assert token not in (row.off_sealed or "")


def test_a_pause_ends_by_itself_or_by_hand(installation: Installation) -> None:
    with installation.writing() as work:
        me = learner(work, world.cohort(work), "me")
        preferences.pause(work, me, 4)
        until = preferences.mine(work, me).paused_until
        assert f"{until}" == "2026-10-05"
        preferences.pause(work, me, 0)
        assert preferences.mine(work, me).paused_until is None
        with pytest.raises(BadInput):
            preferences.pause(work, me, 3)


def test_how_pages_look_follows_the_account_to_every_sign_in(installation: Installation) -> None:
    wished = Look(TextSize.LARGEST, LineSpacing.WIDE, hide_clocks=True)
    with installation.writing() as work:
        me = world.someone(work)
        assert me.look == Look()
        preferences.set_look(work, me, wished)
        elsewhere = world.viewer(work, world.sign_in(work, me.account_id))
        assert elsewhere.look == wished
        assert world.someone(work).look == Look()
        with pytest.raises(BadInput):
            preferences.set_look(work, me, Look("vast"))  # type: ignore[arg-type]
        assert preferences.mine(work, me).look == wished
