"""Invented learners of whom only what counts in figures is put in: they have written nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from course.authoring.catalogue import Catalogue
from course.authoring.schema import Lesson
from course.cohort import channels, enrolment, making, measures, unlock
from course.cohort.channels import Kind
from course.cohort.contribute import contribute_all
from course.cohort.measures import Measure
from course.installation import Installation

Given = dict[str, int]

HARD = (6, 7)  # lessons that fewer of them complete
FEW = 0.55  # of those who complete the others
MISLEADING = (2, 9, 20)  # questions in which a wrong choice draws many, by their place
BEFORE = (3, 2, 2, 3, 2, 2, 2, 2)  # how they usually rate their skills, by place
HARDER, EASIER = 1.6, 0.4  # how many tries more than planned a lesson takes at the most
GROWN = (1.6, 1.2, 1.5, 0.9, 0.1, 0.7, 1.1, 1.0)  # what that usually grows by


@dataclass
class Crowd:
    """A cohort's invented learners, and what each gives on which day."""

    cohort_id: str
    due: dict[date, list[tuple[str, Given]]] = field(default_factory=dict)

    def give(self, installation: Installation, today: date) -> None:
        """Put in what is due by today."""
        for day in sorted(one for one in self.due if one <= today):
            with installation.writing() as work:
                for pid, given in self.due.pop(day):
                    contribute_all(work, self.cohort_id, pid, given)


def crowd(
    installation: Installation, cohort_id: str, accounts: Sequence[str], random: Random
) -> Crowd:
    """What the learners behind these accounts do from the first lesson to the last."""
    made = Crowd(cohort_id)
    with installation.reading() as work:
        cohort = making.view(work, cohort_id)
        here = work.catalogue.in_place(cohort.place)
        pids = enrolment.taken_pids(work, cohort_id)
    course = _Course(here, random)
    for account_id in accounts:
        for lesson, later, given in course.learner():
            opens = unlock.opens_on(cohort, lesson.id, lesson.number)
            day = min(opens + timedelta(days=later), cohort.ends_on)
            made.due.setdefault(day, []).append((pids[account_id], given))
    return made


class _Course:
    """A course as an invented crowd goes through it."""

    def __init__(self, catalogue: Catalogue, random: Random) -> None:
        self.random = random
        self.skills = [one.id for one in catalogue.rubric.skills]
        self.lessons = [edition.lesson for edition in catalogue.editions.values()]
        self.measures = list(measures.of_course(catalogue))
        questions = [one.channel for one in self.measures if one.kind is Kind.CHECK]
        self.misleading = {questions[place] for place in MISLEADING if place < len(questions)}

    def learner(self) -> Iterator[tuple[Lesson, int, Given]]:
        """(lesson, days after it opens, what is given then) of one learner, in order."""
        levels = {one: self._near(usual) for one, usual in zip(self.skills, BEFORE, strict=False)}
        done = 0
        for lesson in self.lessons:
            given = {
                one.channel: value
                for one in self.measures
                if one.lesson.id == lesson.id and (value := self._value(one, levels)) is not None
            }
            if lesson.number not in HARD or self.random.random() < FEW:
                done += 1
                given[channels.completion_channel(lesson.id)] = 1
            given[channels.progress_channel()] = done
            yield lesson, self.random.randrange(2, 6), given
            if self.random.random() < 0.6:
                yield lesson, 9, {channels.returns_channel(lesson.id): 1}

    def _near(self, usual: float) -> int:
        return min(5, max(1, round(usual + self.random.choice((-1, 0, 0, 0, 1)))))

    def _value(self, one: Measure, levels: Mapping[str, int]) -> int | None:
        match one.kind:
            case Kind.RATING if one.wave == channels.WAVES[0]:
                return levels[one.item]
            case Kind.RATING:
                grown = GROWN[self.skills.index(one.item) % len(GROWN)]
                more = int(grown) + (self.random.random() < grown % 1)
                return min(5, levels[one.item] + more)
            case Kind.EVALUATION:
                return self.random.choice((3, 4, 4, 5, 5))
            case Kind.ATTEMPTS:
                extra = HARDER if one.lesson.number in HARD else EASIER
                return one.planned + round(one.planned * extra * self.random.random())
            case Kind.CHECK:
                return self._choice(one)
            case _:
                return None

    def _choice(self, one: Measure) -> int:
        wrong = next(n for n, choice in enumerate(one.choices) if choice != one.right)
        often = 0.6 if one.channel in self.misleading else 0.1
        return wrong if self.random.random() < often else one.choices.index(one.right)
