"""A calm note that what was written is erased soon, and how to keep it."""

from __future__ import annotations

from collections.abc import Sequence

from course.own.keeping import Ending
from pages.ui import layout
from pages.ui.days import long

COPY = "/my-data/copy.md"


def draw(endings: Sequence[Ending], *, with_page: bool = True) -> None:
    """One note for each cohort whose end is near; nothing where none is."""
    for ending in endings:
        page = ', or see <a href="/my-data">My data</a>' if with_page else ""
        layout.html(
            f'<p class="gs-note gs-note-gold">What you wrote in '
            f"{layout.literal(ending.cohort_name)} is kept until {long(ending.on)}. On that day it "
            f'is erased for good. To keep it, <a href="{COPY}" download>take a copy</a>{page}.</p>'
        )
