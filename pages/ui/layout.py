"""The house's look: one centred column, headings that belong to what follows, and the theme.

Everything handed to ``html`` and ``svg`` is trusted markup of our own; what a person wrote goes
through ``words``, which shows it literally.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from course.look import Look
from pages.ui import parts, tab_state

STATIC = Path(__file__).resolve().parent.parent / "static"
PAGE_ICON = STATIC / "mark.png"
LOGO = STATIC / "logo.svg"

# Browsers keep static files for days, so the address changes with the sheet.
_VERSION = hashlib.sha256((STATIC / "goldseam.css").read_bytes()).hexdigest()[:12]
_IMPORT = f'@import url("/app/static/goldseam.css?v={_VERSION}");'

STAGES = "stages"

Gap = Literal["xxsmall", "xsmall", "small", "medium", "large"]

# The menu alone changes the theme without running Python again, so something must say so; and a
# new step must begin at its top.
_WATCH = parts.component("gs_watch", html="<span hidden></span>")


def style() -> None:
    """Put our one stylesheet in the page. Pages stay readable without it."""
    # By address, so that a run carries a line and not the whole sheet. Dialogs and popovers are
    # mounted outside .stApp, where color-scheme is not set.
    # Pictures that Python coloured for the dark are turned light again on paper.
    paper = "invert(1)" if scheme() == "dark" else "invert(0)"
    st.html(f"<style>{_IMPORT}:root{{color-scheme:{scheme()};--gs-on-paper:{paper}}}</style>")


def scheme() -> Literal["light", "dark"]:
    """The theme the reader looks at now."""
    known = tab_state.seen_scheme() or st.context.theme.type
    return "dark" if known == "dark" else "light"


@dataclass(frozen=True)
class PhoneTab:
    """One link of the bar along the bottom of a phone; ``icon`` is a Material symbol's name."""

    title: str
    address: str
    icon: str
    is_here: bool


def watch_page(tabs: Sequence[PhoneTab] = ()) -> None:
    """What only the browser can do, in one element, mounted last.

    It says which theme is in sight, begins a new step at its top, and draws the phone's bar.
    """
    _WATCH(
        key=tab_state.SCHEME,
        data={
            "known": scheme(),
            "where": st.query_params.get("step", "") or st.query_params.get("case", ""),
            "stages": tab_state.take(STAGES) or {},
            "tabs": [[tab.title, tab.address, tab.icon, tab.is_here] for tab in tabs],
        },
        on_scheme_change=tab_state.note_scheme,
    )


@contextmanager
def liked(look: Look) -> Iterator[None]:
    """Within this a page is drawn as its reader likes it; the stylesheet goes by the names here."""
    names = [f"look_{name}" for name in (f"text_{look.text_size}", f"lines_{look.line_spacing}")]
    with ExitStack() as around:
        for name in names:
            if not name.endswith("_usual"):
                around.enter_context(st.container(key=name, gap=None))
        yield


def say_stage(exercise_id: str, stage: str) -> None:
    """Say at which stage an exercise is drawn; where that changed, the browser goes to it."""
    tab_state.add_to(STAGES, exercise_id, stage)


def page(key: str, width: int = 1080, gap: Gap = "medium") -> DeltaGenerator:
    """A centred column at most ``width`` pixels wide; use it as ``with page("home"):``."""
    return st.container(width=width, key=f"page_{key}", gap=gap)


def section(title: str, sub: str = "", gap: Gap = "small") -> DeltaGenerator:
    """A heading of level two that belongs to what is drawn inside it. Both texts are escaped."""
    inside = st.container(gap=gap)
    inside.html(section_head(title, sub))
    return inside


def section_head(title: str, sub: str = "") -> str:
    """The same heading as markup, for what is drawn in one piece. Both texts are escaped."""
    below = f'<p class="gs-muted gs-p gs-sub">{escape(sub)}</p>' if sub else ""
    return f'<h2 class="gs-sec">{escape(title)}</h2>{below}'


def html(trusted: str) -> None:
    """Our own markup, never a person's words."""
    st.html(trusted)


def svg(trusted: str) -> None:
    """Our own picture. ``st.html`` strips SVG; Markdown with HTML keeps it."""
    st.markdown(
        f'<div class="gs-svg">{trusted}</div>'.replace("\n", ""),
        unsafe_allow_html=True,  # trusted by contract: no caller passes a person's words
    )


def note(kind: Literal["tip", "gold", "bad"], text: str) -> None:
    """One calm sentence on a tinted ground; ``text`` is escaped."""
    role = ' role="status"' if kind == "bad" else ""
    st.html(f'<p class="gs-note gs-note-{kind}"{role}>{escape(text)}</p>')


def words(text: str, *, voice: bool = False) -> None:
    """A person's words exactly as written, lines kept; nothing in them is interpreted."""
    st.html(f'<div class="{"gs-voice " if voice else ""}gs-words">{literal(text)}</div>')


def literal(text: str) -> str:
    """A person's words made safe to stand inside our markup."""
    return escape(text, quote=True)


def as_label(text: str) -> str:
    """A person's words as a widget's label, in whose Markdown nothing of them is interpreted."""
    return "".join(f"\\{letter}" if letter in string.punctuation else letter for letter in text)
