"""The writing box: saves to the server as it is typed, and submits what stands in it.

``text_area`` sends only when it loses focus, so this is a small component of our own. It posts to
``/write/...`` by itself: saving never runs a page again, and a page's run never disturbs typing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pages.ui import parts

_BOX = parts.component("gs_writing_box")


@dataclass(frozen=True)
class Field:
    """One text of a box. ``box`` is where its draft is kept; ``revision`` is that draft's.

    ``start`` stands in the box while no draft is kept: the words that are being revised.
    """

    part: str
    box: str
    label: str
    hint: str = ""
    value: str = field(default="", repr=False)
    revision: int = 0
    rows: int = 5
    start: str = field(default="", repr=False)


@dataclass(frozen=True)
class Place:
    """Which exercise a box belongs to, and how its next attempt is named to be kept only once.

    ``taken`` says how a reply's case is taken (``course.study.taking``) and is sent with the words.
    """

    cohort_id: str
    lesson_id: str
    exercise_id: str
    number: int
    submission_key: str
    taken: dict[str, Any] = field(default_factory=dict)


def writing_box(
    place: Place,
    fields: Sequence[Field],
    *,
    who: str,
    card: Sequence[tuple[str, str]],
    submit: str,
    primary: bool = True,
    blank: bool = False,
    spelling: bool = True,
) -> None:
    """Draw a box. The run after it was submitted and stored reads what is there now.

    ``who`` says who can read it; ``card`` holds (label, text) pairs of the cohort's contact card;
    ``submit`` is the button's text, drawn heavily if ``primary``; ``blank`` lets the box be
    submitted empty; ``spelling`` lets the browser remark on it.
    """
    uid = f"{place.lesson_id}.{place.exercise_id}.{place.number}"
    _BOX(
        key=f"writing.{uid}",
        data={
            "uid": uid,
            "cohort": place.cohort_id,
            "lesson": place.lesson_id,
            "exercise": place.exercise_id,
            "submission_key": place.submission_key,
            "taken": place.taken or None,
            "fields": [vars(one) for one in fields],
            "who": who,
            "card": [list(pair) for pair in card],
            "submit": submit,
            "primary": primary,
            "blank": blank,
            "spelling": spelling,
        },
        on_submitted_change=_again,
        on_refresh_change=_again,
    )


def _again() -> None:
    """The run that follows reads everything afresh."""
