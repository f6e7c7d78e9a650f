"""An installation filled for the bench: one cohort, many learners, each with a cookie."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Role
from course.authoring.load import load_course
from course.authoring.schema import Reply
from course.installation import open_installation
from course.settings import read
from tests import world
from tests.course.study.finishing import finish
from tests.launch_server import Server


@dataclass(frozen=True)
class Prepared:
    """What the measurements need to know. A cookie is a whole Cookie header.

    ``finished`` is that of a learner who has completed the course.
    """

    cohort_id: str
    cookies: list[str]
    lesson_id: str
    step_id: str
    exercise_id: str
    finished: str


def fill(server: Server, learners: int) -> Prepared:
    """Put a cohort of ``learners`` into a server's data folder before it starts."""
    loaded = load_course()
    settings = read({"GOLDSEAM_DATA": str(server.data), "PORT": str(server.port)})
    installation = open_installation(settings, loaded.catalogue)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        tokens = []
        for number in range(learners):
            account_id = world.account(work, f"Bench learner {number}")
            world.join(work, account_id, cohort_id, Role.LEARNER)
            tokens.append(world.sign_in(work, account_id))
        account_id = world.account(work, "Bench learner at the end")
        world.join(work, account_id, cohort_id, Role.LEARNER)
        finish(work, account_id, cohort_id)
        finished = world.sign_in(work, account_id)
    installation.close()
    lesson = next(iter(loaded.catalogue.editions.values())).lesson
    step_id, exercise_id = next(
        (step.id, block.id)
        for step in lesson.steps
        for block in step.blocks
        if isinstance(block, Reply)
    )
    name = f"goldseam_{installation.id[:8]}"
    cookies = [f"{name}={token}" for token in tokens]
    at_the_end = f"{name}={finished}"
    return Prepared(cohort_id, cookies, lesson.id, step_id, exercise_id, at_the_end)
