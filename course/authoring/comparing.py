"""A course held against an earlier one: every id whose meaning changed, by file, line and field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from course.authoring import meaning
from course.authoring.folder import CourseText
from course.authoring.meaning import Fact, LessonMeaning, Meaning, Value
from course.authoring.problem import Path, Problem
from course.authoring.rules.rule import Finding, Look, Rule, apply
from course.authoring.schema import CourseFile, Exercise, Rubric, Wall

NAME = "ids-keep-their-meaning"
DOC = "An id that was released means what it meant; wording may change."
PUT_BACK = "Put it back, or give what takes its place a new id."


def compare(text: CourseText, before: Meaning) -> tuple[Problem, ...]:
    """Every change of meaning since ``before``, in the order of files and lines."""

    def lessons(look: Look) -> Iterator[Finding]:
        known = before.lessons.get(look.lesson.id)
        if known is not None:
            yield from _lesson(look, known)

    def files(look: Look) -> Iterator[Finding]:
        yield from _file(look, before)

    rules = (
        Rule(NAME, DOC, lessons, whole=True),
        Rule(NAME, DOC, files, of="course"),
    )
    return apply(rules, text)


def _file(look: Look, before: Meaning) -> Iterator[Finding]:
    match look.thing:
        case CourseFile():
            if before.whole:
                present = {parsed.readable.id for parsed in look.text.lessons}
                yield from _gone("lesson", before.lessons, present, ("lessons",))
            places = {place.id for place in look.thing.places}
            yield from _gone("place", before.places, places, ("places",))
        case Rubric():
            yield from _skills(look.thing, before)
        case Wall():
            pieces = {piece.id for piece in look.thing.pieces}
            yield from _gone("piece", before.wall, pieces, ("pieces",))


def _gone(what: str, known: Iterable[str], present: set[str], path: Path) -> Iterator[Finding]:
    for name in known:
        if name not in present:
            yield Finding(path, f"The {what} {name} is gone. {PUT_BACK}")


def _skills(rubric: Rubric, before: Meaning) -> Iterator[Finding]:
    now = meaning.of_skills(rubric)
    yield from _gone("skill", before.skills, set(now), ("skills",))
    for n, skill in enumerate(rubric.skills):
        moved = _moved(before.skills.get(skill.id, []), now[skill.id])
        if moved is not None:
            old, new = moved
            sentence = (
                f"What level {old + 1} said stands at level {new + 1} now, so earlier ratings "
                "would mean something else. Put the levels back in order."
            )
            yield Finding(("skills", n, "anchors", new), sentence)


def _moved(old: list[str], new: list[str]) -> tuple[int, int] | None:
    for n, name in enumerate(old):
        if name in new and new.index(name) != n and (n >= len(new) or new[n] != name):
            return n, new.index(name)
    return None


def _lesson(look: Look, before: LessonMeaning) -> Iterator[Finding]:
    steps = [step.id for step in look.lesson.steps]
    yield from _gone("step", before.steps, set(steps), ("id",))
    present = {exercise.id: (path, exercise) for path, exercise in look.exercises()}
    home = {name: step for step, names in before.steps.items() for name in names}
    for name, known in before.exercises.items():
        if name not in present:
            step = home.get(name)
            path: Path = ("steps", steps.index(step)) if step in steps else ("id",)
            yield Finding(path, f"The exercise {name} is gone. {PUT_BACK}")
            continue
        path, exercise = present[name]
        yield from _exercise(path, exercise, known)


def _exercise(path: Path, exercise: Exercise, before: meaning.Facts) -> Iterator[Finding]:
    now = meaning.facts(exercise)
    if now["kind"].value != before.get("kind"):
        sentence = f"This was a {before.get('kind')} and is a {now['kind'].value} now. {PUT_BACK}"
        yield Finding(path, sentence)
        return
    for name, old in before.items():
        fact = now.get(name)
        if fact is None:
            yield Finding(path, f"{name} is gone; it was {_said(old)}. {PUT_BACK}")
        elif (change := _changed(old, fact)) is not None:
            yield Finding((*path, *fact.path), change)


def _changed(old: Value, fact: Fact) -> str | None:
    new = fact.value
    if isinstance(old, str) or isinstance(new, str):
        return None if old == new else f"This was {_said(old)} and is {_said(new)} now. {PUT_BACK}"
    if len(new) < len(old):
        return f"{len(old)} choices stood here and {len(new)} do now. {PUT_BACK}"
    if (moved := _moved(old, new)) is not None:
        return f"Choice {moved[0] + 1} stands in place {moved[1] + 1} now. Put them back in order."
    return None


def _said(value: Value) -> str:
    return value if isinstance(value, str) else f"{len(value)} choices"
