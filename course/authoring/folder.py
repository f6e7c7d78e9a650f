"""The files of a course as they stand: course, rubric, sources, lessons and their overrides."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from course.authoring.consent import FILE as CONSENT
from course.authoring.consent import Consent
from course.authoring.course_files import Aids
from course.authoring.parse import RULE, Parsed, parse
from course.authoring.problem import Path as Place
from course.authoring.problem import Problem, Spot, dotted
from course.authoring.schema import CourseFile, Rubric, Samples, Seeds, Source, Wall
from course.authoring.strict import check
from course.authoring.workshop_file import ParsedWorkshop, read_plans
from course.authoring.workshops import Room
from course.authoring.yaml_text import read_yaml

M = TypeVar("M", bound=BaseModel)


@dataclass
class CourseText:
    """All of a course's files, read. ``None`` stands for what could not be.

    ``lessons`` are in the course's order; ``overrides`` stand by the id of the lesson they replace.
    ``spots`` gives the lines of the YAML files, by file then path. A course may do without aids,
    samples, seeds, a wall and workshops; a workshop that an installation brings comes last, also
    where it takes the place of ours.
    """

    folder: Path
    course: CourseFile | None = None
    rubric: Rubric | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    aids: Aids | None = None
    samples: Samples | None = None
    seeds: Seeds = field(default_factory=Seeds)
    wall: Wall = field(default_factory=Wall)
    consent: Consent | None = None
    lessons: list[Parsed] = field(default_factory=list)
    overrides: dict[str, Parsed] = field(default_factory=dict)
    room: Room | None = None
    workshops: list[ParsedWorkshop] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    spots: dict[str, dict[Place, Spot]] = field(default_factory=dict)

    def file(self, name: str) -> str:
        """A file of the course's folder as problems name it."""
        return shown(self.folder / name)

    def every_lesson(self) -> list[Parsed]:
        """The course's own lessons, then those that override them."""
        return [*self.lessons, *self.overrides.values()]


def read_folder(folder: Path, overrides: Path | None = None) -> CourseText:
    """Read every file of a course; raises nothing."""
    reader = _Reader(folder, CourseText(folder))
    text = reader.text
    text.course = reader.strict("course.yml", CourseFile)
    text.rubric = reader.strict("rubric.yml", Rubric)
    text.sources = reader.sources("sources.yml")
    text.aids = reader.optional("aids.yml", Aids)
    text.samples = reader.optional("samples.yml", Samples)
    text.seeds = reader.optional("seeds.yml", Seeds, "points") or text.seeds
    text.wall = reader.optional("wall.yml", Wall, "pieces") or text.wall
    text.consent = reader.consent(overrides)
    names = text.course.lessons if text.course else []
    for number, name in enumerate(names):
        reader.lesson(name, number)
    for path in _files(folder, "lessons"):
        if text.course and path.name not in names:
            sentence = "This lesson is not listed in course.yml."
            reader.refuse(shown(path), 1, "lesson", sentence, "lesson-list")
    if overrides is not None:
        for path in _files(overrides, "lessons"):
            reader.override(path)
    text.room = reader.optional("room.yml", Room)
    for home in filter(None, (folder, overrides)):
        reader.workshops(_files(home, "workshops"))
    text.problems = tuple(reader.problems)
    return text


def _files(folder: Path, of: str) -> list[Path]:
    try:
        return sorted((folder / of).glob("*.md"))
    except OSError:
        return []


