"""Free practice: which client lines are offered, which comes next, and what to loosen.

An answer given in practice is an ordinary attempt at its case; nothing else is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from course.access import Viewer, operation
from course.authoring.schema import Rupture
from course.study import cases, taking
from course.study import learner as learners
from course.study.cases import Case
from course.work import Work
from db.queries import study as rows


@dataclass(frozen=True)
class Line:
    """A client line to practise on; ``tried`` is how often the viewer has answered it."""

    case: Case
    tried: int = 0


@dataclass(frozen=True)
class Wish:
    """What somebody would like to practise; None where anything will do."""

    skill: str | None = None
    rupture: Rupture | None = None
    intensity: int | None = None

    def fits(self, case: Case) -> bool:
        """Whether a case is what was wished for."""
        return (
            (self.skill is None or self.skill in case.reply.skills)
            and self.rupture in {None, case.reply.rupture}
            and self.intensity in {None, case.reply.intensity}
        )


@operation
def lines(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Line, ...]:
    """Every client line of the lessons that are open, in course order.

    Cases that are kept for return are never among them.
    """
    learner = learners.of(work, viewer, cohort_id)
    here = learners.course_here(work, cohort_id)
    tried = rows.attempt_counts(work.db, learner.pid)
    return tuple(
        Line(case, tried.get((case.lesson_id, case.reply.id), 0))
        for case in cases.every(here, taking.open_lessons(work, cohort_id))
    )


def fitting(offered: Sequence[Line], wish: Wish) -> tuple[Line, ...]:
    """The lines that fit a wish, in course order."""
    return tuple(line for line in offered if wish.fits(line.case))


def begin_with(offered: Sequence[Line]) -> Line | None:
    """The line to begin with: the first of those that were answered least often."""
    return min(offered, key=lambda line: line.tried, default=None)


def after(offered: Sequence[Line], address: str) -> Line | None:
    """The line that follows the one at ``address``, the first after the last; None if no other."""
    addresses = [line.case.address for line in offered]
    if address not in addresses:
        return begin_with(offered)
    following = offered[(addresses.index(address) + 1) % len(offered)]
    return None if following.case.address == address else following


def loosened(offered: Sequence[Line], wish: Wish) -> dict[str, int]:
    """How many lines would fit if one of the choices were left open; those that help alone.

    Keys are the fields of ``Wish``.
    """
    open_instead = {
        "skill": replace(wish, skill=None),
        "rupture": replace(wish, rupture=None),
        "intensity": replace(wish, intensity=None),
    }
    found = {name: len(fitting(offered, wider)) for name, wider in open_instead.items()}
    return {name: number for name, number in found.items() if number}
