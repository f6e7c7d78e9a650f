"""Several cohorts side by side, from released labels alone."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Role, Viewer, operation, present
from course.cohort import overview
from course.cohort.figures import Overview
from course.work import Work


@dataclass(frozen=True)
class Total:
    """A lesson over several groups: at least ``number`` people, by adding what each label says.

    ``groups`` is how many of them have a label; the others add nothing.
    """

    item: str
    name: str
    number: int
    groups: int


@dataclass(frozen=True)
class SideBySide:
    """One column for each group that publishes: a cohort, or a pool under its first cohort's id."""

    columns: tuple[Overview, ...]
    lessons: tuple[Total, ...]
    returns: tuple[Total, ...]


@operation
def side_by_side(work: Work, viewer: Viewer | None) -> SideBySide:
    """Every cohort that the viewer instructs, the newest first; a pool stands once."""
    mine = present(work, viewer).cohorts_as(Role.INSTRUCTOR)
    seen = [overview.read(work, one.cohort_id) for one in mine]
    seen.sort(key=lambda one: (-one.starts_on.toordinal(), one.cohort_name, one.cohort_id))
    columns: dict[str, Overview] = {}
    for one in seen:
        columns.setdefault(one.unit, one)
    shown = tuple(columns.values())
    return SideBySide(shown, _totals(shown, "lessons"), _totals(shown, "returns"))


def _totals(columns: tuple[Overview, ...], part: str) -> tuple[Total, ...]:
    found: dict[str, Total] = {}
    for column in columns:
        for figure in getattr(column, part):
            total = found.get(figure.item, Total(figure.item, figure.name, 0, 0))
            if figure.number is not None:
                number = total.number + int(figure.number)
                total = Total(figure.item, figure.name, number, total.groups + 1)
            found[figure.item] = total
    return tuple(found.values())
