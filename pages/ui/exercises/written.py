"""Words that were submitted, shown as written: the newest first, the earlier ones within reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

import streamlit as st

from pages.ui import layout

Version = tuple[datetime, str]


def prompt(text: str) -> None:
    """What was asked, above an answer."""
    layout.html(f'<p class="gs-asked">{escape(text)}</p>')


def versions(kept: Sequence[Version], *, label: str = "Yours") -> None:
    """The newest version in a card, and the earlier ones folded below it."""
    newest = kept[-1]
    earlier = "".join(
        f'<li><p class="gs-small gs-muted gs-p">Version {number}, {day(at)}</p>'
        f'<p class="gs-words">{layout.literal(text)}</p></li>'
        for number, (at, text) in reversed(list(enumerate(kept[:-1], start=1)))
    )
    folded = (
        f'<details class="gs-fold"><summary>Earlier versions ({len(kept) - 1})</summary>'
        f'<ul class="gs-versions">{earlier}</ul></details>'
        if earlier
        else ""
    )
    st.html(
        f'<div class="gs-sheet"><p class="gs-eyebrow">{escape(label)}, {day(newest[0])}</p>'
        f'<p class="gs-words">{layout.literal(newest[1])}</p>{folded}</div>'
    )


def short_day(at: datetime) -> str:
    """A day where there is little room: 7 Sep."""
    return f"{at.day} {at:%b}"


def day(at: datetime) -> str:
    """A day as people say it: 7 September."""
    return f"{at.day} {at:%B}"
