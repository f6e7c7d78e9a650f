"""Rules on how the course teaches."""

from __future__ import annotations

from collections.abc import Iterator

from course.authoring.course_files import Aids
from course.authoring.rules.rule import Finding, Look, rule
from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Intention,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
)

_WORDS_A_MINUTE = 200


@rule("repair-before-rating", whole=True)
def repair_before_rating(look: Look) -> Iterator[Finding]:
    """In lesson 1 a reply is written before any rating is asked."""
    replied = look.lesson.number != 1
    for path, exercise in look.exercises():
        if isinstance(exercise, Reply):
            replied = True
        if isinstance(exercise, RatingExercise) and not replied:
            yield Finding(path, "In lesson 1 a rating comes after the first reply.")


@rule("exemplar-skills")
def exemplar_skills(look: Look) -> Iterator[Finding]:
    """A reply's exemplar marks at least one skill, and only skills that the reply names."""
    for path, exercise in look.exercises():
        if isinstance(exercise, Reply):
            marked = [(n, part.skill) for n, part in enumerate(exercise.exemplar) if part.skill]
            if not marked:
                yield Finding((*path, "exemplar"), "At least one stretch must show a skill.")
            for n, skill in marked:
                if skill not in exercise.skills:
                    sentence = f"The skill {skill} is not among the reply's own skills."
                    yield Finding((*path, "exemplar", n, "skill"), sentence)


@rule("rating-skills", breaks=True)
def rating_skills(look: Look) -> Iterator[Finding]:
    """Each skill that a reply names is described in the rubric."""
    rubric = look.text.rubric
    if rubric is None:
        return
    known = {skill.id for skill in rubric.skills}
    for path, exercise in look.exercises():
        if isinstance(exercise, Reply):
            for n, skill in enumerate(exercise.skills):
                if skill not in known:
                    yield Finding((*path, "skills", n), f"The rubric has no skill {skill}.")


@rule("predictions")
def predictions(look: Look) -> Iterator[Finding]:
    """A demonstration asks for at least one prediction."""
    for path, exercise in look.exercises():
        if isinstance(exercise, Demonstration) and not any(t.predict for t in exercise.turns):
            yield Finding((*path, "turns"), "At least one turn must ask for a prediction.")


@rule("minutes-plausible", whole=True)
def minutes_plausible(look: Look) -> Iterator[Finding]:
    """The stated minutes are within half and twice of what reading and exercises come to."""
    lesson = look.lesson
    words = sum(len(text.split()) for path, text in look.texts() if path[:1] == ("steps",))
    writing = sum(
        _writing_minutes(exercise)
        for path, exercise in look.exercises()
        if path[:1] == ("steps",) and getattr(exercise, "instead_of", None) is None
    )
    estimate = max(1, round(words / _WORDS_A_MINUTE + writing))
    if not estimate / 2 <= lesson.minutes <= estimate * 2:
        yield Finding(("minutes",), f"Reading and exercises come to about {estimate} minutes.")


_MINUTES: dict[type[Exercise], float] = {
    Reply: 4,
    Intention: 1,
    Reflection: 3,
    Reframe: 3,
    RatingExercise: 2,
    Evaluation: 1,
}


def _writing_minutes(exercise: Exercise) -> float:
    match exercise:
        case Drill():
            return exercise.minutes
        case Check():
            return len(exercise.questions) * 0.5
        case Sort():
            return len(exercise.cards) * 0.25
    return _MINUTES.get(type(exercise), 0)


@rule("gentler-form")
def gentler_form(look: Look) -> Iterator[Finding]:
    """A reply of intensity 2 or 3 has a gentler form, so that anybody may step down."""
    for path, exercise in look.exercises():
        if isinstance(exercise, Reply):
            if exercise.intensity > 1 and exercise.gentler is None:
                yield Finding(path, "Give a gentler form of this case.")
            if exercise.intensity == 1 and exercise.gentler is not None:
                yield Finding((*path, "gentler"), "At intensity 1 there is nothing gentler.")


@rule("trainer-notes", whole=True)
def trainer_notes(look: Look) -> Iterator[Finding]:
    """Each lesson tells its trainer where people get stuck, how to begin, and what to heed."""
    if look.lesson.trainer is None:
        yield Finding(("trainer",), "The lesson has no notes for trainers.")


@rule("unseen-for-intention", whole=True)
def unseen_for_intention(look: Look) -> Iterator[Finding]:
    """For each intention the course keeps an unseen case of the same rupture type."""
    kept = {case.rupture for parsed in look.text.lessons for case in parsed.readable.unseen}
    replies = {each.id: each for _, each in look.exercises() if isinstance(each, Reply)}
    for path, exercise in look.exercises():
        if isinstance(exercise, Intention) and exercise.beside in replies:
            rupture = replies[exercise.beside].rupture
            if rupture not in kept:
                yield Finding(path, f"No unseen case of the type {rupture} is kept for its return.")


@rule("aids-skills", of="course")
def aids_skills(look: Look) -> Iterator[Finding]:
    """Each move of the repair card takes a skill of the rubric, and no skill comes twice."""
    rubric, seen = look.text.rubric, set[str]()
    if not isinstance(look.thing, Aids) or rubric is None:
        return
    known = {skill.id for skill in rubric.skills}
    for n, move in enumerate(look.thing.moves):
        if move.skill not in known:
            yield Finding(("moves", n, "skill"), f"The rubric has no skill {move.skill}.")
        if move.skill in seen:
            yield Finding(("moves", n, "skill"), f"The skill {move.skill} has a move already.")
        seen.add(move.skill)


RULES = (
    repair_before_rating,
    exemplar_skills,
    rating_skills,
    predictions,
    minutes_plausible,
    gentler_form,
    trainer_notes,
    unseen_for_intention,
    aids_skills,
)
