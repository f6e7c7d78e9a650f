"""Erasing oneself: nothing of the words or the name is left anywhere, nor after a restore."""

from __future__ import annotations

import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from course import erasing
from course.access import Role, recognise
from course.backup import make_backup
from course.errors import BadInput, NotFound
from course.installation import Installation, open_installation
from course.own import carrying, everything, leaving
from course.restoring import restore
from course.study import attempts, drafts
from db import copies, postgres_tools
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.course.study.desk import Desk, desk
from tests.course.test_backup import postgres_programs

NAME, EMAIL, WORDS = "Canary Marigold", "canary.marigold@example.org", "a canary in the reeds"


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    postgres_programs(monkeypatch)


def _writer(installation: Installation) -> Desk:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        world.invitation(work, cohort_id, name="Somebody Else")
        viewer = world.someone(work, cohort_id, Role.LEARNER, name=NAME, email=EMAIL)
    at = Desk(installation, viewer, cohort_id)
    at.submit(WORDS)
    at.save(f"{WORDS} in a draft", 5)
    return at


def _canaries(at: Desk) -> list[bytes]:
    """Everything by which the person or their words could be known, as stored."""
    with at.installation.reading() as work:
        stored = [
            *(row.sealed for row in work.db.execute(text("SELECT sealed FROM attempt"))),
            *(row.sealed for row in work.db.execute(text("SELECT sealed FROM draft"))),
            work.db.execute(
                text("SELECT key_wrapped FROM enrolment WHERE pid = :pid"), {"pid": at.pid()}
            ).scalar_one(),
        ]
    known = [NAME, EMAIL, WORDS, at.viewer.account_id, at.pid(), *stored]
    return [one.encode() for one in known]


def _bytes(installation: Installation, folder: Path) -> bytes:
    """All of the database as it lies: SQLite's files with their log, or PostgreSQL's dump."""
    if installation.engine.dialect.name == "sqlite":
        path = Path(installation.settings.database_url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    dump = folder / "whole.dump"
    copies.copy_out(installation.engine, dump)
    tools, _ = postgres_tools._tools(installation.engine)
    listing = [str(tools / "pg_restore"), "-f", "-", str(dump)]
    return subprocess.run(listing, check=True, capture_output=True).stdout


def _found(canaries: list[bytes], stored: bytes) -> list[bytes]:
    assert b"Somebody Else" in stored  # the bytes are those of the right database
    return [one for one in canaries if one in stored]


def test_no_canary_is_left_in_the_database_or_its_log_nor_after_a_restore(
    installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    at = _writer(installation)
    canaries = _canaries(at)
    there = _found(canaries, _bytes(installation, tmp_path))
    assert set(canaries) - set(there) == {WORDS.encode()}  # sealed, all else is found
    file = make_backup(installation, tmp_path / "backups")
    with installation.writing() as work:
        leaving.erase_me(work, at.viewer, "erase me")
    assert _found(canaries, _bytes(installation, tmp_path)) == []
    log = erasing.log_of(installation.settings.data).path.read_bytes()
    assert [one for one in canaries if one in log] == []
    installation.close()
    assert restore(installation.settings, small_catalogue(), file, clock) == 1
    with closing(open_installation(installation.settings, small_catalogue(), clock)) as again:
        assert _found(canaries, _bytes(again, tmp_path)) == []


def test_what_was_erased_in_one_cohort_is_gone_after_a_restore_and_the_account_stays(
    installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    at = _writer(installation)
    canaries = [one for one in _canaries(at) if one not in _who(at)]
    assert len(canaries) == 5
    file = make_backup(installation, tmp_path / "backups")
    with installation.writing() as work:
        leaving.erase_place(work, at.viewer, at.cohort_id)
    assert _found(canaries, _bytes(installation, tmp_path)) == []
    installation.close()
    assert restore(installation.settings, small_catalogue(), file, clock) == 0
    with closing(open_installation(installation.settings, small_catalogue(), clock)) as again:
        stored = _bytes(again, tmp_path)
        assert _found(canaries, stored) == []
        assert EMAIL.encode() in stored
        with again.reading() as work:
            assert everything.of_mine(work, at.viewer).places == ()


def _who(at: Desk) -> set[bytes]:
    return {one.encode() for one in (NAME, EMAIL, at.viewer.account_id)}


def test_erasing_signs_out_everywhere_and_every_call_after_it_is_refused(
    installation: Installation,
) -> None:
    at = _writer(installation)
    with installation.writing() as work:
        token = world.sign_in(work, at.viewer.account_id)
        leaving.erase_me(work, at.viewer, "  Erase   ME ")
    with installation.reading() as work:
        assert recognise(work, token) is None
        for call in (
            lambda: everything.of_mine(work, at.viewer),
            lambda: attempts.mine(work, at.viewer, at.cohort_id, "first"),
            lambda: leaving.erase_me(work, at.viewer, "erase me"),
        ):
            with pytest.raises(NotFound):
                call()
    with installation.writing() as work, pytest.raises(NotFound):
        drafts.save(work, at.viewer, at.cohort_id, "first/case", "late", 99)


@pytest.mark.parametrize("typed", ["", "erase", "yes", "erase me please", "erase\tyou"])
def test_nothing_is_erased_until_the_words_are_typed(
    installation: Installation, typed: str
) -> None:
    at = _writer(installation)
    with installation.writing() as work, pytest.raises(BadInput) as refused:
        leaving.erase_me(work, at.viewer, typed)
    assert refused.value.sentence == (
        "Nothing was erased. To do it, type the words “erase me” in the box."
    )
    assert at.texts() == [WORDS]


def test_an_only_instructor_is_asked_to_invite_another_first(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira", is_owner=True)
        before = leaving.before_erasing(work, ira)
        assert before.teaches_alone == ("Autumn cohort",)
        assert before.owns_alone
        with pytest.raises(BadInput) as refused:
            leaving.erase_me(work, ira, "erase me")
        assert refused.value.sentence == (
            "You are the only instructor of Autumn cohort. Invite another one first, so that its "
            "learners are not left alone."
        )
        world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ines", is_owner=True)
        assert leaving.before_erasing(work, ira) == leaving.BeforeErasing("Ira", (), (), False)
        leaving.erase_me(work, ira, "erase me")


def test_whoever_leaves_keeps_their_writing_and_is_off_the_roster(
    installation: Installation,
) -> None:
    at = desk(installation)
    at.submit("Mine still")
    with installation.writing() as work:
        leaving.leave(work, at.viewer, at.cohort_id)
    with installation.reading() as work:
        (place,) = everything.of_mine(work, at.viewer).places
        assert (place.role, place.count("attempt")) == ("former", 1)
        for call in (leaving.leave, attempts_of, carrying.offers):
            with pytest.raises(NotFound):
                call(work, at.viewer, at.cohort_id)


def attempts_of(work: object, viewer: object, cohort_id: str) -> object:
    return attempts.mine(work, viewer, cohort_id, "first")  # type: ignore[arg-type]
