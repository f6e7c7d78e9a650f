"""Rules on what the app finds its way by: ids, right choices, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from course.authoring.problem import Path
from course.authoring.rules.rule import Finding, Look, rule
from course.authoring.schema import Check, Lesson, Reframe, Rubric, Sort


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


@rule("lesson-numbers")
def lesson_numbers(look: Look) -> Iterator[Finding]:
    """Lessons are numbered from 1 in the order of course.yml, and an override keeps the number."""
    lesson = look.lesson
    order = [parsed.readable.id for parsed in look.text.lessons]
    if lesson.id and lesson.id in order and lesson.number != order.index(lesson.id) + 1:
        yield Finding(("number",), f"By course.yml this is lesson {order.index(lesson.id) + 1}.")


@rule("covers-exist")
def covers_exist(look: Look) -> Iterator[Finding]:
    """Each seed that a lesson covers exists (P1 to P58, M1 to M39), and is named once."""
    known = {f"P{n}" for n in range(1, 59)} | {f"M{n}" for n in range(1, 40)}
    lesson: Lesson = look.lesson
    for n, seed in enumerate(lesson.covers):
        if seed not in known:
            yield Finding(("covers", n), "There is no such seed; they are P1 to P58 and M1 to M39.")
        if seed in lesson.covers[:n]:
            yield Finding(("covers", n), "This seed is named twice.")


RULES = (
    unique_ids,
    one_right_choice,
    sort_boxes,
    unique_skills,
    lesson_numbers,
    covers_exist,
)
