"""Booked names in the register of a workshop: anybody may have written them."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from course.installation import Installation
from course.workshop import booking
from pages.ui import wiring
from tests import rooms
from tests.course.workshop import bookers


def _page() -> None:
    import streamlit as st

    from pages.ui.live import register_view

    run_id, found = st.session_state["looks"]
    register_view.draw(run_id, found)


def test_nothing_in_a_booked_name_is_markdown(sqlite_installation: Installation) -> None:
    wiring.use(sqlite_installation)
    room = rooms.room(sqlite_installation)
    with room.installation.writing() as work:
        booking.book(
            work, None, room.run_id, bookers.token("a"), "[Ana](//x.org) :red[*b*]", "a@example.org"
        )
    app = AppTest.from_function(_page, default_timeout=30)
    app.session_state["looks"] = (room.run_id, bookers.people(room))
    app.run()
    assert not app.exception
    assert [box.label for box in app.checkbox] == [
        r"\[Ana\]\(\/\/x\.org\) \:red\[\*b\*\]",
    ]
