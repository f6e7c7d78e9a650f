"""My data: everything held about me, to take along, bring to another cohort, leave or erase."""

from __future__ import annotations

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.own import agreements, carrying, everything, keeping
from course.own.agreements import Agreed, Asked
from course.own.everything import Everything
from course.work import Work
from pages.ui import consent_card, gate, keep_note, layout, my_data_view, place_choices, wiring


def draw(viewer: Viewer) -> None:
    """The whole page."""
    with wiring.reading() as work:
        held = everything.of_mine(work, viewer)
        endings = keeping.soon(work, viewer)
        agreed = agreements.mine(work, viewer)
        text = _present_text(work, viewer)
        offers = {
            one.cohort_id: carrying.offers(work, viewer, one.cohort_id)
            for one in viewer.cohorts_as(Role.LEARNER)
        }
        places = [(place, my_data_view.figures(work, place)) for place in held.places]
    with layout.page("my_data", width=740, gap="large"):
        layout.html(
            "<h1>My data</h1>"
            '<p class="gs-lead">Everything that is held about you here. Nobody else sees this page '
            "or its numbers.</p>"
        )
        keep_note.draw(endings, with_page=False)
        _take_along()
        _who(held)
        for place, figures in places:
            with layout.section(f"In {place.cohort_name}"):
                layout.html(my_data_view.place_html(place, figures))
                place_choices.draw(viewer, place, offers.get(place.cohort_id, ()))
        _agreed(agreed, text)
        _erase()


def _present_text(work: Work, viewer: Viewer) -> Asked | None:
    learning = viewer.cohorts_as(Role.LEARNER)
    return agreements.present(work, viewer, learning[0].cohort_id) if learning else None


def _take_along() -> None:
    with layout.section(
        "Take it with you",
        "All of it in one file, made now, for you alone. Only keys are left out, and the file says "
        "which.",
    ):
        layout.html(
            '<ul class="gs-list">'
            '<li><a href="/my-data/copy.md" download>To read, as Markdown</a></li>'
            '<li><a href="/my-data/copy.pdf" download>To print, as PDF</a></li>'
            '<li><a href="/my-data/copy.json" download>For another program, as JSON</a></li></ul>'
        )


def _who(held: Everything) -> None:
    with layout.section("Who you are here"):
        layout.html(my_data_view.who_html(held))
        layout.html(
            '<p class="gs-p"><a href="/account">Change it on your account page</a></p>'
            '<p class="gs-p"><a href="/sign-out">Sign out here, or everywhere</a></p>'
        )


def _agreed(agreed: tuple[Agreed, ...], text: Asked | None) -> None:
    if not agreed and text is None:
        return
    with layout.section("What you agreed to"):
        layout.html(my_data_view.agreed_html(agreed))
        if text is not None:
            layout.html(
                f'<details class="gs-fold"><summary>The text now, for '
                f"{layout.literal(text.cohort_name)}</summary>{consent_card.points(text)}</details>"
            )


def _erase() -> None:
    with layout.section(
        "Erase me", "For good: your account, your key, and all that was written under it."
    ):
        layout.html('<p class="gs-p"><a href="/my-data/erase">Read what it means first</a></p>')


found = gate.require(Permit.ACCOUNT)
try:
    draw(found)
except GoldseamError as error:
    gate.say(error)
