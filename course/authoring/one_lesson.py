"""A course with one lesson as its file reads just now, for looking at it while it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.authoring import rules
from course.authoring.catalogue import Catalogue
from course.authoring.folder import CourseText, read_folder, shown
from course.authoring.load import CONTENT, loaded
from course.authoring.parse import Parsed, parse
from course.authoring.problem import Problem
from course.errors import BadInput

State = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Tried:
    """The course with the lesson in its place. ``lesson_id`` is None while it can't be taught.

    ``problems`` are those of the lesson's own file; ``elsewhere`` counts those of other files.
    """

    catalogue: Catalogue
    lesson_id: str | None
    problems: tuple[Problem, ...]
    elsewhere: int


def folder_of(file: Path) -> Path:
    """The folder of the course that a lesson's file belongs to: its own, or ours."""
    own = file.resolve().parent.parent
    return own if file.parent.name == "lessons" and (own / "course.yml").is_file() else CONTENT


def state(file: Path) -> State:
    """What changes whenever a file of the course or the lesson itself does."""
    folder = folder_of(file)
    files = {file, *folder.glob("*.yml"), *folder.glob("lessons/*.md")}
    found = []
    for path in sorted(files):
        try:
            seen = path.stat()
        except OSError:
            continue
        found.append((str(path), seen.st_mtime_ns, seen.st_size))
    return tuple(found)


def try_lesson(file: Path) -> Tried:
    """Read the course afresh, the lesson standing in for the one it is or goes by the id of.

    A lesson that course.yml doesn't list yet comes last.

    Raises:
        BadInput: the file can't be read.
    """
    try:
        parsed = parse(file.read_text(encoding="utf-8"), shown(file))
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{file} can't be read. Name a lesson's file.") from None
    text = read_folder(folder_of(file))
    _put(text, parsed)
    every = {*text.problems, *parsed.problems, *rules.every(text)}
    mine = sorted((one for one in every if one.file == parsed.file), key=lambda one: one.line)
    catalogue = loaded(text).catalogue
    lesson_id = parsed.lesson.id if parsed.lesson else None
    is_taught = lesson_id is not None and any(
        edition.lesson == parsed.lesson for edition in catalogue.editions.values()
    )
    return Tried(catalogue, lesson_id if is_taught else None, tuple(mine), len(every) - len(mine))


def _put(text: CourseText, parsed: Parsed) -> None:
    for number, other in enumerate(text.lessons):
        if other.file == parsed.file or other.readable.id == parsed.readable.id:
            text.lessons[number] = parsed
            return
    text.lessons.append(parsed)
