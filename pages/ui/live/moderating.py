"""What people wrote, looked over by a host before the room sees it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from course.workshop import moderating_room
from course.workshop.moderating_room import TextSeen
from course.workshop.scenes import HostScene
from pages.ui import layout
from pages.ui.live import commanding


def draw(seen: HostScene) -> None:
    """The texts of the round that is on, where it has closed; those of other rounds folded away."""
    stand = [one for one in seen.texts if one.state != moderating_room.OFF]
    here = [one for one in stand if one.item == seen.run.item and seen.room["activity"]]
    elsewhere = [one for one in stand if one not in here]
    if here:
        sub = "In no order, and without names. The room sees what you put up, once it is revealed."
        with layout.section("To look through", sub):
            _texts(seen.run.id, here, "all")
    if elsewhere:
        fold = f"Texts of other rounds ({len(elsewhere)})"
        with st.expander(fold, key="console_texts"):
            _texts(seen.run.id, elsewhere, "others")


def _texts(run_id: str, texts: Sequence[TextSeen], key: str) -> None:
    waiting = [one for one in texts if one.state == moderating_room.NEW]
    up = [one for one in texts if one.state == moderating_room.UP]
    if len(waiting) > 1:
        _put_up(run_id, "Put all of them up", [one.id for one in waiting], key)
    for one in (*waiting, *up):
        _text(run_id, one)


def _text(run_id: str, one: TextSeen) -> None:
    with st.container(
        key=f"text_{one.id}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        layout.words(one.text)
        with st.container(horizontal=True, gap="small", width="content"):
            if one.state == moderating_room.NEW:
                _put_up(run_id, "Put up", [one.id], one.id)
            st.button(
                "Take down",
                key=f"down_{one.id}",
                help="For good; its words are gone.",
                on_click=commanding.do,
                args=(run_id, _taking_down(run_id, one.id)),
            )


def _put_up(run_id: str, label: str, ids: list[str], key: str) -> None:
    st.button(
        label,
        key=f"up_{key}",
        on_click=commanding.do,
        args=(run_id, lambda work, viewer: moderating_room.put_up(work, viewer, run_id, ids)),
    )


def _taking_down(run_id: str, text_id: str) -> commanding.Doing:
    return lambda work, viewer: moderating_room.take_down(work, viewer, run_id, text_id)
