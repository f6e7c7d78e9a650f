"""A learner's own texts on the wall: what waits, what is out, what came back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.wall import own_texts
from course.wall.kept import State
from course.wall.own_texts import Mine, OutText, WaitingText
from course.wall.walls import About
from pages.ui import gate, layout, wiring
from pages.ui.days import long
from pages.ui.wall.piece import shared_html

STATES = {
    State.NEW: "Out to your instructors, who look at the batch. It is not on the wall yet.",
    State.UP: "On the wall.",
    State.OFF: "Your instructor kept it off the wall, and its words are deleted.",
}


def draw(viewer: Viewer, cohort_id: str, about: About, mine: Mine) -> None:
    """Everything of one's own, each with what can be done about it."""
    if not (mine.waiting or mine.out or mine.back):
        return
    with layout.section("Yours", "Only you see which of them are."):
        for text in mine.back:
            said = "It did not come out, and nobody else has seen it. Copy what you want to keep."
            _one(viewer, cohort_id, text, said, "Delete it", own_texts.put_away)
        for text in mine.waiting:
            _one(viewer, cohort_id, text, _waits(about), "Take it back", own_texts.take_back)
        for out in mine.out:
            _out(viewer, cohort_id, about, out)


def _waits(about: About) -> str:
    if about.next_tick is None or about.closes_on is None:
        return "It waits. Nobody else has seen it."
    return (
        f"It waits, at least until {long(about.next_tick)}. Nobody else has seen it. If it hasn't "
        f"come out by {long(about.closes_on)}, it comes back to you alone."
    )


def _out(viewer: Viewer, cohort_id: str, about: About, out: OutText) -> None:
    with st.container(key=f"card_own_{out.id}", gap="small"):
        if out.leaving and out.state is not State.OFF:
            when = f" on {long(about.next_tick)}" if about.next_tick else " within a week"
            layout.html(f'<p class="gs-small gs-muted gs-p">Withdrawn. It is gone{when}.</p>')
        else:
            layout.html(f'<p class="gs-small gs-muted gs-p">{STATES[out.state]}</p>')
        if out.shared is not None:
            layout.html(shared_html(out.shared))
        if out.state is State.OFF:
            _button(viewer, cohort_id, out.id, "Put this away", own_texts.put_away)
        elif not out.leaving:
            _button(viewer, cohort_id, out.id, "Withdraw it", own_texts.withdraw)


def _one(
    viewer: Viewer,
    cohort_id: str,
    text: WaitingText,
    said: str,
    label: str,
    act: Callable[..., None],
) -> None:
    with st.container(key=f"card_own_{text.id}", gap="small"):
        layout.html(f'<p class="gs-small gs-muted gs-p">{said}</p>')
        layout.html(shared_html(text.shared))
        _button(viewer, cohort_id, text.id, label, act)


def _button(
    viewer: Viewer, cohort_id: str, text_id: str, label: str, act: Callable[..., None]
) -> None:
    if not st.button(label, type="tertiary", key=f"own.{text_id}"):
        return
    try:
        with wiring.writing() as work:
            act(work, viewer, cohort_id, text_id)
    except GoldseamError as error:
        gate.say(error)
        return
    st.rerun()
