"""The instructor's overview of a cohort: what is published, and nothing behind it."""

from __future__ import annotations

from course.access import Permit, Role
from course.cohort import overview
from course.errors import GoldseamError
from pages.ui import gate, layout, overview_view, wiring


def draw() -> None:
    """One run."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("cohort", width=1140):
        cohort_id = gate.chosen_cohort(viewer, Role.INSTRUCTOR)
        try:
            with wiring.reading() as work:
                seen = overview.cohort(work, viewer, cohort_id)
        except GoldseamError as error:
            gate.say(error)
            return
        layout.html(f"<h1>{layout.literal(seen.cohort_name)}</h1>")
        layout.html(f'<p class="gs-lead">{overview_view.lead(seen)}</p>')
        overview_view.draw(seen)
        layout.html(
            f'<p><a href="/overview/{seen.cohort_id}.csv">Download the figures (CSV)</a></p>'
        )


draw()
