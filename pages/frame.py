"""The Streamlit script: who is looking, and the pages they are offered. Every run starts here."""

from __future__ import annotations

import streamlit as st

from course.access import Viewer
from course.look import USUAL
from pages.ui import consent_card, gate, layout, notice, wiring
from pages.ui.registry import PAGES, Entry, offered

# By address and not by file: a file would be served from Streamlit's media, which is closed.
ICON = "/app/static/mark.png"
LOGO = "/app/static/logo.svg"
FIRST = "first"  # a name for the first page that no address uses


def build(viewer: Viewer | None) -> tuple[list[st.Page], list[tuple[Entry, st.Page]]]:
    """Every address as a page: the person's own, and for the rest the same words as not found."""
    entries = offered(viewer)
    own = [
        st.Page(
            entry.file,
            title=entry.title,
            url_path=FIRST if entry is entries[0] else entry.path,
            default=entry is entries[0],
            visibility="visible" if entry.in_menu and viewer else "hidden",
        )
        for entry in entries
    ]
    rest = [
        st.Page(
            gate.not_found if viewer else "welcome.py",
            title="Not here" if viewer else "Welcome",
            url_path=entry.path,
            visibility="hidden",
        )
        for entry in PAGES
        if entry not in entries
    ]
    # The first page answers at the root alone; under its own path it is registered once more, or a
    # bookmark of that path would open a dialog that says there is no such page.
    again = st.Page(
        entries[0].file, title=entries[0].title, url_path=entries[0].path, visibility="hidden"
    )
    return [*own, *rest, again], list(zip(entries, own, strict=True))


def phone_bar(own: list[tuple[Entry, st.Page]], chosen: st.Page) -> list[layout.PhoneTab]:
    """The links of the bar along the bottom of a phone."""
    return [
        layout.PhoneTab(
            title=entry.short or entry.title,
            address="/" if page is own[0][1] else f"/{entry.path}",
            icon=entry.icon.strip(":").removeprefix("material/"),
            is_here=chosen.title == entry.title,
        )
        for entry, page in own
        if entry.icon is not None
    ]


def draw() -> None:
    """One run. Each element that is drawn costs time in all of them, so there are few."""
    layout.style()
    st.logo(LOGO, size="large")
    viewer = gate.viewer()
    pages, own = build(viewer)
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
    with gate.looking(viewer), layout.liked(viewer.look if viewer else USUAL):
        consent_card.draw(viewer)
        chosen.run()
    layout.watch_page(phone_bar(own, chosen) if viewer else [])


draw()
