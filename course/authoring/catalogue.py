"""The course as loaded: every lesson, the rubric and the sources, read once at start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from course.authoring import consent as consents
from course.authoring.consent import Consent
from course.authoring.course_files import Aids
from course.authoring.placing import in_place
from course.authoring.schema import (
    CourseFile,
    Exercise,
    Lesson,
    Reply,
    Rubric,
    Samples,
    Source,
    Step,
    Wall,
)
from course.authoring.workshops import Workshop
from course.errors import NotFound


@dataclass(frozen=True)
class Edition:
    """A lesson pinned to the hash of its canonical form (64 hexadecimal digits)."""

    lesson: Lesson
    hash: str
    canonical: str


@dataclass(frozen=True)
class Catalogue:
    """Lessons in course order, by id; workshops by id, whole ones before single activities."""

    course: CourseFile
    rubric: Rubric
    sources: dict[str, Source]
    editions: dict[str, Edition] = field(default_factory=dict)
    aids: Aids | None = None
    samples: Samples | None = None
    wall: Wall = field(default_factory=Wall)
    consent: Consent = consents.UNREADABLE
    workshops: Mapping[str, Workshop] = field(default_factory=dict)
    _placed: dict[str | None, Catalogue] = field(default_factory=dict, repr=False, compare=False)

    def in_place(self, place: str | None) -> Catalogue:
        """The course as it reads where ``place`` is (an id of course.yml, None for elsewhere).

        Editions keep their hashes: what is left out in one place is still the same edition.
        """
        if place not in self._placed:
            self._placed[place] = replace(
                self,
                editions={
                    name: replace(one, lesson=in_place(self.course, one.lesson, place))
                    for name, one in self.editions.items()
                },
                _placed={},
            )
        return self._placed[place]

    def edition(self, lesson_id: str) -> Edition:
        """The present edition of a lesson. Raises NotFound."""
        try:
            return self.editions[lesson_id]
        except KeyError:
            raise NotFound from None

    def lesson(self, lesson_id: str) -> Lesson:
        """A lesson. Raises NotFound."""
        return self.edition(lesson_id).lesson

    def step(self, lesson_id: str, step_id: str) -> Step:
        """A step of a lesson. Raises NotFound."""
        for step in self.lesson(lesson_id).steps:
            if step.id == step_id:
                return step
        raise NotFound

    def exercise(self, lesson_id: str, exercise_id: str) -> Exercise:
        """An exercise of a lesson, wherever it stands, unseen cases among them. Raises NotFound."""
        for step in self.lesson(lesson_id).steps:
            for block in step.blocks:
                if isinstance(block, Exercise) and block.id == exercise_id:
                    return block
        return self.unseen(lesson_id, exercise_id)

    def unseen(self, lesson_id: str, exercise_id: str) -> Reply:
        """A case that a lesson keeps for return. Raises NotFound."""
        for case in self.lesson(lesson_id).unseen:
            if case.id == exercise_id:
                return case
        raise NotFound

    def workshop(self, workshop_id: str) -> Workshop:
        """A workshop's plan. Raises NotFound."""
        try:
            return self.workshops[workshop_id]
        except KeyError:
            raise NotFound from None
