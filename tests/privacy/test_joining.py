"""People and answers can't be joined by how rows lie, whatever order they came in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, select, text

from course.access import Role
from course.cohort import enrolment, ticking
from course.cohort.contribute import contribute
from course.installation import Installation, open_installation
from course.letters import feed, preferences, sending
from course.settings import read
from course.study import badge_keys, telling
from db.base import random_id
from db.queries import live_hosts, record, settle, settled
from db.queries import showing as rows
from db.tables.answers import (
    Attempt,
    Draft,
    Position,
    ReplyRating,
    ReturnItem,
    Sheet,
    StepDone,
    UnderWay,
)
from db.tables.record import PublicCertificate
from db.tables.showing import Shown
from db.tables.wall import WallOwn, WallWaiting
from tests import rooms, world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.privacy import attackers
from tests.privacy.worlds import LESSON, NOTICE

PEOPLE = 40
ROUNDS = 2
# Matching at random gets one right a round on average, whatever the number of people. The best of
# some thousand ways to match is still below this; a way that works gets nearly all.
MOST_BY_CHANCE = 14


@dataclass(frozen=True)
class Joined:
    """Who was given which pid."""

    installation: Installation
    truth: dict[str, str]


def join_and_write(installation: Installation) -> Joined:
    """Forty people join one after another, and each writes at once, in transactions of its own."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        teacher = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Teacher")
        run_id = rooms.make(work, teacher, cohort_id=cohort_id)
    truth = {}
    for number in range(PEOPLE):
        with installation.writing() as work:
            account = world.account(work, f"Invented {number}", email=f"{number}@example.org")
            world.join(work, account, cohort_id, Role.LEARNER)
            viewer = world.viewer(work, world.sign_in(work, account))
            pid = enrolment.pid_of(work, account, cohort_id)
        with installation.writing() as work:
            box = enrolment.learner_box(work, pid)
            work.db.add(Draft(pid=pid, box="first/case", revision=1, sealed=box.seal("x", "d")))
            work.db.add(Position(pid=pid, lesson_id="first", step_id="write"))
            work.db.add(Sheet(pid=pid, name="next-steps", sealed=box.seal("x", "s")))
            work.db.add(UnderWay(pid=pid, place="first/case", sealed=box.seal("x", "u")))
            contribute(work, cohort_id, pid, NOTICE, 3)
            work.db.add(WallWaiting(pid=pid, sealed=box.seal("x", "w")))
            work.db.add(WallOwn(pid=pid, sealed=box.seal("x", "o")))
        with installation.writing() as work:
            work.db.add(
                Attempt(
                    pid=pid,
                    lesson_id="first",
                    exercise_id="case",
                    kind="reply",
                    number=1,
                    edition="e" * 64,
                    submission_key="k",
                    sealed=box.seal("x", "a"),
                )
            )
            work.db.add(ReturnItem(pid=pid, item="first/case", sealed=box.seal("x", "r")))
            work.db.add(
                ReplyRating(
                    pid=pid,
                    lesson_id="first",
                    exercise_id="case",
                    number=1,
                    moment="first",
                    sealed=box.seal("x", "m"),
                )
            )
            work.db.add(StepDone(pid=pid, lesson_id="first", step_id="write"))
            contribute(work, cohort_id, pid, LESSON, 1)
        with installation.writing() as work:
            preferences.set_reminders(work, viewer, wanted=True)
            preferences.pause(work, viewer, 2)
            feed.make(work, viewer)
            live_hosts.add_host(work.db, run_id, account)
            telling.tell(work, viewer, cohort_id, "I need a week")
        with installation.writing() as work:
            preferences.pause(work, viewer, 0)
        show_and_hand_in(installation, cohort_id, account, pid)
        truth[account] = pid
    sending.decide(installation)
    return Joined(installation, truth)


def show_and_hand_in(installation: Installation, cohort_id: str, account_id: str, pid: str) -> None:
    """What they wrote is shown to one person; then they say by name that they completed."""
    with installation.writing() as work:
        attempt = work.db.scalars(select(Attempt.id).where(Attempt.pid == pid)).one()
        row_id = random_id()
        work.db.add(
            Shown(
                id=row_id,
                pid=pid,
                attempt_id=attempt,
                token_hash=row_id * 2,
                item="item",
                sealed="s",
            )
        )
        rows.put_guide(work.db, pid, "sealed")
    with installation.writing() as work:
        record.hand_in(work.db, account_id, cohort_id, "sealed")
    with installation.writing() as work:
        record.add_certificate(
            work.db,
            PublicCertificate(
                account_id=account_id,
                cohort_id=cohort_id,
                code_hash=random_id() * 2,
                place=badge_keys.free_place(work),
                sealed="sealed",
            ),
        )


def attack(joined: Joined) -> dict[str, int]:
    """How many each way of matching gets right."""
    sides = attackers.read(
        joined.installation.engine, list(joined.truth), list(joined.truth.values())
    )
    return attackers.score(sides, joined.truth)


def test_nobody_is_found_by_how_rows_lie(installation: Installation) -> None:
    at_once: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    for _ in range(ROUNDS):
        joined = join_and_write(installation)
        at_once.update(attack(joined))
        ticking.settle(installation)
        settled.update(attack(joined))
    for total in (at_once, settled):
        assert len(total) > 20  # there was something to try
        tried = {way.split(".")[0] for way in total}
        assert tried >= {"preference", "calendar_feed", "message", "letter"}
        way, right = total.most_common(1)[0]
        assert right <= MOST_BY_CHANCE, f"{way}: {right} of {ROUNDS * PEOPLE}"
        assert sum(total.values()) / len(total) < 2 * ROUNDS


def test_the_same_attacker_finds_nearly_everyone_in_naive_tables(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: rows that are only appended, nothing levelled."""
    monkeypatch.setattr(settle, "level", lambda engine, touched: True)
    meta = MetaData()
    people = Table(
        "naive_person", meta, Column("id", String, primary_key=True), Column("n", Integer)
    )
    answers = Table(
        "naive_answer", meta, Column("pid", String, primary_key=True), Column("n", Integer)
    )
    truth = {f"{n * 7919 % 65521:08x}": f"{n * 104729 % 65519:08x}" for n in range(1, PEOPLE + 1)}
    with installation.engine.begin() as connection:
        meta.create_all(connection)
    for account, pid in truth.items():
        with installation.writing() as work:
            work.db.execute(people.insert().values(id=account, n=0))
        with installation.writing() as work:
            work.db.execute(answers.insert().values(pid=pid, n=0))
    sides = attackers.Sides(
        attackers.features(installation.engine, people, "id", set(truth)),
        attackers.features(installation.engine, answers, "pid", set(truth.values())),
    )
    assert max(attackers.score(sides, truth).values()) >= PEOPLE * 0.95


def test_without_levelling_postgresql_would_give_everyone_away(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control on our own tables."""
    monkeypatch.setattr(settle, "level", lambda engine, touched: True)
    settings = read({"GOLDSEAM_DATA": str(tmp_path), "DATABASE_URL": postgres_url})
    installation = open_installation(settings, small_catalogue(), HandClock())
    try:
        assert max(attack(join_and_write(installation)).values()) >= PEOPLE * 0.95
    finally:
        installation.close()


def test_sqlite_keeps_no_row_numbers_of_people_or_answers(
    sqlite_installation: Installation,
) -> None:
    names = [table.__tablename__ for table in settled.IDENTITY + settled.LETTERS + settled.ANSWERS]
    with sqlite_installation.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        made = {row.name: row.sql for row in rows}
    assert all("WITHOUT ROWID" in made[name] for name in names)
