"""An erased person is gone from both stores' sides; what was published stays."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from course import erasing
from course.access import Role
from course.cohort import enrolment
from course.errors import BadInput
from course.installation import Installation, open_installation
from db.tables.answers import Attempt, Contribution, Draft, StepDone
from db.tables.cohort import Cohort
from db.tables.identity import Invitation
from db.tables.letters import CalendarFeed, Letter, Message, Preference
from db.tables.notes import Note
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy import worlds

EMAIL = "Someone@Example.org"


def _writer(installation: Installation) -> tuple[str, str, str]:
    """A learner with something in every table that a learner may be in."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        account_id = world.account(work, name="Canary Name", email=EMAIL)
        world.join(work, account_id, cohort_id, Role.LEARNER)
        world.sign_in(work, account_id)
        pid = enrolment.pid_of(work, account_id, cohort_id)
        box = enrolment.learner_box(work, pid)
        work.db.add_all(
            [
                Draft(pid=pid, box="first/case", revision=1, sealed=box.seal("x", "d")),
                Attempt(
                    pid=pid,
                    lesson_id="first",
                    exercise_id="case",
                    kind="reply",
                    number=1,
                    edition="0" * 64,
                    submission_key="k",
                    sealed=box.seal("x", "a"),
                ),
                StepDone(pid=pid, lesson_id="first", step_id="read"),
                Contribution(
                    cohort_id=cohort_id,
                    channel=worlds.LESSON,
                    pid=pid,
                    value=1,
                    due_on=work.now.date(),
                ),
                Invitation(
                    cohort_id=cohort_id,
                    role="learner",
                    name="Canary Name",
                    email=EMAIL.lower(),
                    state="joined",
                    account_id=account_id,
                ),
                Preference(account_id=account_id, reminders=True, hide_clocks=True),
                CalendarFeed(account_id=account_id, token_hash="1" * 64),
                Message(account_id=account_id, cohort_id=cohort_id, sealed="s"),
                Letter(account_id=account_id, cohort_id=cohort_id, occasion="week/1"),
                Note(
                    cohort_id=cohort_id,
                    author_id=account_id,
                    title="Stays",
                    parts={"everyone": "For all", "some": []},
                    revision=1,
                    posted_on=work.now.date(),
                    place=1,
                ),
            ]
        )
    return account_id, pid, cohort_id


def _rows_with(installation: Installation, needle: str) -> list[str]:
    """The tables in which any column of any row holds ``needle``."""
    found = []
    with installation.reading() as work:
        for table in inspect(installation.engine).get_table_names():
            for row in work.db.execute(text(f'SELECT * FROM "{table}"')):
                if any(needle in str(value) for value in row):
                    found.append(table)
    return found


def test_erasing_leaves_no_row_of_the_person(installation: Installation) -> None:
    account_id, pid, _ = _writer(installation)
    assert {"enrolment", "draft", "attempt", "step_done"} <= set(_rows_with(installation, pid))
    held = {"preference", "calendar_feed", "message", "letter", "note"}
    assert held <= set(_rows_with(installation, account_id))
    with installation.writing() as work:
        assert erasing.find(work, "someone@example.org") == [account_id]
        erasing.erase(work, account_id)
    for needle in (account_id, pid, "Canary Name", EMAIL, EMAIL.lower()):
        assert _rows_with(installation, needle) == []
    with installation.reading() as work:
        links = work.db.execute(text("SELECT count(*) FROM pid_link")).scalar_one()
    assert links == 0


def test_no_byte_of_the_name_is_left_in_the_database_or_its_log(
    sqlite_installation: Installation,
) -> None:
    installation = sqlite_installation
    account_id, _, _ = _writer(installation)
    with installation.writing() as work:
        erasing.erase(work, account_id)
    for file in installation.settings.data.glob("goldseam.db*"):
        assert b"Canary Name" not in file.read_bytes(), file.name


def test_a_tombstone_leads_to_nobody_and_is_ours_alone_to_read(
    sqlite_installation: Installation,
) -> None:
    account_id, pid, _ = _writer(sqlite_installation)
    with sqlite_installation.writing() as work:
        erasing.erase(work, account_id)
    log = erasing.log_of(sqlite_installation.settings.data)
    assert log.read() == {erasing.tombstone(account_id), erasing.tombstone(pid)}
    assert pid not in log.path.read_text()
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_an_erased_person_who_comes_back_with_an_old_copy_is_erased_at_the_next_start(
    sqlite_installation: Installation, clock: HandClock, tmp_path: Path
) -> None:
    account_id, pid, _ = _writer(sqlite_installation)
    log = erasing.log_of(sqlite_installation.settings.data)
    log.add([erasing.tombstone(pid)])
    sqlite_installation.close()
    again = open_installation(sqlite_installation.settings, small_catalogue(), clock)
    for needle in (account_id, pid, "Canary Name"):
        assert _rows_with(again, needle) == []
    again.close()


def test_others_are_left_alone(installation: Installation) -> None:
    account_id, _, cohort_id = _writer(installation)
    with installation.writing() as work:
        other = world.account(work, name="Other Name", email="other@example.org")
        world.join(work, other, cohort_id, Role.LEARNER)
        kept = enrolment.pid_of(work, other, cohort_id)
        erasing.erase(work, account_id)
    with installation.reading() as work:
        assert enrolment.pid_of(work, other, cohort_id) == kept
        assert enrolment.learner_box(work, kept)


def test_an_address_nobody_has_is_said_so(installation: Installation) -> None:
    with installation.reading() as work, pytest.raises(BadInput, match="No account here has"):
        erasing.find(work, "nobody@example.org")


def test_what_was_published_stays_and_still_counts_as_many(
    installation: Installation, clock: HandClock
) -> None:
    group = worlds.group(installation, clock, 13)
    group.give(*range(6))
    group.go_to(worlds.LAST - timedelta(days=20))
    said = group.lesson()
    with installation.writing() as work:
        accounts = enrolment.taken_pids(work, group.cohort_id)
        gone = next(a for a, pid in accounts.items() if pid == group.pids[0])
        erasing.erase(work, gone)
    assert group.lesson() == said == "at least 6"
    assert _rows_with(installation, group.pids[0]) == []
    group.give(*range(6, 12))
    group.go_to(worlds.LAST)
    assert group.lesson() == "at least 6"
    with installation.reading() as work:
        cohort = work.db.get(Cohort, group.cohort_id)
        assert cohort is not None
        assert cohort.roster_size == 13
