"""An instructor's cohorts side by side, from what is published of each and from nothing else."""

from __future__ import annotations

from course.access import Permit, Role
from course.cohort import comparing
from course.errors import GoldseamError, NotFound
from pages.ui import gate, layout, side_view, wiring


def draw() -> None:
    """One run."""
    viewer = gate.require(Permit.ACCOUNT)
    if not viewer.cohorts_as(Role.INSTRUCTOR):
        gate.say(NotFound())
        return
    with layout.page("side", width=1140, gap="large"):
        layout.html(
            '<p class="gs-p gs-links"><a href="/cohort">Back to a cohort</a></p>'
            '<h1>Cohorts side by side</h1><p class="gs-lead">Made from the figures that each page '
            "shows, and from nothing behind them.</p>"
        )
        try:
            with wiring.reading() as work:
                found = comparing.side_by_side(work, viewer)
        except GoldseamError as error:
            gate.say(error)
            return
        side_view.draw(found)


draw()
