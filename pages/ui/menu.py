"""Every address as a page, and the bar along the bottom of a phone."""

from __future__ import annotations

from functools import cache

import streamlit as st

from course.access import Viewer
from pages.ui import gate, layout
from pages.ui.registry import PAGES, Entry, offered

FIRST = "first"  # a name for the first page that no address uses


def build(viewer: Viewer | None) -> tuple[list[st.Page], list[tuple[Entry, st.Page]]]:
    """Every address as a page: the person's own, and for the rest the same words as not found."""
    entries = offered(viewer)
    # Streamlit notes in a page whether it runs, so each run has its own.
    pages = [_own(page) for page in _made(entries, viewer is not None)]
    return pages, list(zip(entries, pages, strict=False))


def _own(page: st.Page) -> st.Page:
    """A copy, made in a third of the time that ``copy.copy`` takes: there are forty in a run."""
    own = object.__new__(type(page))
    vars(own).update(vars(page))
    return own


@cache
def _made(entries: tuple[Entry, ...], signed_in: bool) -> list[st.Page]:
    """The pages for people who are offered these; to make them looks up each file on the disk."""
    own = [
        st.Page(
            entry.file,
            title=entry.title,
            url_path=FIRST if entry is entries[0] else entry.path,
            default=entry is entries[0],
            visibility="visible" if entry.in_menu and signed_in else "hidden",
        )
        for entry in entries
    ]
    rest = [
        st.Page(
            gate.not_found if signed_in else "welcome.py",
            title="Not here" if signed_in else "Welcome",
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
    return [*own, *rest, again]


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
