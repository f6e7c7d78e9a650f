"""Showing one attempt to one person: what exactly is sent, to whom, and what came back."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import BadInput, GoldseamError
from course.study import identifying, showing, shown
from course.study.showing import DAYS, NAME_LONGEST, Preview
from course.study.shown import Shown
from pages.ui import days, gate, layout, marks_view, tab_state, wiring
from pages.ui.shown_view import item_html, sender_html

SENT = (
    "This is all that is sent, beside the names you give below. Your marks, your other attempts, "
    "your cohort and its people are not. Your instructors get no more by it than anyone else."
)


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page: one attempt about to be shown, or all that was."""
    with layout.page("show_work", width=740, gap="large"):
        layout.html("<h1>Show to one person</h1>")
        asked = st.query_params
        if {"lesson", "exercise", "number"} <= set(asked) and asked["number"].isdecimal():
            _compose(viewer, cohort_id, asked["lesson"], asked["exercise"], int(asked["number"]))
        else:
            _all(viewer, cohort_id)


def _compose(viewer: Viewer, cohort_id: str, lesson_id: str, exercise_id: str, number: int) -> None:
    where = (lesson_id, exercise_id, number)
    with wiring.reading() as work:
        found = showing.preview(work, viewer, cohort_id, *where)
    with layout.section("What they will see"):
        with st.container(key="card_preview", gap="small"):
            layout.html(f'<h3 class="gs-h3">{layout.literal(found.item.title)}</h3>')
            layout.html(item_html(found.item))
        layout.html(f'<p class="gs-small gs-muted gs-p">{SENT}</p>')
        warned = identifying.warning("\n".join(text for _, text in found.item.texts))
        if warned:
            layout.note("gold", warned)
    _to_whom(viewer, cohort_id, where, found)


def _to_whom(viewer: Viewer, cohort_id: str, where: tuple[str, str, int], found: Preview) -> None:
    sub = (
        f"You get a link to hand to them. It opens this one piece for {DAYS} days, and you can end "
        "it sooner. They need no account."
    )
    with layout.section("Who reads it", sub), st.form("show", border=False):
        reader = st.text_input(
            "Their name", max_chars=NAME_LONGEST, help="A trainer, a peer, or a supervisor."
        )
        sender = st.text_input(
            "Your name, as they see it",
            max_chars=NAME_LONGEST,
            help="Leave it empty and no name of yours is shown.",
        )
        if st.form_submit_button("Make the link", type="primary"):
            try:
                with wiring.writing() as work:
                    showing.show(work, viewer, cohort_id, *where, reader, found.key, sender=sender)
            except BadInput as error:
                gate.say(error)
                return
            st.query_params.clear()
            st.rerun()


def _all(viewer: Viewer, cohort_id: str) -> None:
    with wiring.reading() as work:
        mine = shown.mine(work, viewer, cohort_id)
    if not mine:
        layout.note(
            "tip",
            "Nothing is shown to anyone. Choose a piece in your reflections, or after you have "
            "compared a reply, and show that one to somebody whose eyes you want on it.",
        )
        st.page_link("reflect.py", label="Your reflections", icon=":material/arrow_forward:")
    for one in mine:
        _one(viewer, cohort_id, one)


def _one(viewer: Viewer, cohort_id: str, one: Shown) -> None:
    with st.container(key=f"card_shown_{one.id}", gap="small"):
        layout.html(
            f'<p class="gs-eyebrow">To <bdi>{layout.literal(one.item.reader)}</bdi>, '
            f"{days.short(one.at.date())}, {_as_whom(one)}</p>"
            f'<h2 class="gs-h3">{layout.literal(one.item.title)}</h2>'
        )
        _link(one)
        if one.reading is None:
            layout.html('<p class="gs-p gs-muted">Nothing has come back yet.</p>')
        else:
            layout.html(marks_view.reading_html(one, one.reading))
        layout.html(
            '<details class="gs-fold"><summary>What they were shown</summary>'
            f"{item_html(one.item)}</details>"
        )
        _choices(viewer, cohort_id, one)


def _as_whom(one: Shown) -> str:
    return f"as {sender_html(one.item)}" if one.item.sender else "without your name"


def _link(one: Shown) -> None:
    if one.url is None:
        layout.html('<p class="gs-p gs-muted">The link is over.</p>')
        return
    st.code(one.url, language=None, wrap_lines=True)
    said = f"Give this to them alone. It works until {days.long(one.until.date())}."
    if wiring.installation().settings.is_loopback:
        said += " This installation's address opens on this machine only."
    layout.html(f'<p class="gs-small gs-muted gs-p">{layout.literal(said)}</p>')


def _choices(viewer: Viewer, cohort_id: str, one: Shown) -> None:
    place = f"shown.{one.id}"
    if tab_state.asked_to_remove(place):
        layout.note("gold", "Remove this, and what came back? It can't be brought back.")
    with st.container(horizontal=True, gap="small"):
        if tab_state.asked_to_remove(place):
            if st.button("Remove it", key=f"yes.{place}"):
                tab_state.ask_to_remove(place, "")
                with wiring.writing() as work:
                    showing.remove(work, viewer, cohort_id, one.id)
                st.rerun()
            if st.button("Keep it", type="tertiary", key=f"no.{place}"):
                tab_state.ask_to_remove(place, "")
                st.rerun()
            return
        if one.url is not None and st.button("End the link", key=f"end.{place}"):
            with wiring.writing() as work:
                showing.end(work, viewer, cohort_id, one.id)
            st.rerun()
        if st.button("Remove", type="tertiary", key=f"ask.{place}"):
            tab_state.ask_to_remove(place, "all")
            st.rerun()


found_viewer = gate.require(Permit.ACCOUNT)
try:
    draw(found_viewer, gate.chosen_cohort(found_viewer, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
