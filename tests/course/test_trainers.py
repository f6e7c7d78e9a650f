"""What trainers have for a lesson, and their own few words at its head."""

from __future__ import annotations

import pytest

from course.access import Role
from course.cohort import said, trainers
from course.cohort.trainers import Words
from course.errors import NotFound, StaleDraft, TooLong
from course.installation import Installation
from course.study import attempts, progress
from tests import world
from tests.content import our_course


def test_a_lessons_page_is_its_trainer_block_and_the_same_whatever_learners_do(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR)
        before = trainers.page(work, ira, cohort_id, "first")
        me = world.someone(work, cohort_id)
        progress.move(work, me, cohort_id, "first", "write")
        attempts.submit(work, me, cohort_id, "first", "thought", {"text": "Words"}, "k" * 16)
        assert trainers.page(work, ira, cohort_id, "first") == before
        assert (before.number, before.title, before.aim) == (1, "The first lesson", "To be small.")
        assert before.trainer == work.catalogue.lesson("first").trainer
        with pytest.raises(NotFound):
            trainers.page(work, ira, cohort_id, "nothing")


def test_words_at_the_head_of_a_lesson_are_those_of_ones_own_cohort(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        here, there = world.cohort(work), world.cohort(work)
        ira = world.someone(work, here, Role.INSTRUCTOR)
        me, other = world.someone(work, here), world.someone(work, there)
        assert trainers.words(work, me, here, "first") == Words("", 0)
        saved = trainers.save_words(work, ira, here, "first", " Bring a pen.\r\n", 0)
        assert saved == Words("Bring a pen.", 1)
        assert trainers.words(work, me, here, "first") == saved
        assert trainers.words(work, me, here, "second") == Words("", 0)
        assert trainers.words(work, other, there, "first") == Words("", 0)
        assert trainers.save_words(work, ira, here, "first", "", 1) == Words("", 2)


def test_only_an_instructor_of_the_cohort_may_change_them(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        here = scene.cohort_id
        for denied in (
            scene.learner,
            scene.owner,
            scene.other_instructor,
            scene.stranger,
            None,
        ):
            with pytest.raises(NotFound):
                trainers.save_words(work, denied, here, "first", "Words", 0)
            with pytest.raises(NotFound):
                trainers.page(work, denied, here, "first")
        for denied in (scene.owner, scene.other_instructor, scene.stranger, None):
            with pytest.raises(NotFound):
                trainers.words(work, denied, here, "first")
        assert trainers.words(work, scene.learner, here, "first") == Words("", 0)


def test_two_instructors_do_not_write_over_one_another(installation: Installation) -> None:
    with installation.writing() as work:
        here = world.cohort(work)
        one, other = (world.someone(work, here, Role.INSTRUCTOR) for _ in range(2))
        trainers.save_words(work, one, here, "first", "Mine", 0)
        with pytest.raises(StaleDraft) as refused:
            trainers.save_words(work, other, here, "first", "Theirs", 0)
        assert refused.value.sentence == said.STALE
        with pytest.raises(TooLong):
            trainers.save_words(work, one, here, "first", "x" * 2_001, 1)
        assert trainers.words(work, one, here, "first") == Words("Mine", 1)


def test_the_course_itself_has_no_trainer_block_that_is_half_there() -> None:
    for edition in our_course().editions.values():
        block = edition.lesson.trainer
        if block is not None:
            assert (len(block.sticking), len(block.openings)) == (3, 3)
