"""A learner some weeks in: rated at the opening, some replies rated since, perhaps the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from course.access import Role, Viewer
from course.installation import Installation
from course.study import attempts, reply_ratings
from course.work import Work
from tests import world
from tests.browser.learning import LESSON, Person

OPENING, CLOSING = (LESSON, "opening-rating"), ("the-artists-eye", "closing-rating")
NAME, QUIET = (LESSON, "another-name"), ("why-repair-helps", "said-quiet")


@dataclass(frozen=True)
class Grown:
    """A learner of a cohort of their own that began 40 days ago."""

    installation: Installation
    cohort_id: str
    person: Person

    def days_ago(self, work: Work, days: int) -> Work:
        """The same unit of work, as if it were done earlier."""
        return replace(work, now=work.now - timedelta(days=days))

    def submit(self, days: int, place: tuple[str, str], answer: Mapping[str, Any]) -> datetime:
        """Submit an answer some days ago; when that was."""
        with self.installation.writing() as work:
            then = self.days_ago(work, days)
            viewer, key = self._viewer(), f"{place[1]}-{days}-days"
            attempts.submit(then, viewer, self.cohort_id, *place, dict(answer), key)
            return then.now

    def repair(
        self, days: int, place: tuple[str, str], number: int, ratings: Mapping[str, int]
    ) -> datetime:
        """Write a reply some days ago, and rate it; when that was."""
        text = f"Repair {number} of {place[1]}."
        at = self.submit(days, place, {"text": text})
        high = {skill: text for skill, level in ratings.items() if level > 3}
        with self.installation.writing() as work:
            then = self.days_ago(work, days)
            where = (self.cohort_id, *place, number, "first")
            reply_ratings.rate(then, self._viewer(), *where, dict(ratings), high)
        return at

    def _viewer(self) -> Viewer:
        return self.person.viewer


def grown(installation: Installation, name: str = "Gia") -> Grown:
    """Somebody who has done nothing yet."""
    with installation.writing() as work:
        cohort_id = world.cohort(
            work, "Summer cohort", starts_on=work.now.date() - timedelta(days=40)
        )
        account_id = world.account(work, name)
        world.join(work, account_id, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account_id)
        person = Person(world.viewer(work, token), token)
    return Grown(installation, cohort_id, person)
