"""What a run's card says of who may come and how many have a place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.installation import Installation
from course.workshop import register
from pages.ui.live import run_card
from tests import rooms
from tests.course.workshop.bookers import book
from tests.rooms import POLL


@pytest.mark.parametrize(
    ("cohort_id", "for_guests", "sentence"),
    [
        (None, True, "For guests."),
        ("a", True, "For Autumn &amp; co and guests."),
        ("a", False, "For Autumn &amp; co only."),
        ("b", False, "For a cohort only."),
    ],
)
def test_a_card_says_who_may_come(
    sqlite_installation: Installation, cohort_id: str | None, for_guests: bool, sentence: str
) -> None:
    run = rooms.room(sqlite_installation, POLL).host_scene().run
    changed = replace(run, cohort_id=cohort_id, for_guests=for_guests)
    assert run_card.whom(changed, {"a": "Autumn & co"}) == sentence


def test_a_card_says_how_many_have_a_place_and_how_many_wait(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, POLL, capacity=2)
    said = []
    for name in ("ana", "ben", "cleo", "dev"):
        book(room, name)
        with sqlite_installation.reading() as work:
            said.append(run_card.filled(register.people(work, room.host, room.run_id)))
    assert said == [
        "1 of 2 places booked.",
        "2 of 2 places booked.",
        "2 of 2 places booked, 1 person waits.",
        "2 of 2 places booked, 2 people wait.",
    ]
