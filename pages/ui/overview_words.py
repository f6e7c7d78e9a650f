"""What the words of an overview mean, what is never published, and what nobody can promise."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from course.cohort import promises
from course.cohort.figures import Overview
from course.cohort.labels import NOT_PUBLISHED
from pages.ui import layout
from pages.ui.overview_facts import say_day

WORDS = (
    (
        "Counted",
        "Learners who had joined when the roster was fixed. Whoever joins later takes the course "
        "but is not counted.",
    ),
    ("Next figures", "The next day on which figures may change. Nobody can bring it nearer."),
    (
        "At least 6",
        "Six or more of the counted learners did it. The exact number is never published.",
    ),
    (
        "6+, 10+, 20+, 50+ people",
        "How many stand behind a figure, and never the exact number.",
    ),
    (
        "Average",
        "Of ratings from 1 to 5, rounded. 1.5 also stands for anything lower, 4.5 for anything "
        "higher.",
    ),
    (
        "Moved",
        "The average now less the average before, both rounded. The band is as wide as the "
        "rounding leaves open. People rate themselves, and whoever answered once only is in one "
        "of the two.",
    ),
    (
        NOT_PUBLISHED,
        "There are not enough new people behind the figure, or it is not time yet, or it is never "
        "published for a group of this size. These words are the same whatever the cause.",
    ),
)


def draw(seen: Overview) -> None:
    """The words, folded away what is less often looked for."""
    terms = "".join(
        f'<p class="gs-p"><b>{escape(word)}.</b> {escape(what)}</p>' for word, what in WORDS
    )
    with st.container(key="quiet_words"):
        layout.html(f"<h3>What the words mean</h3>{terms}")
    with st.expander("What is promised"):
        layout.html(listed(promises.promise(seen.counted)))
    with st.expander("What is never published"):
        layout.html(
            listed(
                seen.rules or (f"It depends on how many have joined by {say_day(seen.freeze_on)}.",)
            )
        )
    with st.expander("What this cannot protect against"):
        layout.html(listed(promises.limits(seen.counted)))


def listed(sentences: Sequence[str]) -> str:
    """Sentences as a list, escaped."""
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in sentences) + "</ul>"
