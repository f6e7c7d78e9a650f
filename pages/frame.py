"""The Streamlit script: who is looking, and the pages they are offered. Every run starts here."""

from __future__ import annotations

import streamlit as st

from course.access import Viewer
from course.look import USUAL
from pages.ui import consent_card, gate, layout, menu, notice, wiring

# By address and not by file: a file would be served from Streamlit's media, which is closed.
ICON = "/app/static/mark.png"
LOGO = "/app/static/logo.svg"


def draw() -> None:
    """One run. Each element that is drawn costs time in all of them, so there are few."""
    layout.style()
    st.logo(LOGO, size="large")
    with gate.looking() as viewer:
        _draw_for(viewer)


def _draw_for(viewer: Viewer | None) -> None:
    pages, own = menu.build(viewer)
    chosen = st.navigation(pages, position="top" if viewer else "hidden")
    st.set_page_config(
        page_title=f"{chosen.title} - Goldseam",
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state="collapsed",
        # Without an entry of its own the menu, where the theme is chosen, is not shown at all.
        menu_items={"About": "**Goldseam.** A course in repairing mistakes."},
    )
    wiring.above()
    if viewer and viewer.notice and chosen.title != "Account":
        notice.draw(viewer.notice)
    with layout.liked(viewer.look if viewer else USUAL):
        consent_card.draw(viewer)
        chosen.run()
    layout.watch_page(menu.phone_bar(own, chosen) if viewer else [])


draw()
