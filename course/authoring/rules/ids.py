"""Rules on what the app finds its way by: ids, right choices, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from course.authoring.problem import Path
from course.authoring.rules.rule import Finding, Look, rule
from course.authoring.schema import (
    Check,
    Evaluation,
    Intention,
    Lesson,
    Reframe,
    Reply,
    Rubric,
    Sort,
)


def _repeated(ids: Iterable[tuple[Path, str]], where: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, name in ids:
        if name in seen:
            yield Finding(path, f"This id stands twice in {where}; answers are kept by it.")
        seen.add(name)


def _members(path: Path, name: str, things: Iterable[object]) -> list[tuple[Path, str]]:
    return [((*path, name, n, "id"), thing.id) for n, thing in enumerate(things)]  # type: ignore[attr-defined]


@rule("unique-ids", breaks=True)
def unique_ids(look: Look) -> Iterator[Finding]:
    """Within a lesson no two steps, no two exercises, and no two parts of one share an id."""
    steps = [(("steps", n), step.id) for n, step in enumerate(look.lesson.steps)]
    yield from _repeated(steps, "the lesson's steps")
    exercises = list(look.exercises())
    ids = [((*path, "id"), exercise.id) for path, exercise in exercises]
    yield from _repeated(ids, "the lesson's exercises")
    for path, exercise in exercises:
        match exercise:
            case Check():
                yield from _repeated(_members(path, "questions", exercise.questions), "this check")
                for n, question in enumerate(exercise.questions):
                    place = (*path, "questions", n)
                    parts = _members(place, "choices", question.choices)
                    yield from _repeated(parts, "this question")
            case Sort():
                yield from _repeated(_members(path, "boxes", exercise.boxes), "this exercise")
                yield from _repeated(_members(path, "cards", exercise.cards), "this exercise")
            case Reframe():
                yield from _repeated(_members(path, "lines", exercise.lines), "this exercise")
            case Evaluation():
                parts = _members(path, "statements", exercise.statements)
                yield from _repeated(parts, "this exercise")


@rule("one-right-choice", breaks=True)
def one_right_choice(look: Look) -> Iterator[Finding]:
    """Each question of a check has exactly one right choice."""
    for path, exercise in look.exercises():
        if isinstance(exercise, Check):
            for n, question in enumerate(exercise.questions):
                right = sum(choice.right for choice in question.choices)
                if right != 1:
                    sentence = f"Exactly one choice must be right; {right or 'none'} is marked so."
                    yield Finding(
                        (*path, "questions", n),
                        sentence if right < 2 else sentence.replace(" is ", " are "),
                    )


@rule("sort-boxes", breaks=True)
def sort_boxes(look: Look) -> Iterator[Finding]:
    """Each card of a sort names one of its boxes."""
    for path, exercise in look.exercises():
        if isinstance(exercise, Sort):
            boxes = {box.id for box in exercise.boxes}
            for n, card in enumerate(exercise.cards):
                if card.box not in boxes:
                    known = ", ".join(sorted(boxes))
                    sentence = f"There is no such box; the boxes are {known}."
                    yield Finding((*path, "cards", n, "box"), sentence)


@rule("unique-skills", breaks=True, of="course")
def unique_skills(look: Look) -> Iterator[Finding]:
    """The rubric describes each skill once."""
    if isinstance(look.thing, Rubric):
        yield from _repeated(_members((), "skills", look.thing.skills), "the rubric")


@rule("skill-lessons", of="course")
def skill_lessons(look: Look) -> Iterator[Finding]:
    """The lesson that a skill of the rubric names is in the course."""
    if isinstance(look.thing, Rubric):
        known = {parsed.readable.id for parsed in look.text.lessons}
        for n, skill in enumerate(look.thing.skills):
            if skill.lesson is not None and skill.lesson not in known:
                yield Finding(("skills", n, "lesson"), "There is no such lesson in the course.")


@rule("lesson-numbers")
def lesson_numbers(look: Look) -> Iterator[Finding]:
    """Lessons are numbered from 1 in the order of course.yml, and an override keeps the number."""
    lesson = look.lesson
    order = [parsed.readable.id for parsed in look.text.lessons]
    if lesson.id and lesson.id in order and lesson.number != order.index(lesson.id) + 1:
        yield Finding(("number",), f"By course.yml this is lesson {order.index(lesson.id) + 1}.")


@rule("covers-exist")
def covers_exist(look: Look) -> Iterator[Finding]:
    """Each seed that a lesson covers stands in seeds.yml, and is named once."""
    lesson: Lesson = look.lesson
    for n, seed in enumerate(lesson.covers):
        if seed not in look.text.seeds.points:
            yield Finding(("covers", n), "There is no such seed in seeds.yml.")
        if seed in lesson.covers[:n]:
            yield Finding(("covers", n), "This seed is named twice.")


@rule("replies-exist", whole=True)
def replies_exist(look: Look) -> Iterator[Finding]:
    """An intention, and a reply that stands in for another, name a reply of the same lesson."""
    replies = {each.id: each for _, each in look.exercises() if isinstance(each, Reply)}
    for path, exercise in look.exercises():
        if isinstance(exercise, Intention) and exercise.beside not in replies:
            yield Finding((*path, "beside"), "The lesson has no reply with this id.")
        if isinstance(exercise, Reply) and exercise.instead_of is not None:
            place = (*path, "instead_of")
            other = replies.get(exercise.instead_of)
            if other is None or other is exercise:
                yield Finding(place, "The lesson has no other reply with this id.")
            elif exercise.rupture != other.rupture or exercise.audience == other.audience:
                yield Finding(place, "It must have the same rupture and another audience.")
            if exercise.required:
                yield Finding(place, "A reply that stands in for another is not required itself.")


RULES = (
    unique_ids,
    one_right_choice,
    sort_boxes,
    unique_skills,
    skill_lessons,
    lesson_numbers,
    covers_exist,
    replies_exist,
)
