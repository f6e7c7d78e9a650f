"""An id that was released keeps its meaning; wording may change as it likes."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.__main__ import main
from course.authoring import lock
from course.authoring.comparing import compare
from course.authoring.folder import read_folder
from course.authoring.load import CONTENT, load_course
from course.authoring.problem import Problem
from course.commands import open_ours
from tests.course.authoring.changed import BACK, CHANGES, Change
from tests.course.authoring.samples import GOOD, LESSON, course, line_of, spoil


def changes_of(folder: Path) -> tuple[Problem, ...]:
    return compare(read_folder(folder), lock.read(folder / lock.LOCK))


def released(tmp_path: Path) -> Path:
    folder = course(tmp_path)
    (folder / lock.LOCK).write_text(lock.written(read_folder(folder)))
    assert changes_of(folder) == ()
    return folder


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.said[:40])
def test_a_changed_meaning_is_named_with_file_line_and_field(
    tmp_path: Path, change: Change
) -> None:
    folder = released(tmp_path)
    spoil(folder, change.file, change.old, change.new)
    file = "course.yml" if change.at == "lessons:" else change.file
    line = line_of(folder, file, change.at)
    assert f"{folder / file}:{line}: {change.said} (ids-keep-their-meaning)" in [
        str(problem) for problem in changes_of(folder)
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LESSON, "prompt: What do you notice?", "prompt: What else?"),
        (LESSON, "        text: 1:30", "        text: half past one"),
        (LESSON, "## Write {#write}", "## Write it down {#write}"),
        (LESSON, "skills: [notice, own]", "skills: [own, notice]"),
        (LESSON, "choices: [A complaint, A silence]", "choices: [A complaint, A long silence]"),
        (LESSON, "minutes: 20", "minutes: 25"),
        (LESSON, "## Rate {#rate}", "## More {#more}\n\nWords.\n\n## Rate {#rate}"),
        ("course.yml", "title: A small course", "title: Another title"),
        ("rubric.yml", "    name: Notice", "    name: Noticing"),
    ],
)
def test_wording_layout_and_new_things_are_fine(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = released(tmp_path)
    spoil(folder, file, old, new)
    assert changes_of(folder) == ()


def test_our_own_course_still_means_what_its_lock_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(read_folder(CONTENT), lock.read(CONTENT / lock.LOCK)) == ()


def test_lint_compares_with_a_lock_a_lesson_or_an_edition_of_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLDSEAM_DATA", str(tmp_path / "data"))
    for name in ("DATABASE_URL", "GOLDSEAM_RELEASE_URL", "GOLDSEAM_URL", "GOLDSEAM_MASTER_KEY"):
        monkeypatch.delenv(name, raising=False)
    folder = released(tmp_path)
    earlier = tmp_path / "earlier.md"
    earlier.write_text((folder / LESSON).read_text())
    edition = next(iter(load_course(folder).catalogue.editions.values()))
    canonical = tmp_path / "edition.json"
    canonical.write_text(edition.canonical)
    own = next(iter(load_course().catalogue.editions.values()))
    open_ours().close()
    for named in ([], [str(earlier)], [str(canonical)], [str(folder / lock.LOCK)]):
        assert main(["lint", str(folder), "--compare", *named]) == 0
        assert capsys.readouterr().out == "No problems in 1 lesson.\n"
    assert main(["lint", "--compare", own.hash[:12]]) == 0
    assert capsys.readouterr().out == "No problems in 8 lessons.\n"
    spoil(folder, LESSON, "wave: before", "wave: after")
    line = line_of(folder, LESSON, "wave: after")
    for named in ([], [str(earlier)], [str(canonical)]):
        assert main(["lint", str(folder), "--compare", *named]) == 1
        assert capsys.readouterr().out == (
            f"{folder / LESSON}:{line}: opening.wave: This was before and is after now. {BACK} "
            "(ids-keep-their-meaning)\n"
        )


@pytest.mark.parametrize("name", ["nothing.lock", "0123456789ab", "A" * 64])
def test_what_is_no_edition_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    monkeypatch.setenv("GOLDSEAM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["lint", str(GOOD), "--compare", name]) == 1
    assert capsys.readouterr().err == (
        f"There is no file {name}, and no edition in the database whose hash begins with {name}.\n"
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"lessons": 3}', '{"lessons": {"a": {}}}', "x"])
def test_a_lock_that_cannot_be_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "some.lock").write_text(text)
    assert main(["lint", str(GOOD), "--compare", str(tmp_path / "some.lock")]) == 1
    assert "This can't be read as a lock, a lesson or an edition: " in capsys.readouterr().err


def test_releasing_writes_the_lock_and_refuses_to_write_over_a_meaning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = course(tmp_path)
    assert main(["release-content", str(folder)]) == 0
    assert capsys.readouterr().out == (
        "No problems in 1 lesson.\neditions.lock says what the ids of 1 lesson stand for.\n"
    )
    written = (folder / lock.LOCK).read_text()
    spoil(folder, LESSON, "wave: before", "wave: after")
    assert main(["release-content", str(folder)]) == 1
    assert "opening.wave: This was before and is after now." in capsys.readouterr().out
    assert (folder / lock.LOCK).read_text() == written
    spoil(folder, LESSON, "wave: after", "wave: before")
    spoil(folder, LESSON, "aim: Show every", "aim: See every")
    assert main(["release-content", str(folder)]) == 0
    assert (folder / lock.LOCK).read_text() != written
