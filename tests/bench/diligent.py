"""A learner with 500 attempts, and how long the pages that show all of them take to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice

from course.access import Role
from course.authoring.catalogue import Catalogue
from course.authoring.load import load_course
from course.authoring.schema import (
    AnyExercise,
    Drill,
    Intention,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
)
from course.installation import open_installation
from course.settings import read
from course.study import attempts, reply_ratings
from course.study.answers import Answer
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Tab, page_hash

ATTEMPTS = 500
DAYS = 50
OPENINGS = 40
PAGES = ("reflections", "growth")
WORDS = "I went ahead without you, and that was mine. I am sorry. What was it like? " * 6


def fill(server: Server) -> str:
    """Put the learner into a server's data folder before it starts; returns their cookie."""
    catalogue = load_course().catalogue
    settings = read({"GOLDSEAM_DATA": str(server.data), "PORT": str(server.port)})
    installation = open_installation(settings, catalogue)
    with installation.writing() as work:
        began = work.now.date() - timedelta(days=DAYS)
        cohort_id = world.cohort(work, "Diligent cohort", starts_on=began)
        account_id = world.account(work, "Bench learner, diligent")
        world.join(work, account_id, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account_id)
        viewer = world.viewer(work, token)
        skills = [skill.id for skill in catalogue.rubric.skills]
        every = islice(cycle(_written(catalogue)), ATTEMPTS)
        for number, (lesson_id, exercise) in enumerate(every):
            then = replace(work, now=work.now - timedelta(days=DAYS * (1 - number / ATTEMPTS)))
            where = (cohort_id, lesson_id, exercise.id)
            answer = _answer(exercise, skills)
            made = attempts.submit(then, viewer, *where, answer, f"diligent-{number:04d}")
            if isinstance(exercise, Reply):
                ratings = dict.fromkeys(exercise.skills, 1 + number % 3)
                reply_ratings.rate(then, viewer, *where, made.number, "first", ratings, {})
    installation.close()
    return cookie(installation, token)


def _written(catalogue: Catalogue) -> list[tuple[str, AnyExercise]]:
    """Everything that the two pages show, in course order."""
    return [
        (edition.lesson.id, block)
        for edition in catalogue.editions.values()
        for step in edition.lesson.steps
        for block in step.blocks
        if isinstance(block, Reflection | Intention | Reply | Drill | Reframe | RatingExercise)
    ]


def _answer(exercise: AnyExercise, skills: list[str]) -> Answer:
    match exercise:
        case RatingExercise():
            ratings = dict.fromkeys(skills, 3)
            back = {"looking_back": ratings} if exercise.wave == "after" else {}
            return {"ratings": ratings, **back}
        case Reframe():
            return {"lines": {line.id: WORDS for line in exercise.lines}}
        case Drill():
            return {"note": WORDS if exercise.write else ""}
        case _:
            return {"text": WORDS}


def openings(server: Server, cookie_header: str, path: str) -> list[float]:
    """Milliseconds from asking for a page to its last element, sorted; each from another page."""
    return sorted(_openings(server, cookie_header, path))


def _openings(server: Server, cookie_header: str, path: str) -> Iterator[float]:
    with Tab(server.url, cookie_header) as tab:
        tab.run()
        tab.run(page_hash=page_hash(path))
        for _ in range(OPENINGS):
            tab.run()
            yield tab.run(page_hash=page_hash(path)).seconds * 1000
