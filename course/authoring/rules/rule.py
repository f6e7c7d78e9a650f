"""A rule, what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from course.authoring.folder import CourseText
from course.authoring.parse import Parsed
from course.authoring.problem import Path, Problem, Spot, dotted
from course.authoring.schema import Exercise, Lesson
from course.authoring.strict import line_of
from course.authoring.workshop_file import ParsedWorkshop
from course.authoring.workshops import Workshop


@dataclass(frozen=True)
class Finding:
    """Something amiss at ``path``; ``words`` are the very words, to find their line by."""

    path: Path
    sentence: str
    words: str | None = None


@dataclass(frozen=True)
class Look:
    """One file to look at: ``thing`` is its lesson, its plan, or a file of the course."""

    thing: BaseModel
    whole: bool
    text: CourseText
    file: str
    spots: dict[Path, Spot]
    lines: tuple[str, ...] = ()

    @property
    def lesson(self) -> Lesson:
        """The lesson looked at; parts that could not be read are missing from it."""
        assert isinstance(self.thing, Lesson)
        return self.thing

    @property
    def plan(self) -> Workshop:
        """The workshop's plan looked at; parts that could not be read are missing from it."""
        assert isinstance(self.thing, Workshop)
        return self.thing

    @property
    def sources(self) -> list[str]:
        """The source keys in the front matter of a lesson or a plan."""
        assert isinstance(self.thing, Lesson | Workshop)
        return self.thing.sources

    def exercises(self) -> Iterator[tuple[Path, Exercise]]:
        """Every exercise of the lesson with its path, in order, then every unseen case."""
        for s, step in enumerate(self.lesson.steps):
            for b, block in enumerate(step.blocks):
                if isinstance(block, Exercise):
                    yield ("steps", s, "blocks", b), block
        for n, case in enumerate(self.lesson.unseen):
            yield ("unseen", n), case

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text with its path."""
        yield from _texts(self.thing, ())


Check = Callable[[Look], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule by its name. Its one sentence is ``doc``.

    A rule that ``breaks`` keeps the lesson out of the course; one that needs the ``whole`` lesson
    does not look at one of which parts could not be read. ``of`` says what it looks at.
    """

    name: str
    doc: str
    check: Check
    breaks: bool = False
    whole: bool = False
    warning: bool = False
    of: str = "lesson"


def rule(name: str, **kinds: Any) -> Callable[[Check], Rule]:
    """Make a rule of a function, whose docstring is its sentence."""

    def made(check: Check) -> Rule:
        return Rule(name, (check.__doc__ or "").strip(), check, **kinds)

    return made


def apply(rules: Iterable[Rule], text: CourseText) -> tuple[Problem, ...]:
    """What ``rules`` find in a course, in the order of files and lines."""
    looks = {"lesson": list(_lessons(text)), "course": list(_course_files(text))}
    looks["workshop"] = [_look(parsed, text) for parsed in text.workshops]
    looks["sourced"] = looks["lesson"] + looks["workshop"]
    looks["any"] = looks["course"] + looks["sourced"]
    order = {look.file: n for n, look in enumerate(looks["any"])}
    found = [
        _problem(one, look, finding)
        for one in rules
        for look in looks[one.of]
        if look.whole or not one.whole
        for finding in one.check(look)
    ]
    return tuple(sorted(found, key=lambda p: (order[p.file], p.line)))


def _lessons(text: CourseText) -> Iterator[Look]:
    for parsed in text.every_lesson():
        yield _look(parsed, text)


def _look(parsed: Parsed | ParsedWorkshop, text: CourseText) -> Look:
    whole = parsed.workshop if isinstance(parsed, ParsedWorkshop) else parsed.lesson
    return Look(
        thing=parsed.readable,
        whole=whole is not None,
        text=text,
        file=parsed.file,
        spots=parsed.spots,
        lines=parsed.lines,
    )


def _course_files(text: CourseText) -> Iterator[Look]:
    things: tuple[tuple[str, BaseModel | None], ...] = (
        ("course.yml", text.course),
        ("rubric.yml", text.rubric),
        ("aids.yml", text.aids),
        ("samples.yml", text.samples),
        ("seeds.yml", text.seeds),
        ("wall.yml", text.wall),
        ("room.yml", text.room),
    )
    for name, thing in things:
        if thing is not None and name in text.spots:
            yield Look(thing, True, text, text.file(name), text.spots[name])


def _problem(one: Rule, look: Look, finding: Finding) -> Problem:
    return Problem(
        file=look.file,
        line=_line(look, finding),
        field=field_name(look.thing, finding.path),
        sentence=finding.sentence,
        rule=one.name,
        warning=one.warning,
    )


def _line(look: Look, finding: Finding) -> int:
    path = finding.path
    while path not in look.spots and path:
        path = path[:-1]
    spot = look.spots.get(path)
    if spot is not None and finding.words:
        for line in range(spot.start, min(spot.end, len(look.lines)) + 1):
            if finding.words in look.lines[line - 1]:
                return line
    return line_of(look.spots, path)


def field_name(thing: BaseModel, path: Path) -> str:
    """A path as authors read it: an exercise by its id, a step by its own."""
    if isinstance(thing, Workshop) and path[:1] == ("activities",) and len(path) > 1:
        return dotted((thing.activities[int(path[1])].id, *path[2:]))
    if isinstance(thing, Lesson) and path[:1] == ("unseen",):
        return dotted((thing.unseen[int(path[1])].id, *path[2:]))
    if not isinstance(thing, Lesson) or path[:1] != ("steps",):
        return dotted(path) or "file"
    step = thing.steps[int(path[1])]
    if len(path) >= 4:
        block = step.blocks[int(path[3])]
        if isinstance(block, Exercise):
            return dotted((block.id, *path[4:]))
    return f"step.{step.id}"


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from _texts(item, (*path, n))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
