"""What my instructor sees: the instructor's own overview, drawn for learners by the same query."""

from __future__ import annotations

from course.access import Permit, Role
from course.cohort import overview, promises, reading
from course.errors import GoldseamError
from pages.ui import gate, layout, overview_facts, overview_view, overview_words, wiring


def draw() -> None:
    """One run."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("release", width=1140):
        cohort_id = gate.chosen_cohort(viewer, Role.LEARNER)
        try:
            with wiring.reading() as work:
                seen = overview.for_learner(work, viewer, cohort_id)
                joined = overview.joined_by_link(work, viewer, cohort_id)
                said = reading.read(seen, work.catalogue)
        except GoldseamError as error:
            gate.say(error)
            return
        layout.html(
            overview_facts.heading(
                "What my instructor sees",
                "This is all that your instructor sees of what you and the others do in the "
                "course. Nobody's own words or answers are in it. Beside it your instructor has a "
                "page about teaching each lesson, the same whatever anybody does.",
            )
        )
        with layout.section("What is promised"):
            layout.html(overview_words.listed(promises.promise(seen.counted)))
        layout.note("tip", overview_facts.joined_sentence(joined))
        overview_view.draw(seen, said)


draw()
