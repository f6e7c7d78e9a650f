"""Many hands at once: nothing lost, nobody told of a lock, nobody near another's words."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from course.access import OPERATIONS, Viewer
from course.errors import GoldseamError, NotFound
from course.installation import Installation
from course.study import drafts, progress, reflections
from course.study import learner as learners
from db.engine import transaction
from db.tables.answers import Attempt, Draft, Position, StepDone
from tests import world
from tests.content import SKILLS
from tests.course.study.desk import CASE, Desk, desk


def test_8_writers_of_50_changes_each_make_400(installation: Installation) -> None:
    her = desk(installation)

    def add_50() -> None:
        for _ in range(50):
            with installation.writing() as work:
                learners.at_work(work, her.viewer, her.cohort_id)
                draft = drafts.load(work, her.viewer, her.cohort_id, CASE)
                text, revision = ("", 0) if draft is None else (draft.text, draft.revision)
                drafts.save(work, her.viewer, her.cohort_id, CASE, text + "x", revision + 1)

    with ThreadPoolExecutor(8) as eight:
        for ended in [eight.submit(add_50) for _ in range(8)]:
            ended.result()
    assert her.draft() == drafts.DraftText("x" * 400, 400)


def test_a_lock_held_for_3_seconds_delays_200_submits_and_fails_none(
    installation: Installation,
) -> None:
    her = desk(installation)
    held = threading.Event()

    def hold() -> None:
        with transaction(installation.engine, writes=True) as db:
            if not installation.settings.on_sqlite:
                db.execute(sql("LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE"))
            held.set()
            time.sleep(3)

    def submit(number: int) -> float:
        start = time.perf_counter()
        her.submit(f"Words {number}", f"locked-{number:04}", "thought")
        return time.perf_counter() - start

    with ThreadPoolExecutor(21) as many:
        holder = many.submit(hold)
        held.wait()
        took = sorted(many.map(submit, range(200)))
        holder.result()
    assert sorted(her.texts("thought")) == sorted(f"Words {number}" for number in range(200))
    assert took[0] < 3 < took[-1]  # the lock was in the way
    assert took[int(0.99 * len(took))] < 5


def test_1_000_swapped_ids_read_and_write_nothing_of_anothers(
    installation: Installation,
) -> None:
    times = 1000 if installation.settings.on_sqlite else 200
    chance = random.Random(26)
    her = desk(installation)
    key = her.key()
    her.submit("Secret repair", key)
    her.submit("Secret thought", exercise="thought")
    her.save("Secret draft", 3)
    with installation.writing() as work:
        fellow = world.someone(work, her.cohort_id)
        stranger = world.someone(work, world.cohort(work))
    before = rows_of(her)
    assert len(before) == 4
    swapped = [
        fellow,
        stranger,
        replace(stranger, account_id=her.viewer.account_id),
        replace(fellow, account_id=her.viewer.account_id, belongs=her.viewer.belongs),
        replace(her.viewer, sign_in_id="0" * 32),
        None,
    ]
    modules = {"drafts", "attempts", progress.__name__[13:], reflections.__name__[13:]}
    names = sorted(name for name in OPERATIONS if name.split(".")[0] in modules)
    assert len(names) == 12
    refused, answered = 0, list[str]()
    for _ in range(times):
        viewer, name = chance.choice(swapped), chance.choice(names)
        try:
            found: object = call(her, viewer, name, chance, key)
        except GoldseamError as error:
            refused += isinstance(error, NotFound)
            found = str(error)
        else:
            assert viewer is fellow  # who is a learner here, with words of their own
        answered += [repr(found), *texts_in(found)]
    assert not any("Secret" in text for text in answered)
    assert refused > times / 2
    assert rows_of(her) == before


def call(her: Desk, viewer: Viewer | None, name: str, chance: random.Random, key: str) -> object:
    ids = ["first", "case", "thought", her.pid(), her.cohort_id, key[:32], her.viewer.account_id]
    lesson, exercise = chance.choice(["first", "first", *ids]), chance.choice(["case", *ids])
    box = chance.choice([CASE, "first/thought", f"{her.pid()}/{CASE}", f"{lesson}/{exercise}"])
    given: dict[str, dict[str, Any]] = {
        "drafts.save": {"box": box, "text": "Mine", "revision": chance.randint(1, 9)},
        "drafts.patch": {
            "box": box, "base": 3, "start": 0, "removed": 0, "inserted": "x", "revision": 9,
        },
        "drafts.load": {"box": box},
        "attempts.next_key": {"lesson_id": lesson, "exercise_id": exercise},
        "attempts.submit": {
            "lesson_id": lesson,
            "exercise_id": exercise,
            "answer": chance.choice([{"text": "Mine"}, {"ratings": dict.fromkeys(SKILLS, 1)}]),
            "submission_key": key,
        },
        "attempts.mine": {"lesson_id": lesson},
        "progress.home": {},
        "progress.lesson": {"lesson_id": lesson},
        "progress.move": {"lesson_id": lesson, "step_id": "write"},
        "reflections.mine": {"search": chance.choice(["", "secret"])},
        "reflections.delete": {"lesson_id": lesson, "exercise_id": exercise},
        "reflections.remove_earlier": {"lesson_id": lesson, "exercise_id": exercise},
    }  # fmt: skip
    with her.installation.writing() as work:
        return OPERATIONS[name](work, viewer, her.cohort_id, **given[name])


def texts_in(found: Any) -> list[str]:
    """Every text in an operation's answer, those kept out of ``repr`` among them."""
    if isinstance(found, str):
        return [found]
    if isinstance(found, dict):
        return [text for value in found.values() for text in texts_in(value)]
    if isinstance(found, tuple | list | frozenset):
        return [text for value in found for text in texts_in(value)]
    return texts_in(vars(found)) if hasattr(found, "__dict__") else []


def rows_of(her: Desk) -> list[tuple[Any, ...]]:
    pid = her.pid()
    with her.installation.reading() as work:
        return sorted(
            tuple(row)
            for table in (Attempt, Draft, Position, StepDone)
            for row in work.db.execute(
                select(*table.__table__.columns).where(table.__table__.c.pid == pid)
            )
        )


@pytest.mark.parametrize("name", ["drafts.save", "attempts.submit"])
def test_a_learner_taken_out_of_the_cohort_writes_no_more(
    installation: Installation, name: str
) -> None:
    her = desk(installation)
    her.save("Before", 1)
    with installation.writing() as work:
        work.db.execute(sql("DELETE FROM membership WHERE cohort_id = :id"), {"id": her.cohort_id})
    with pytest.raises(NotFound):
        call(her, her.viewer, name, random.Random(1), "some-key-1")
