"""Who brought writing to a later cohort can't be found by how rows lie."""

from __future__ import annotations

from sqlalchemy import select

from course.access import Role
from course.cohort import enrolment, ticking
from course.installation import Installation
from course.own import carrying
from db.tables.answers import Enrolment, Uncounted
from tests import world
from tests.course.study.desk import Desk
from tests.privacy import attackers
from tests.privacy.test_joining import MOST_BY_CHANCE, PEOPLE


def test_who_brought_what_cant_be_found_by_how_rows_lie(installation: Installation) -> None:
    """Everyone brings their writing, one after another; the attacker has the whole database."""
    with installation.writing() as work:
        earlier, later = world.cohort(work), world.cohort(work)
    truth = {}
    for number in range(PEOPLE):
        with installation.writing() as work:
            viewer = world.someone(work, earlier, name=f"Invented {number}")
        Desk(installation, viewer, earlier).submit("Words")
        with installation.writing() as work:
            world.join(work, viewer.account_id, later, Role.LEARNER)
            truth[viewer.account_id] = enrolment.pid_of(work, viewer.account_id, later)
        with installation.writing() as work:
            carrying.bring(work, viewer, later, earlier)
    with installation.reading() as work:
        marked = set(work.db.scalars(select(Uncounted.pid)))
        assert marked == set(truth.values())
        assert marked < set(work.db.scalars(select(Enrolment.pid)))

    def best() -> tuple[str, int]:
        sides = attackers.read(installation.engine, list(truth), list(truth.values()))
        return max(attackers.score(sides, truth).items(), key=lambda item: item[1])

    for _ in range(2):
        way, right = best()
        assert right <= MOST_BY_CHANCE, way
        ticking.settle(installation)
