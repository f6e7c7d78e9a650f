"""A throwaway installation in which somebody tries a workshop's plan alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from course.access import Viewer
from course.installation import Installation
from course.preview import signed_in
from course.workshop import hosting, runs
from db.queries import cohort as cohorts
from db.queries import sign_in as accounts


@dataclass(frozen=True)
class Rehearsal:
    """A run to try, who hosts it, and how to get in; ``board`` is the board's secret."""

    run_id: str
    code: str
    host: Viewer
    token: str = field(repr=False)
    board: str = field(repr=False)


def prepare(installation: Installation, plan_id: str, people: int) -> Rehearsal:
    """Make a host and a run marked as a rehearsal, beginning now. Raises NotFound."""
    with installation.writing() as work:
        accounts.make_owner(work.db, accounts.add_account(work.db, "", None))
        host_id = accounts.add_account(work.db, "Host", None)
        signed_in(work, host_id)  # only somebody who has signed in may be allowed to
        cohorts.allow_making(work.db, host_id, allowed=True)
        token, host = signed_in(work, host_id)
        plan = work.catalogue.workshop(plan_id)
        run_id = runs.make(
            work,
            host,
            None,
            plan.id,
            "",
            work.now,
            plan.minutes,
            "UTC",
            max(people, plan.largest),
            for_guests=True,
            rehearsal=True,
        )
        board = hosting.new_board(work, host, run_id)
        code = runs.host_view(work, host, run_id).code
    return Rehearsal(run_id, code, host, token, board)
