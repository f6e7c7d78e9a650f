"""What has come back for practice: taken up, put off or let go, in a tap or two each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError, NotFound
from course.study import returning
from course.study.offers import Return
from course.study.returning import AT_ONCE, Returns
from course.study.schedule import PUT_OFF, What
from pages.ui import gate, layout, return_view, tab_state, wiring
from pages.ui.exercises.written import day

ASKED = "item"
MORE = "again.more"
PUTTING_OFF = f"“Not now” brings it back in {PUT_OFF.days} days, “Let it go” when you ask for it."
KINDS = {What.CHECK: "A check", What.REPLY: "A reply", What.INTENTION: "Your intention"}


def draw(viewer: Viewer, cohort_id: str) -> None:
    """One thing that was taken up, or everything that is there."""
    asked = st.query_params.get(ASKED, "")
    if asked:
        try:
            return_view.draw(viewer, cohort_id, asked)
        except NotFound:
            del st.query_params[ASKED]
        else:
            return
    with wiring.reading() as work:
        mine = returning.mine(work, viewer, cohort_id)
    with layout.page("again", width=740):
        layout.html(
            '<h1>Practise again</h1><p class="gs-lead">What you practised comes back from time to '
            "time. Nothing here is late, and nobody is told.</p>"
        )
        _due(viewer, cohort_id, mine)
        _others(viewer, cohort_id, mine)


def _due(viewer: Viewer, cohort_id: str, mine: Returns) -> None:
    if mine.due:
        layout.html(f'<p class="gs-small gs-muted gs-p">{PUTTING_OFF}</p>')
    shown = mine.due if tab_state.is_again(MORE) else mine.due[:AT_ONCE]
    for number, one in enumerate(shown):
        _one(viewer, cohort_id, one, is_first=number == 0)
    if len(shown) < len(mine.due) and st.button("Show the others", key="more"):
        tab_state.try_again(MORE)
        st.rerun()
    if not mine.due:
        layout.note("tip", _nothing(mine))


def _nothing(mine: Returns) -> str:
    if mine.next_due is None:
        return (
            "Nothing comes back yet. Checks, replies and intentions do, some days after you have "
            "done them in a lesson."
        )
    return f"Nothing is here today. The next comes back on {day(mine.next_due)}."


def _one(viewer: Viewer, cohort_id: str, one: Return, *, is_first: bool) -> None:
    place = one.address.replace("/", "_")
    with st.container(key=f"card_back_{place}", gap="small"):
        minutes = "minute" if one.minutes == 1 else "minutes"
        layout.html(
            f'<p class="gs-eyebrow">{KINDS[one.what]} from lesson {one.lesson.number}. '
            f"About {one.minutes} {minutes}</p>{return_view.named(one)}"
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if st.button(
                "Go on" if one.is_begun else "Begin",
                type="primary" if is_first else "secondary",
                key=f"begin.{place}",
            ):
                _do(viewer, cohort_id, returning.begin, one)
                st.query_params[ASKED] = one.address
                st.rerun()
            if st.button("Not now", type="tertiary", key=f"off.{place}"):
                _do(viewer, cohort_id, returning.put_off, one)
                st.rerun()
            if st.button("Let it go", type="tertiary", key=f"go.{place}"):
                _do(viewer, cohort_id, returning.let_go, one)
                st.rerun()


def _do(viewer: Viewer, cohort_id: str, change: Callable[..., object], one: Return) -> None:
    with wiring.writing() as work:
        change(work, viewer, cohort_id, one.address)


def _others(viewer: Viewer, cohort_id: str, mine: Returns) -> None:
    _listed(
        viewer, cohort_id, "What you let go", mine.let_go, ("Bring it back", returning.bring_back)
    )
    _listed(
        viewer,
        cohort_id,
        "Replies you passed by",
        mine.passed_by,
        ("Let it come back", returning.ask_for),
    )


def _listed(
    viewer: Viewer,
    cohort_id: str,
    title: str,
    several: Sequence[Return],
    way: tuple[str, Callable[..., object]],
) -> None:
    if not several:
        return
    label, change = way
    with layout.section(title):
        for one in several:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                layout.html(
                    f'<p class="gs-p">{escape(return_view.title(one))} '
                    f'<span class="gs-muted">Lesson {one.lesson.number}</span></p>'
                )
                if st.button(label, key=f"{label}.{one.address}"):
                    _do(viewer, cohort_id, change, one)
                    st.rerun()


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
