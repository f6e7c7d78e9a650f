"""A malformed file never takes the course down: the rest is taught, and the problem is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.authoring.load import edition_of, load_course
from course.errors import NotFound
from tests.course.authoring.samples import GOOD, LESSON, course, good_lesson, spoil

SECOND = "lessons/02-second.md"


def _two_lessons(tmp_path: Path) -> Path:
    folder = course(tmp_path)
    spoil(folder, "course.yml", "  - 01-begin.md\n", "  - 01-begin.md\n  - 02-second.md\n")
    text = good_lesson().replace("id: begin", "id: second").replace("number: 1", "number: 2")
    (folder / SECOND).write_text(text)
    return folder


def test_lessons_come_in_the_order_of_the_course(tmp_path: Path) -> None:
    loaded = load_course(_two_lessons(tmp_path))
    assert list(loaded.catalogue.editions) == ["begin", "second"]
    assert loaded.problems == ()


def test_a_malformed_lesson_is_left_out_and_the_others_are_taught(tmp_path: Path) -> None:
    folder = _two_lessons(tmp_path)
    spoil(folder, LESSON, "intensity: 1", "intensity: one")
    loaded = load_course(folder)
    assert list(loaded.catalogue.editions) == ["second"]
    assert [str(problem) for problem in loaded.problems] == [
        f"{folder / LESSON}:42: late.intensity: This must be 1, 2 or 3. (schema)"
    ]
    with pytest.raises(NotFound):
        loaded.catalogue.lesson("begin")


def test_a_lesson_that_would_mislead_the_app_is_left_out_too(tmp_path: Path) -> None:
    folder = _two_lessons(tmp_path)
    spoil(folder, SECOND, "    box: red", "    box: amber")
    loaded = load_course(folder)
    assert list(loaded.catalogue.editions) == ["begin"]
    assert [problem.rule for problem in loaded.problems] == ["sort-boxes"]


def test_a_rule_of_style_keeps_no_lesson_out(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, LESSON, "More words.", "More words!")
    loaded = load_course(folder)
    assert list(loaded.catalogue.editions) == ["begin"]
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("course.yml", "title:", "titel:"),
        ("rubric.yml", "id: notice", "id: Unknown"),
        ("rubric.yml", "id: steady", "id: notice"),
        ("rubric.yml", "ask:", "ask: ["),
    ],
)
def test_without_a_course_or_rubric_there_is_a_calm_empty_catalogue(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = course(tmp_path)
    spoil(folder, file, old, new)
    loaded = load_course(folder)
    assert loaded.catalogue.editions == {}
    assert loaded.catalogue.course.title == "Goldseam"
    assert {problem.file for problem in loaded.problems} == {str(folder / file)}


def test_an_empty_folder_is_a_calm_empty_catalogue(tmp_path: Path) -> None:
    loaded = load_course(tmp_path)
    assert loaded.catalogue.editions == {}
    assert [problem.sentence for problem in loaded.problems] == [
        "This file is missing or cannot be read."
    ] * 4


def test_a_bad_source_leaves_the_others_and_the_lessons(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, "sources.yml", "  secondary: true", "  secondary: yes")
    loaded = load_course(folder)
    assert list(loaded.catalogue.sources) == ["R1", "R3"]
    assert list(loaded.catalogue.editions) == ["begin"]
    assert [str(problem) for problem in loaded.problems] == [
        f"{folder / 'sources.yml'}:6: R2.secondary: This must be true or false. (schema)"
    ]


def test_a_lesson_not_in_the_list_and_one_not_in_the_folder_are_named(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, "course.yml", "  - 01-begin.md", "  - ../01-begin.md\n  - 03-gone.md")
    assert [str(problem) for problem in load_course(folder).problems] == [
        f"{folder / 'course.yml'}:5: lessons[0]: A lesson is named by its file in the folder "
        "lessons, such as 01-begin.md. (lesson-list)",
        f"{folder / 'lessons/03-gone.md'}:1: 03-gone.md: This file is missing or cannot be read. "
        "(schema)",
        f"{folder / LESSON}:1: lesson: This lesson is not listed in course.yml. (lesson-list)",
    ]


def test_a_file_that_is_not_text_is_named_with_its_line(tmp_path: Path) -> None:
    folder = _two_lessons(tmp_path)
    (folder / SECOND).write_bytes(b"---\nid: second\n\xff\xfe\n")
    loaded = load_course(folder)
    assert list(loaded.catalogue.editions) == ["begin"]
    assert [(p.line, p.sentence) for p in loaded.problems] == [(3, "This line is not UTF-8 text.")]


def _override(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "ours"
    (folder / "lessons").mkdir(parents=True)
    (folder / "lessons" / "mine.md").write_text(text)
    return folder


def test_a_file_of_our_own_takes_the_place_of_the_lesson_with_its_id(tmp_path: Path) -> None:
    ours = _override(tmp_path, good_lesson().replace("title: Begin here", "title: Begin our way"))
    loaded = load_course(GOOD, ours)
    assert loaded.catalogue.lesson("begin").title == "Begin our way"
    assert loaded.problems == ()
    built_in = load_course(GOOD).catalogue.edition("begin")
    assert loaded.catalogue.edition("begin").hash != built_in.hash


def test_where_our_own_file_is_malformed_the_lesson_stays(tmp_path: Path) -> None:
    ours = _override(tmp_path, good_lesson().replace("minutes: 20", "minutes: 1"))
    loaded = load_course(GOOD, ours)
    assert loaded.catalogue.lesson("begin").minutes == 20
    assert [problem.field for problem in loaded.problems] == ["minutes"]


def test_a_file_of_our_own_that_replaces_nothing_is_named(tmp_path: Path) -> None:
    ours = _override(tmp_path, good_lesson().replace("id: begin", "id: elsewhere"))
    loaded = load_course(GOOD, ours)
    assert list(loaded.catalogue.editions) == ["begin"]
    assert [problem.sentence for problem in loaded.problems] == [
        "The course has no lesson with this id to take the place of."
    ]


def test_an_edition_ignores_comments_and_layout_and_notices_any_word(tmp_path: Path) -> None:
    before = load_course(GOOD).catalogue.edition("begin").hash
    folder = course(tmp_path)
    spoil(folder, LESSON, "colour: green", "# a comment\ncolour:   green   # another")
    spoil(folder, LESSON, "objectives:\n  - Meet", "\nobjectives:\n    - Meet")
    assert load_course(folder).catalogue.edition("begin").hash == before
    spoil(folder, LESSON, "More words.", "More words .")
    assert load_course(folder).catalogue.edition("begin").hash != before


def test_an_edition_holds_the_whole_lesson() -> None:
    edition = load_course(GOOD).catalogue.edition("begin")
    assert type(edition.lesson).model_validate_json(edition.canonical) == edition.lesson
    assert edition_of(edition.lesson) == edition