def shown(path: Path) -> str:
    """A path as it is printed: from the working folder, where it lies inside."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@dataclass
class _Reader:
    folder: Path
    text: CourseText
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, file: str, line: int, field: str, sentence: str, rule: str = RULE) -> None:
        self.problems.append(Problem(file, line, field, sentence, rule))

    def optional(self, name: str, model: type[M], under: str | None = None) -> M | None:
        """A file that a course may do without; ``under`` names the field that holds all of it."""
        return self.strict(name, model, under) if (self.folder / name).exists() else None

    def strict(self, name: str, model: type[M], under: str | None = None) -> M | None:
        value, file = self._yaml(name)
        if value is None:
            return None
        if under is not None:
            value = {under: value}
            spots = {(under, *path): spot for path, spot in self.text.spots[name].items()}
            self.text.spots[name] = {(): Spot(1, 1), **spots}
        read, refused = check(model, value, self.text.spots[name])
        for line, path, sentence in refused:
            self.refuse(file, line, dotted(path) or name, sentence)
        return read

    def consent(self, overrides: Path | None) -> Consent | None:
        ours = self.strict(CONSENT, Consent)
        if overrides is None or not (overrides / CONSENT).is_file():
            return ours
        theirs = _Reader(overrides, CourseText(overrides))
        read = theirs.strict(CONSENT, Consent)
        self.problems += theirs.problems
        return read or ours

    def sources(self, name: str) -> dict[str, Source]:
        value, file = self._yaml(name)
        if value is None:
            return {}
        spots = self.text.spots[name]
        if not isinstance(value, dict):
            self.refuse(file, 1, name, "This must be source keys with their sources.")
            return {}
        good: dict[str, Source] = {}
        for key, given in value.items():
            inner = {path[1:]: spot for path, spot in spots.items() if path[:1] == (key,)}
            source, refused = check(Source, given, inner)
            for line, path, sentence in refused:
                self.refuse(file, line, dotted((key, *path)), sentence)
            if source is not None:
                good[key] = source
        return good

    def lesson(self, name: str, number: int) -> None:
        path = self.folder / "lessons" / name
        file = shown(self.folder / "course.yml")
        spot = self.text.spots["course.yml"].get(("lessons", number), Spot(1, 1))
        if path.parent != self.folder / "lessons" or path.suffix != ".md":
            sentence = "A lesson is named by its file in the folder lessons, such as 01-begin.md."
            self.refuse(file, spot.start, f"lessons[{number}]", sentence, "lesson-list")
            return
        parsed = self._parse(path)
        if parsed is None:
            return
        known = {other.readable.id for other in self.text.lessons}
        if parsed.readable.id and parsed.readable.id in known:
            sentence = "Another lesson has this id."
            self.refuse(parsed.file, parsed.spots["id",].start, "id", sentence, "lesson-list")
            return
        self.text.lessons.append(parsed)

    def override(self, path: Path) -> None:
        parsed = self._parse(path)
        if parsed is None:
            return
        lesson_id = parsed.readable.id
        if not lesson_id:
            return
        line = parsed.spots["id",].start
        if lesson_id in self.text.overrides:
            sentence = "Another file here has this id."
            self.refuse(parsed.file, line, "id", sentence, "lesson-list")
        elif lesson_id in {known.readable.id for known in self.text.lessons}:
            self.text.overrides[lesson_id] = parsed
        else:
            sentence = "The course has no lesson with this id to take the place of."
            self.refuse(parsed.file, line, "id", sentence, "lesson-list")

    def workshops(self, paths: list[Path]) -> None:
        texts = {shown(path): text for path in paths if (text := self._read(path)) is not None}
        for parsed in read_plans(texts, self.text.room, self.text.workshops):
            self.problems += parsed.problems
            self.text.workshops.append(parsed)

    def _parse(self, path: Path) -> Parsed | None:
        text = self._read(path)
        if text is None:
            return None
        parsed = parse(text, shown(path))
        self.problems += parsed.problems
        return parsed

    def _yaml(self, name: str) -> tuple[object, str]:
        path = self.folder / name
        file = shown(path)
        self.text.spots[name] = {}
        text = self._read(path)
        if text is None:
            return None, file
        read = read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"))
        self.text.spots[name] = read.spots
        for line, place, sentence in read.problems:
            self.refuse(file, line, dotted(place) or name, sentence)
        return (None if read.problems else read.value), file

    def _read(self, path: Path) -> str | None:
        try:
            raw = path.read_bytes()
        except OSError:
            self.refuse(shown(path), 1, path.name, "This file is missing or cannot be read.")
            return None
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.refuse(shown(path), line, path.name, "This line is not UTF-8 text.")
            return None
