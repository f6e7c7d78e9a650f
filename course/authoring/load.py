"""The course read from its folder: what can be taught, and every problem in the rest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from course.authoring import consent, rules
from course.authoring.catalogue import Catalogue, Edition
from course.authoring.folder import CourseText, read_folder
from course.authoring.problem import Problem
from course.authoring.schema import CourseFile, Lesson, Rubric
from course.authoring.workshops import Workshop

CONTENT = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class Loaded:
    """The catalogue, and what was left out of it and why."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]


def load_course(folder: Path = CONTENT, overrides: Path | None = None) -> Loaded:
    """Read the course in ``folder``, lessons in ``overrides``/lessons taking the place of ours.

    A lesson that cannot be taught is left out and named in ``problems``; where an override cannot
    be, our own lesson stays. Without a readable course.yml or rubric.yml the catalogue has no
    lessons. Raises nothing.
    """
    return loaded(read_folder(folder, overrides))


def loaded(text: CourseText) -> Loaded:
    """What can be taught of a course whose files are read."""
    breaking = rules.breaking(text)
    problems = text.problems + breaking
    broken = {problem.file for problem in breaking}
    if text.course is None or text.rubric is None or text.file("rubric.yml") in broken:
        return Loaded(Catalogue(_NO_COURSE, _NO_RUBRIC, {}), problems)
    return Loaded(
        Catalogue(
            course=text.course,
            rubric=text.rubric,
            sources=text.sources,
            editions=_editions(text, broken),
            aids=text.aids,
            samples=text.samples,
            wall=text.wall,
            consent=text.consent or consent.UNREADABLE,
            workshops=_workshops(text, broken),
        ),
        problems,
    )


def edition_of(lesson: Lesson) -> Edition:
    """A lesson with its canonical form and that form's hash.

    The canonical form is JSON with sorted keys: comments and layout of the file leave it as it is,
    a change to any text does not. What a lesson leaves out is left out of it, so that a field the
    format gains later changes no lesson that does without.
    """
    canonical = json.dumps(
        lesson.model_dump(mode="json", exclude_none=True),
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return Edition(lesson, hashlib.sha256(canonical.encode()).hexdigest(), canonical)


def _editions(text: CourseText, broken: set[str]) -> dict[str, Edition]:
    editions: dict[str, Edition] = {}
    for parsed in text.lessons:
        choices = [text.overrides.get(parsed.readable.id), parsed]
        for choice in choices:
            if choice is not None and choice.lesson is not None and choice.file not in broken:
                editions[choice.lesson.id] = edition_of(choice.lesson)
                break
    return editions


def _workshops(text: CourseText, broken: set[str]) -> dict[str, Workshop]:
    found: dict[str, Workshop] = {}
    for parsed in text.workshops:
        if parsed.workshop is not None and parsed.file not in broken:
            found[parsed.workshop.id] = parsed.workshop
    order = sorted(found.values(), key=lambda one: (one.lesson is not None, _length(one)))
    return {one.id: one for one in order}


def _length(workshop: Workshop) -> int:
    # Single activities stay in the order of their files, which is that of the lessons.
    return workshop.minutes if workshop.lesson is None else 0


_NO_COURSE = CourseFile.model_construct(
    title="Goldseam",
    promise="The course is not here for the moment. What you wrote is kept.",
    credits="",
    lessons=[],
)
_NO_RUBRIC = Rubric.model_construct(ask="", skills=[])
