"""The newest note on a learner's home, quietly, with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from course.study.noted import NoteForMe
from pages.ui import days, layout, note_words

# What a note offers, by the word in the page's address.
OFFERS = {
    "time": "I need time",
    "tell": "Tell my instructor",
    "pause": "Pause",
    "leave": "Leave",
}


@dataclass(frozen=True)
class Notes:
    """A learner's notes, the newest first, and the day until which they paused."""

    all: tuple[NoteForMe, ...]
    paused_until: date | None


def draw(notes: Notes) -> None:
    """The newest note, the earlier ones folded below it; nothing where there is none.

    While somebody has paused, all are folded.
    """
    if not notes.all:
        return
    first = 0 if notes.paused_until else 1
    shown = "".join(_card(note) for note in notes.all[:first])
    if notes.paused_until:
        until = escape(days.long(notes.paused_until))
        shown = f'<p class="gs-p">You paused until {until}. Notes wait here, folded.</p>'
    with st.container(key="quiet_note", gap="small"):
        layout.html(shown + _folded(notes.all[first:], "Notes" if first == 0 else "Earlier notes"))
        offers()


def _folded(notes: tuple[NoteForMe, ...], name: str) -> str:
    if not notes:
        return ""
    rows = "".join(f"<li>{_card(note)}</li>" for note in notes)
    return (
        f'<details class="gs-fold"><summary>{name} ({len(notes)})</summary>'
        f'<ul class="gs-versions">{rows}</ul></details>'
    )


def _card(note: NoteForMe) -> str:
    return note_words.card(note.title, note.author, note.posted_on, note.texts)


def offers(but: str = "") -> None:
    """The ways on that every note offers, as links; ``but`` is the one that is open already."""
    with st.container(horizontal=True, gap="small", key="note_offers"):
        for what, label in OFFERS.items():
            if what != but:
                st.page_link("answer_note.py", label=label, query_params={"do": what})
