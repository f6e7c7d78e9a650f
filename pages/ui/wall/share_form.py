"""Sharing: write, look at exactly what others will see, share. In this tab alone until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import streamlit as st

from course.access import Viewer
from course.cohort import contact
from course.errors import GoldseamError
from course.wall import guard, sharing
from course.wall.sharing import Preview
from course.wall.texts import LINE_LONGEST, NAME_LONGEST, TEXT_LONGEST
from course.work import Work
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.wall import words
from pages.ui.wall.piece import shared_html

HARM = "Was anyone harmed, or could somebody be?"
HINT = (
    "Put it together from several, change what could lead to anybody, and leave yourself in it. "
    "Nothing is kept anywhere until you share it."
)
SHARED = "It waits now. Nobody else has seen it."


def post(viewer: Viewer, cohort_id: str) -> None:
    """The form for a piece, or its preview."""
    given = _given("post")
    if given is not None and given["stage"] == "preview":
        _preview(viewer, cohort_id, "post", given)
        return
    values = given or {}
    with st.form("wall_post", border=False):
        layout.html(f'<p class="gs-small gs-muted gs-p">{HINT}</p>')
        fields: dict[str, Any] = {
            "what": _area("What happened", values.get("what", "")),
            "repair": _area("How the repair went", values.get("repair", "")),
            "name": st.text_input(
                "A new name for it", values.get("name", ""), max_chars=NAME_LONGEST
            ),
        }
        answers = ["No", "Yes"]
        before = answers.index("Yes" if values["harmed"] else "No") if values else None
        said = st.radio(HARM, answers, index=before, horizontal=True)
        fields["harmed"] = None if said is None else said == "Yes"
        asked = st.form_submit_button("Look it over", type="primary")
    if st.button("Not now", type="tertiary", key="wall.leave.post"):
        _forget("post")
        st.rerun()
    if asked:
        _look(viewer, cohort_id, "post", fields)


def reply(viewer: Viewer, cohort_id: str, to: str) -> None:
    """The form for an answer to a piece, or its preview."""
    given = _given("reply")
    if given is not None and given["stage"] == "preview":
        _preview(viewer, cohort_id, "reply", given)
        return
    values = given or {}
    with st.form("wall_reply", border=False):
        fields: dict[str, Any] = {
            "to": to,
            "recognition": st.text_input(
                "What you know of it yourself",
                values.get("recognition", ""),
                max_chars=LINE_LONGEST,
            ),
            "question": st.text_input(
                "One question", values.get("question", ""), max_chars=LINE_LONGEST
            ),
        }
        asked = st.form_submit_button("Look it over", type="primary")
    if st.button("Not now", type="tertiary", key="wall.leave.reply"):
        _forget("reply")
        st.rerun()
    if asked:
        _look(viewer, cohort_id, "reply", fields)


def _area(label: str, value: str) -> str:
    return str(st.text_area(label, value, height=130, max_chars=TEXT_LONGEST))


def _given(kind: str) -> dict[str, Any] | None:
    found = tab_state.kept(f"wall.{kind}")
    return found if isinstance(found, dict) else None


def _forget(kind: str) -> None:
    tab_state.drop(f"wall.{kind}")
    tab_state.drop("wall.writing")


def _look(viewer: Viewer, cohort_id: str, kind: str, fields: dict[str, Any]) -> None:
    try:
        with wiring.reading() as work:
            found = _looked(work, viewer, cohort_id, kind, fields)
            card = contact.card(work, viewer, cohort_id)
    except GoldseamError as error:
        gate.say(error)
        return
    if found.looked.is_red:
        layout.note("gold", guard.RED)
        rows = "".join(
            f'<dt>{contact.LABELS[name]}</dt><dd class="gs-words">{layout.literal(text)}</dd>'
            for name, text in asdict(card).items()
            if text
        )
        layout.html(f'<dl class="gs-card-list">{rows}</dl>')
        return
    tab_state.keep(f"wall.{kind}", {**fields, "stage": "preview"})
    st.rerun()


def _looked(
    work: Work, viewer: Viewer, cohort_id: str, kind: str, fields: dict[str, Any]
) -> Preview:
    if kind == "post":
        return sharing.look(work, viewer, cohort_id, **fields)
    return sharing.look_at_reply(work, viewer, cohort_id, **fields)


def _preview(viewer: Viewer, cohort_id: str, kind: str, given: dict[str, Any]) -> None:
    fields = {name: value for name, value in given.items() if name != "stage"}
    try:
        with wiring.reading() as work:
            found = _looked(work, viewer, cohort_id, kind, fields)
    except GoldseamError as error:
        _forget(kind)
        gate.say(error)
        return
    layout.html('<h3 class="gs-h3">Exactly what others will see</h3>')
    with st.container(key=f"card_preview_{kind}"):
        layout.html(shared_html(found.shared))
    layout.html(
        "".join(
            f'<p class="gs-small gs-muted gs-p">{layout.literal(text)}</p>'
            for text in (words.audience(found), words.course(found), words.LIMITS)
        )
    )
    vouched = False
    if found.looked.warning:
        layout.note("gold", found.looked.warning)
        if not found.looked.must_change:
            vouched = st.checkbox("It leads to nobody real", key=f"wall.vouch.{kind}")
    with st.container(horizontal=True, gap="small"):
        fits = not found.looked.must_change
        if fits and st.button("Share it", type="primary", key=f"wall.share.{kind}"):
            run = sharing.share if kind == "post" else sharing.answer
            _share(viewer, cohort_id, kind, run, {**fields, "vouched": vouched})
        if st.button("Change it", type="tertiary", key=f"wall.change.{kind}"):
            tab_state.keep(f"wall.{kind}", {**fields, "stage": "write"})
            st.rerun()


def _share(
    viewer: Viewer, cohort_id: str, kind: str, run: Callable[..., None], fields: dict[str, Any]
) -> None:
    try:
        with wiring.writing() as work:
            run(work, viewer, cohort_id, **fields)
    except GoldseamError as error:
        gate.say(error)
        return
    _forget(kind)
    tab_state.leave("wall.said", SHARED)
    st.rerun()
