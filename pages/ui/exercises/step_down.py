"""Taking a case more gently, another one, or none: two taps, and nobody is told."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from course.authoring.schema import Reply
from course.study import cases, taking
from course.study.taking import Taken
from pages.ui import layout
from pages.ui.exercises.desk import Desk

QUIET = "Nobody is told, and it counts the same."
STRENGTH = {1: "mild", 2: "middling", 3: "strong"}

# Where another case leads in free practice, by its address; None is any other one.
Go = Callable[[str | None], None]


def taken(desk: Desk, exercise: Reply) -> Taken:
    """How the learner takes the case now."""
    return taking.read(dict(desk.under_way(exercise).taken))


def case(desk: Desk, exercise: Reply, now: Taken) -> Reply:
    """The case as it is taken now."""
    base = _base(desk, exercise, now)
    return (cases.gentler(base) or base) if now.gentler else base


def _base(desk: Desk, exercise: Reply, now: Taken) -> Reply:
    for one in desk.replies[exercise.id].offered:
        if one.address == now.case:
            return one.reply
    return exercise


def draw(desk: Desk, exercise: Reply, now: Taken, go: Go | None = None) -> None:
    """A quiet menu under the case, and a coach's own case within one tap.

    With ``go`` another case is a place of its own, and to pass is to go on to any other.
    """
    place = desk.place(exercise)

    def other(address: str) -> None:
        if go is not None:
            go(address)
        else:
            _take(desk, exercise, Taken(address, False, now.seen_first))

    offered = [one for one in desk.replies[exercise.id].offered if one.address != now.case]
    for one in offered:
        if one.reply.instead_of == exercise.id and st.button(
            f"Take the {'coaching' if one.reply.audience == 'coach' else 'other'} case instead: "
            f"{one.reply.title}",
            type="tertiary",
            icon=":material/swap_horiz:",
            key=f"variant.{place}",
        ):
            other(one.address)
    # A menu of its own for each way of taking the case, so that it closes once one is chosen.
    menu = f"ease.{place}.{now.case}.{now.gentler}"
    with st.popover("Make this easier", icon=":material/tune:", key=menu):
        layout.html(f'<p class="gs-small gs-muted gs-p">{QUIET}</p>')
        _strength(desk, exercise, now)
        for one in offered:
            if _tap(f"Another case: {_named(one.reply)}", f"swap.{place}.{one.address}"):
                other(one.address)
        if now.case is not None and _tap("Back to the first case", f"own.{place}"):
            _take(desk, exercise, Taken(None, False, now.seen_first))
        if _tap("Pass this one", f"pass.{place}"):
            if go is not None:
                go(None)
            else:
                desk.submit(exercise, {"passed": True})


def _strength(desk: Desk, exercise: Reply, now: Taken) -> None:
    place = desk.place(exercise)
    if now.gentler:
        if _tap("Back to its full strength", f"full.{place}"):
            _take(desk, exercise, Taken(now.case, False, now.seen_first))
    elif cases.gentler(_base(desk, exercise, now)) is not None and _tap(
        "A gentler form of this case", f"gentler.{place}"
    ):
        _take(desk, exercise, Taken(now.case, True, now.seen_first))


def _tap(label: str, key: str) -> bool:
    return st.button(label, key=key, width="stretch")


def _named(reply: Reply) -> str:
    coach = ", for coaches" if reply.audience == "coach" else ""
    return f"{reply.title} ({STRENGTH[reply.intensity]}{coach})"


def _take(desk: Desk, exercise: Reply, how: Taken) -> None:
    desk.keep(exercise, taken=how.stored())
    st.rerun()


def stuck(desk: Desk, exercise: Reply, now: Taken) -> None:
    """A way out for somebody whose words don't come: see the example, marked as seen first."""
    place = desk.place(exercise)
    if not now.seen_first and st.button(
        "I'm stuck: show me one way", type="tertiary", key=f"stuck.{place}"
    ):
        _take(desk, exercise, Taken(now.case, now.gentler, True))
