"""Calm notes on home: what is erased soon, and what may be brought from an earlier cohort."""

from __future__ import annotations

from collections.abc import Sequence

from course.own.carrying import Offer
from course.own.keeping import Ending
from pages.ui import layout
from pages.ui.days import long

COPY = "/my-data/copy.md"


def offer(offers: Sequence[Offer]) -> None:
    """That what was written in an earlier cohort can be brought here."""
    if offers:
        named = " and ".join(layout.literal(one.cohort_name) for one in offers)
        layout.html(
            f'<p class="gs-note">You wrote in {named} before. If you like, bring it here on '
            '<a href="/my-data">My data</a>.</p>'
        )


def draw(endings: Sequence[Ending], *, with_page: bool = True) -> None:
    """One note for each cohort whose end is near; nothing where none is."""
    for ending in endings:
        page = ', or see <a href="/my-data">My data</a>' if with_page else ""
        layout.html(
            f'<p class="gs-note gs-note-gold">What you wrote in '
            f"{layout.literal(ending.cohort_name)} is kept until {long(ending.on)}. On that day it "
            f'is erased for good. To keep it, <a href="{COPY}" download>take a copy</a>{page}.</p>'
        )
