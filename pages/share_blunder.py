"""The wall: blunders and their repair without names, for a cohort's learners and instructors."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.wall import moderating, on_wall, own_texts, walls
from course.wall.on_wall import Standing
from course.wall.walls import About
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.wall import moderation, own, piece, share_form, words


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    roles = {one.role for one in viewer.belongs if one.cohort_id == cohort_id}
    learns, teaches = Role.LEARNER in roles, Role.INSTRUCTOR in roles
    with wiring.reading() as work:
        about = walls.about(work, viewer, cohort_id)
        standing = on_wall.pieces(work, viewer, cohort_id)
        mine = own_texts.mine(work, viewer, cohort_id) if learns else None
        batches = moderating.batches(work, viewer, cohort_id) if teaches else ()
    layout.html(
        '<h1>The wall</h1><p class="gs-lead">Blunders and how they were mended, without names.</p>'
    )
    said = tab_state.take("wall.said")
    if isinstance(said, str):
        layout.note("tip", said)
    layout.html(f'<p class="gs-p gs-measure">{layout.literal(words.how(about))}</p>')
    if teaches:
        moderation.draw(viewer, cohort_id, about, batches)
    if learns and about.takes_texts and about.ever:
        _share(viewer, cohort_id)
    if mine is not None:
        own.draw(viewer, cohort_id, about, mine)
    _standing(viewer, cohort_id, about, standing, learns=learns, teaches=teaches)


def _share(viewer: Viewer, cohort_id: str) -> None:
    if share_form.open_now() != share_form.POST:
        if st.button("Share a blunder", type="primary", key="wall.begin"):
            share_form.open_for(share_form.POST)
        return
    with layout.section("Share a blunder"), st.container(key="card_share", gap="small"):
        share_form.post(viewer, cohort_id)


def _standing(
    viewer: Viewer,
    cohort_id: str,
    about: About,
    standing: Sequence[Standing],
    *,
    learns: bool,
    teaches: bool,
) -> None:
    with layout.section("On the wall"):
        if not standing:
            layout.note("tip", "Nothing is on the wall yet.")
        for number, one in enumerate(standing):
            with st.container(key=f"card_piece_{number}", gap="small"):
                answers = [answer.reply for answer in one.answers]
                layout.html(piece.post_html(one.post, by_course=one.by_course, answers=answers))
                if learns and about.takes_texts and about.ever:
                    _answer(viewer, cohort_id, one)
                if teaches:
                    _take_down(viewer, cohort_id, one)


def _answer(viewer: Viewer, cohort_id: str, one: Standing) -> None:
    if share_form.open_now() == one.key:
        share_form.reply(viewer, cohort_id, one.key)
    elif st.button("Answer this", type="tertiary", key=f"wall.answer.{one.key}"):
        share_form.open_for(one.key)


def _take_down(viewer: Viewer, cohort_id: str, one: Standing) -> None:
    choices = {} if one.by_course else {one.key: "the piece"}
    for number, answer in enumerate(one.answers, start=1):
        if answer.key:
            choices[answer.key] = f"answer {number}"
    for key, what in choices.items():
        if tab_state.asked_to_remove(key):
            layout.note("gold", f"Take {what} down? Its words are deleted for good.")
            with st.container(horizontal=True, gap="small"):
                if st.button("Take it down", key=f"wall.down.{key}"):
                    tab_state.ask_to_remove(key, "")
                    with wiring.writing() as work:
                        moderating.take_down(work, viewer, cohort_id, key)
                    st.rerun()
                if st.button("Leave it", type="tertiary", key=f"wall.leave.{key}"):
                    tab_state.ask_to_remove(key, "")
                    st.rerun()
        elif st.button(f"Take {what} down", type="tertiary", key=f"wall.ask.{key}"):
            tab_state.ask_to_remove(key, "yes")
            st.rerun()


found = gate.require(Permit.ACCOUNT)
with layout.page("wall", width=740):
    try:
        draw(found, gate.chosen_wall(found))
    except GoldseamError as error:
        gate.say(error)
