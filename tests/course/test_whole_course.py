"""The course holds what it promises: eight lessons, each whole, and cases that come back."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TypeVar

import pytest

from course.authoring.catalogue import Catalogue
from course.authoring.lint import lint
from course.authoring.load import CONTENT, load_course
from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Duty,
    Exercise,
    Intention,
    Lesson,
    RatingExercise,
    Reflection,
    Reply,
)

E = TypeVar("E", bound=Exercise)

PARTS = {"Coach", "Therapist", "Client", "Trainer", "Supervisor"}
LESSONS = [
    "name-what-went-wrong",
    "why-repair-helps",
    "notice",
    "steady-yourself",
    "own-it-and-apologise",
    "invite-and-validate",
    "explore-respond-follow-through",
    "the-artists-eye",
]


@cache
def catalogue() -> Catalogue:
    return load_course(CONTENT).catalogue


def exercises(lesson: Lesson, kind: type[E]) -> list[E]:
    return [block for step in lesson.steps for block in step.blocks if isinstance(block, kind)]


def lessons() -> list[Lesson]:
    return [edition.lesson for edition in catalogue().editions.values()]


def test_there_are_eight_lessons_in_this_order_and_nothing_to_put_right() -> None:
    assert list(catalogue().editions) == LESSONS
    assert lint() == (8, ())


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_each_lesson_is_whole(lesson_id: str) -> None:
    lesson = catalogue().lesson(lesson_id)
    replies = exercises(lesson, Reply)
    assert len([reply for reply in replies if reply.instead_of is None]) == 3
    assert all(reply.follows for reply in replies)
    assert any(reply.audience in {"coach", "both"} for reply in replies)
    assert len(exercises(lesson, Demonstration)) == 2
    for demonstration in exercises(lesson, Demonstration):
        assert sum(turn.predict is not None for turn in demonstration.turns) >= 4
    assert len(exercises(lesson, Reflection)) >= 2
    assert len(exercises(lesson, Drill)) >= 1
    assert len(exercises(lesson, Check)) == 1
    assert len(exercises(lesson, Intention)) == 1
    assert len(lesson.unseen) == 2
    assert 35 <= lesson.minutes <= 50
    assert lesson.trainer is not None


def test_every_choice_of_every_check_has_its_own_reason() -> None:
    for lesson in lessons():
        for check in exercises(lesson, Check):
            for question in check.questions:
                reasons = [choice.why for choice in question.choices]
                assert len(set(reasons)) == len(reasons) >= 2


def test_there_are_cases_enough_to_practise_and_to_come_back() -> None:
    shown = [reply for lesson in lessons() for reply in exercises(lesson, Reply)]
    kept = [case for lesson in lessons() for case in lesson.unseen]
    assert len([reply for reply in shown if reply.instead_of is None]) == 24
    assert len([reply for reply in shown if reply.instead_of is not None]) >= 5
    assert len(kept) == 16
    assert set(Counter(case.rupture for case in kept)) == {
        "withdrawal",
        "confrontation",
        "blunder",
        "boundary",
    }


def test_all_97_seed_points_are_undertaken_and_taught() -> None:
    taught = {seed for lesson in lessons() for seed in lesson.covers}
    assert taught == {f"P{n}" for n in range(1, 59)} | {f"M{n}" for n in range(1, 40)}


def test_the_skills_are_rated_before_the_course_and_after_it() -> None:
    waves = [
        (lesson.id, rating.wave)
        for lesson in lessons()
        for rating in exercises(lesson, RatingExercise)
    ]
    assert waves == [("name-what-went-wrong", "before"), ("the-artists-eye", "after")]


def test_law_is_said_only_where_it_holds() -> None:
    placed = [
        (lesson.id, block.where)
        for lesson in lessons()
        for step in lesson.steps
        for block in step.blocks
        if isinstance(block, Duty)
    ]
    assert {lesson for lesson, _ in placed} == {"own-it-and-apologise"}
    assert {where for _, where in placed} == {"england", "uk", "us"}


def test_nobody_appears_in_two_lessons() -> None:
    speakers: dict[str, str] = {}
    for lesson in lessons():
        for demonstration in exercises(lesson, Demonstration):
            for turn in demonstration.turns:
                name = turn.who.split(",")[0]
                if name.istitle() and name not in {
                    "Coach",
                    "Therapist",
                    "Client",
                    "Trainer",
                    "Supervisor",
                }:
                    assert speakers.setdefault(name, lesson.id) == lesson.id
