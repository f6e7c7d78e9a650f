"""What anybody may ask for at any time: a word with the hosts, and an end to all role-plays.

Whoever needs a moment asks nobody: their phone says so, and sends nothing at all.
"""

from __future__ import annotations

from course.access import Viewer, operation
from course.authoring.activities import Grouped
from course.authoring.workshops import Workshop
from course.errors import NotFound
from course.work import Work
from course.workshop.responding import here
from course.workshop.state import State
from db.queries import live_seats as rows

_DE_ROLE = (
    "Stop here. The role-play is over.",
    "Put the card down. Say your own name to yourself, and where you are.",
    "Look around the room, and move if you like. You were playing a part, and so were the others.",
)


@operation
def word(work: Work, viewer: Viewer | None, run_id: str, token: str) -> str:
    """Ask the hosts for a word: they see the seat's label; returns its id. Raises NotFound."""
    at = here(work, run_id, token)
    rows.call(work.db, at.seat.id)
    return at.seat.id


@operation
def never_mind(work: Work, viewer: Viewer | None, run_id: str, token: str) -> str:
    """Take back that one asked for a word; returns the seat's id. Raises NotFound."""
    at = here(work, run_id, token)
    rows.uncall(work.db, run_id, at.seat.id)
    return at.seat.id


@operation
def answered(work: Work, viewer: Viewer | None, run_id: str, seat_id: str) -> None:
    """A host has had a word with a seat's holder. Raises NotFound."""
    if not rows.uncall(work.db, run_id, seat_id):
        raise NotFound


def de_role(plan: Workshop, state: State) -> list[str]:
    """What everybody reads when all role-plays are stopped: the activity's own words where it has
    some, else those of another one of the plan, else ours."""
    own = state.activity(plan)
    for activity in (own, *plan.activities):
        if isinstance(activity, Grouped):
            for phase in activity.phases:
                if phase.id == "de-role":
                    return [_DE_ROLE[0], phase.text]
    return list(_DE_ROLE)
