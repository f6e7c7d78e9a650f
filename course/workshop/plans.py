"""The workshop plans that a host may choose from, and the pack that prints one of them whole."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Viewer, operation
from course.authoring.workshops import Workshop
from course.work import Work
from course.workshop import pack as packs


@dataclass(frozen=True)
class Offered:
    """A plan in a list."""

    id: str
    title: str
    summary: str
    minutes: int
    smallest: int
    largest: int
    lesson: str | None
    activities: tuple[tuple[str, int], ...]  # title, minutes


@operation
def offered(work: Work, viewer: Viewer | None) -> tuple[Offered, ...]:
    """Every plan of the course, whole workshops before single activities."""
    return tuple(_offered(plan) for plan in work.catalogue.workshops.values())


@operation
def pack(work: Work, viewer: Viewer | None, plan_id: str) -> packs.Data:
    """All of a plan for paper. Raises NotFound when there is no such plan."""
    plan = work.catalogue.workshop(plan_id)
    return packs.of(plan, work.catalogue.course, work.catalogue.rubric)


def _offered(plan: Workshop) -> Offered:
    return Offered(
        id=plan.id,
        title=plan.title,
        summary=plan.summary,
        minutes=plan.minutes,
        smallest=plan.smallest,
        largest=plan.largest,
        lesson=plan.lesson,
        activities=tuple((one.title, one.minutes) for one in plan.activities),
    )
