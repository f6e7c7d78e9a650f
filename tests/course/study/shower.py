"""A learner who shows what they wrote, for tests: short calls, each in its own transaction."""

from __future__ import annotations

from dataclasses import dataclass

from course.installation import Installation
from course.study import reading, showing, shown
from course.study.reading import Page
from course.study.shown import Shown
from tests.course.study.desk import Desk, desk

WORDS = "I was late, and I am sorry. *Not* #strong[bold] <b>"


@dataclass(frozen=True)
class Shower:
    """A learner who shows things, each call in a transaction of its own."""

    desk: Desk

    def show(
        self, exercise: str = "case", number: int = 1, reader: str = "Priya", sender: str = ""
    ) -> Shown:
        here = self.desk
        where = (here.cohort_id, "first", exercise, number)
        with here.installation.reading() as work:
            key = showing.preview(work, here.viewer, *where).key
        with here.installation.writing() as work:
            made = showing.show(work, here.viewer, *where, reader, key, sender=sender)
        return next(one for one in self.mine() if one.id == made)

    def mine(self) -> tuple[Shown, ...]:
        with self.desk.installation.reading() as work:
            return shown.mine(work, self.desk.viewer, self.desk.cohort_id)

    def end(self, one: Shown) -> None:
        with self.desk.installation.writing() as work:
            showing.end(work, self.desk.viewer, self.desk.cohort_id, one.id)

    def remove(self, one: Shown) -> None:
        with self.desk.installation.writing() as work:
            showing.remove(work, self.desk.viewer, self.desk.cohort_id, one.id)


def shower(installation: Installation) -> Shower:
    her = desk(installation)
    her.submit(WORDS)
    return Shower(her)


def token_of(one: Shown) -> str:
    assert one.url is not None
    return one.url.removeprefix("http://localhost:8501/shown/")


def read(installation: Installation, token: str) -> Page:
    with installation.reading() as work:
        return reading.read(work, None, token)


def send(
    installation: Installation,
    token: str,
    keep: str = "The plain sorry.",
    next_try: str = "Name the effect.",
    **marks: int | None,
) -> None:
    with installation.writing() as work:
        reading.send(work, None, token, marks or {"notice": 2, "own": 4}, keep, next_try)
