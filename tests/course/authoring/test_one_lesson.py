"""A lesson that is being written stands in its course as its file reads just now."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.authoring.load import CONTENT
from course.authoring.one_lesson import folder_of, state, try_lesson
from course.errors import BadInput
from tests.course.authoring.samples import LESSON, course, good_lesson, spoil


def test_a_lesson_of_a_course_is_tried_among_its_others(tmp_path: Path) -> None:
    folder = course(tmp_path)
    tried = try_lesson(folder / LESSON)
    assert folder_of(folder / LESSON) == folder
    assert (tried.lesson_id, tried.problems, tried.elsewhere) == ("begin", (), 0)
    assert list(tried.catalogue.editions) == ["begin"]


def test_a_new_lesson_comes_last_and_is_said_not_to_be_listed(tmp_path: Path) -> None:
    folder = course(tmp_path)
    new = folder / "lessons" / "02-more.md"
    new.write_text(good_lesson().replace("id: begin", "id: more").replace("number: 1", "number: 2"))
    tried = try_lesson(new)
    assert tried.lesson_id == "more"
    assert list(tried.catalogue.editions) == ["begin", "more"]
    assert [(one.field, one.sentence) for one in tried.problems] == [
        ("lesson", "This lesson is not listed in course.yml.")
    ]


def test_a_lesson_elsewhere_stands_in_for_ours_by_its_id(tmp_path: Path) -> None:
    ours = sorted((CONTENT / "lessons").glob("*.md"))[0]
    file = tmp_path / "draft.md"
    file.write_text(ours.read_text().replace("minutes: ", "minutes:  ", 1))
    tried = try_lesson(file)
    assert tried.problems == ()
    assert len(tried.catalogue.editions) == 8
    file.write_text(ours.read_text().replace("aim: ", "aim: In short, ", 1))
    edited = try_lesson(file)
    assert edited.lesson_id is not None
    assert edited.catalogue.lesson(edited.lesson_id).aim.startswith("In short, ")


def test_a_lesson_that_cannot_be_taught_is_left_out_and_every_problem_named(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, LESSON, "intensity: 1", "intensity: 7")
    spoil(folder, LESSON, "wave: before", "wave: never")
    tried = try_lesson(folder / LESSON)
    assert tried.lesson_id is None
    assert [one.field for one in tried.problems] == ["late.intensity", "opening.wave"]


def test_a_lesson_whose_ids_meet_is_left_out_too(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, LESSON, "## Rate {#rate}", "## Rate {#write}")
    tried = try_lesson(folder / LESSON)
    assert tried.lesson_id is None
    assert [one.rule for one in tried.problems] == ["unique-ids"]


def test_the_state_changes_with_every_file_of_the_course(tmp_path: Path) -> None:
    folder = course(tmp_path)
    states = {state(folder / LESSON)}
    for name in (LESSON, "rubric.yml", "course.yml"):
        path = folder / name
        path.write_text(path.read_text() + "\n")
        states.add(state(folder / LESSON))
    (folder / "lessons" / "02-new.md").write_text("new")
    states.add(state(folder / LESSON))
    (folder / LESSON).unlink()
    states.add(state(folder / LESSON))
    assert len(states) == 6


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.md"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadInput, match=r"can't be read\. Name a lesson's file\.$"):
        try_lesson(file)
