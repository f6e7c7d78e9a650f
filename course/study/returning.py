"""Practice that comes back: what is due, and how a learner puts it off, lets it go or takes it up.

A reply comes back with a case of the same rupture type that the learner has not met; so does an
intention, beside the first attempt at the reply it was written for. Nothing here is late, and all
that is ever published of it is how many did any of a lesson's, in sealed batches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from course.access import Viewer, operation
from course.authoring.schema import Reply
from course.errors import NotFound
from course.study import learner as learners
from course.study import meeting, offers, returns, schedule
from course.study.learner import Learner
from course.study.meeting import First
from course.study.offers import Return
from course.study.schedule import Item, Standing, What, lesson_of
from course.work import Work

AT_ONCE = 3  # how many are offered at first; the others keep


@dataclass(frozen=True)
class Waiting:
    """What Home says: how many are offered now and about how long they take together."""

    count: int
    minutes: int
    ever: bool  # whether there is or was anything at all


@dataclass(frozen=True)
class Returns:
    """Everything a learner may take up again; ``due`` begins with what has waited longest."""

    due: tuple[Return, ...]
    next_due: datetime | None
    let_go: tuple[Return, ...]
    passed_by: tuple[Return, ...]


@dataclass(frozen=True)
class Begun:
    """One return that was taken up. ``case`` is what is answered, None for a check.

    ``met`` is when that case was met before, None where it had not been; ``first`` the first
    attempt that stands beside it; ``comes_again`` the next date, None where it does not.
    """

    back: Return
    case_lesson_id: str
    case: Reply | None
    met: datetime | None
    first: First | None
    is_answered: bool
    comes_again: datetime | None


@operation
def waiting(work: Work, viewer: Viewer | None, cohort_id: str) -> Waiting:
    """What Home says of it."""
    learner = learners.of(work, viewer, cohort_id)
    items = returns.read(work, learner)
    offered = offers.due(work, learner, items)[:AT_ONCE]
    return Waiting(len(offered), sum(one.minutes for one in offered), bool(items))


@operation
def mine(work: Work, viewer: Viewer | None, cohort_id: str) -> Returns:
    """All that comes back to the viewer, and what they let go or passed by."""
    learner = learners.of(work, viewer, cohort_id)
    items = returns.read(work, learner)
    shown = dict(offers.standing(work, learner, items, words=True))
    later = [
        one.due
        for address, one in shown.items()
        if items[address].standing is Standing.WAITING and one.due > work.now
    ]
    let_go = [one for name, one in shown.items() if items[name].standing is Standing.LET_GO]
    return Returns(
        due=offers.due(work, learner, items, words=True),
        next_due=min(later, default=None),
        let_go=tuple(let_go),
        passed_by=tuple(offers.passed_by(work, learner, items)),
    )


@operation
def begin(work: Work, viewer: Viewer | None, cohort_id: str, item: str) -> None:
    """Take up a return that is due: from now on it has a case of its own. Again is the same.

    Raises:
        NotFound: nothing of that name is due.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    items = returns.read(work, learner)
    if not any(one.address == item for one in offers.due(work, learner, items)):
        raise NotFound
    here = learners.course_here(work, cohort_id)
    given = items[item].given
    if not given or (items[item].what is not What.CHECK and not offers.reply(here, given)):
        given = meeting.choose(work, learner, items, item)
        returns.keep(work, learner, replace(items[item], given=given))


@operation
def begun(work: Work, viewer: Viewer | None, cohort_id: str, item: str) -> Begun:
    """A return that was taken up, answered by now or not. Raises NotFound."""
    learner = learners.of(work, viewer, cohort_id)
    items = returns.read(work, learner)
    named = {name: one for name, one in items.items() if name == item}
    back = dict(offers.standing(work, learner, named, words=True)).get(item)
    address = "" if back is None else items[item].given or items[item].last
    if back is None or not address:
        raise NotFound
    case = offers.reply(learners.course_here(work, cohort_id), address)
    if case is None and back.what is not What.CHECK:
        raise NotFound
    is_answered = not items[item].given
    comes_again = items[item].standing is Standing.WAITING
    return Begun(
        back=back,
        case_lesson_id=lesson_of(address),
        case=case,
        met=meeting.met_before(work, learner, address, is_answered=is_answered),
        first=meeting.first_attempt(work, learner, item, back.exercise),
        is_answered=is_answered,
        comes_again=items[item].due if comes_again else None,
    )


@operation
def put_off(work: Work, viewer: Viewer | None, cohort_id: str, item: str) -> None:
    """Not now: it is there again a few days on. Nothing happens to what is not due."""
    learner = learners.at_work(work, viewer, cohort_id)
    found = _found(work, learner, item)
    if found.is_due(work.now):
        returns.keep(work, learner, schedule.put_off(found, work.now))


@operation
def let_go(work: Work, viewer: Viewer | None, cohort_id: str, item: str) -> None:
    """It does not come back any more, unless the viewer brings it back. Raises NotFound."""
    _stand(work, viewer, cohort_id, item, Standing.LET_GO)


@operation
def bring_back(work: Work, viewer: Viewer | None, cohort_id: str, item: str) -> None:
    """Undo letting go: it comes back on the day it would have. Raises NotFound."""
    _stand(work, viewer, cohort_id, item, Standing.WAITING)


def _stand(
    work: Work, viewer: Viewer | None, cohort_id: str, item: str, standing: Standing
) -> None:
    learner = learners.at_work(work, viewer, cohort_id)
    found = _found(work, learner, item)
    if found.standing is not Standing.OVER:
        returns.keep(work, learner, replace(found, standing=standing))


@operation
def ask_for(work: Work, viewer: Viewer | None, cohort_id: str, item: str) -> None:
    """Let a reply that was passed by come back, from now on. Raises NotFound."""
    learner = learners.at_work(work, viewer, cohort_id)
    items = returns.read(work, learner)
    if item in items:
        return
    if item not in {one.address for one in offers.passed_by(work, learner, items)}:
        raise NotFound
    returns.keep(work, learner, schedule.asked_for(item, work.now))


def _found(work: Work, learner: Learner, item: str) -> Item:
    try:
        return returns.read(work, learner)[item]
    except KeyError:
        raise NotFound from None
