"""Taking a case more gently, another one, or none: two taps, and nobody is told."""

from __future__ import annotations

import streamlit as st

from course.authoring.schema import Reply
from course.study import cases
from course.study.taking import Taken
from pages.ui import layout, tab_state
from pages.ui.exercises.desk import Desk

QUIET = "Nobody is told, and it counts the same."
STRENGTH = {1: "mild", 2: "middling", 3: "strong"}


def taken(desk: Desk, exercise: Reply) -> Taken:
    """How this tab takes the case now."""
    held = tab_state.taken(desk.place(exercise))
    return held if isinstance(held, Taken) else Taken()


def case(desk: Desk, exercise: Reply, now: Taken) -> Reply:
    """The case as it is taken now."""
    base = _base(desk, exercise, now)
    return (cases.gentler(base) or base) if now.gentler else base


def _base(desk: Desk, exercise: Reply, now: Taken) -> Reply:
    for one in desk.replies[exercise.id].offered:
        if one.address == now.case:
            return one.reply
    return exercise


def draw(desk: Desk, exercise: Reply, now: Taken) -> None:
    """A quiet menu under the case, and a coach's own case within one tap."""
    place = desk.place(exercise)
    for one in desk.replies[exercise.id].offered:
        mine = one.reply.instead_of == exercise.id and one.address != now.case
        if mine and st.button(
            f"Take the {'coaching' if one.reply.audience == 'coach' else 'other'} case instead: "
            f"{one.reply.title}",
            type="tertiary",
            icon=":material/swap_horiz:",
            key=f"variant.{place}",
        ):
            _take(place, Taken(one.address, False, now.seen_first))
    with st.popover("Make this easier", icon=":material/tune:", key=f"ease.{place}"):
        layout.html(f'<p class="gs-small gs-muted gs-p">{QUIET}</p>')
        base = _base(desk, exercise, now)
        if not now.gentler and cases.gentler(base) is not None:
            if st.button("A gentler form of this case", key=f"gentler.{place}"):
                _take(place, Taken(now.case, True, now.seen_first))
        elif now.gentler and st.button("Back to its full strength", key=f"full.{place}"):
            _take(place, Taken(now.case, False, now.seen_first))
        for one in desk.replies[exercise.id].offered:
            if one.address != now.case and st.button(
                f"Another case: {_named(one.reply)}", key=f"swap.{place}.{one.address}"
            ):
                _take(place, Taken(one.address, False, now.seen_first))
        if now.case is not None and st.button("Back to the first case", key=f"own.{place}"):
            _take(place, Taken(None, False, now.seen_first))
        if st.button("Pass this one", key=f"pass.{place}"):
            desk.submit(exercise, {"passed": True})


def _named(reply: Reply) -> str:
    coach = ", for coaches" if reply.audience == "coach" else ""
    return f"{reply.title} ({STRENGTH[reply.intensity]}{coach})"


def _take(place: str, how: Taken) -> None:
    tab_state.take_case(place, how)
    st.rerun()


def stuck(desk: Desk, exercise: Reply, now: Taken) -> None:
    """A way out for somebody whose words don't come: see the example, marked as seen first."""
    place = desk.place(exercise)
    if not now.seen_first and st.button(
        "I'm stuck: show me one way", type="tertiary", key=f"stuck.{place}"
    ):
        _take(place, Taken(now.case, now.gentler, True))
