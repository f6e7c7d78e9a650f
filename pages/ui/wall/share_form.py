"""Sharing: write, look at exactly what others will see, share. In this tab alone until then.

What is written stands in the form all the while, so that the browser brings it back when the server
was away; which form is open stands in the address.
"""

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
from pages.ui import gate, layout, tab_state, unsent, wiring
from pages.ui.wall import words
from pages.ui.wall.piece import shared_html

HARM = "Was anyone harmed, or could somebody be?"
HINT = (
    "Put it together from several, change what could lead to anybody, and leave yourself in it. "
    "Nothing is kept anywhere until you share it."
)
CHANGE = "To change it, go on writing above and look it over again. What stands here is shared."
SHARED = "It waits now. Nobody else has seen it."
WRITE, POST = "write", "post"
_FORM = "unsent_wall"

Look = Callable[[Work], Preview]
Share = Callable[[Work, bool], None]


def open_now() -> str:
    """Which form is open: :data:`POST`, the key of the piece that is answered, or none."""
    return st.query_params.get(WRITE, "")


def open_for(what: str) -> None:
    """Open a form, empty."""
    _empty()
    st.query_params[WRITE] = what
    st.rerun()


def close() -> None:
    """Close the form, and forget what stood in it."""
    _empty()
    st.query_params.pop(WRITE, None)
    st.rerun()


def _empty() -> None:
    tab_state.clear("wall")


def post(viewer: Viewer, cohort_id: str) -> None:
    """The form for a piece, and its preview below."""
    with st.container(key=_FORM), st.form("wall_post", border=False):
        layout.html(f'<p class="gs-small gs-muted gs-p">{HINT}</p>')
        fields: dict[str, Any] = {
            "what": _area("What happened", "what"),
            "repair": _area("How the repair went", "repair"),
            "name": _line("A new name for it", "name", NAME_LONGEST),
        }
        key = _key("harmed")
        said = st.radio(HARM, ["No", "Yes"], index=None, horizontal=True, key=key)
        harmed = None if said is None else said == "Yes"
        whole = harmed is not None and all(fields.values())
        asked = _look_button(whole)
    _onward(
        viewer,
        cohort_id,
        asked or whole,
        lambda work: sharing.look(work, viewer, cohort_id, **fields, harmed=harmed),
        lambda work, vouched: sharing.share(
            work, viewer, cohort_id, **fields, harmed=harmed, vouched=vouched
        ),
    )


def reply(viewer: Viewer, cohort_id: str, to: str) -> None:
    """The form for an answer to a piece, and its preview below."""
    with st.container(key=_FORM), st.form("wall_reply", border=False):
        fields: dict[str, Any] = {
            "to": to,
            "recognition": _line("What you know of it yourself", "recognition", LINE_LONGEST),
            "question": _line("One question", "question", LINE_LONGEST),
        }
        whole = all(fields.values())
        asked = _look_button(whole)
    _onward(
        viewer,
        cohort_id,
        asked or whole,
        lambda work: sharing.look_at_reply(work, viewer, cohort_id, **fields),
        lambda work, vouched: sharing.answer(work, viewer, cohort_id, **fields, vouched=vouched),
    )


def _key(field: str) -> str:
    return f"{tab_state.fresh_key('wall')}.{field}"


def _area(label: str, field: str) -> str:
    key = _key(field)
    return str(st.text_area(label, height=130, max_chars=TEXT_LONGEST, key=key))


def _line(label: str, field: str, longest: int) -> str:
    return str(st.text_input(label, max_chars=longest, key=_key(field)))


def _look_button(again: bool) -> bool:
    # One heavy button at a time: below a preview it is the one that shares.
    return st.form_submit_button("Look it over", type="secondary" if again else "primary")


def _onward(viewer: Viewer, cohort_id: str, looks: bool, look: Look, share: Share) -> None:
    """The preview once everything was filled in, and the ways on."""
    found = _looked(viewer, cohort_id, look) if looks else None
    vouched = False
    if found is not None:
        vouched = _preview(found)
    with st.container(horizontal=True, gap="small"):
        fits = found is not None and not found.looked.must_change
        if fits and st.button("Share it", type="primary", key="wall.share"):
            _share(lambda work: share(work, vouched))
        if st.button("Not now", type="tertiary", key="wall.leave"):
            close()
    unsent.ask(_FORM)


def _looked(viewer: Viewer, cohort_id: str, look: Look) -> Preview | None:
    """What others would see; None where it can't be shared, which is said."""
    try:
        with wiring.reading() as work:
            found = look(work)
            card = contact.card(work, viewer, cohort_id)
    except GoldseamError as error:
        gate.say(error)
        return None
    if not found.looked.is_red:
        return found
    layout.note("gold", guard.RED)
    rows = "".join(
        f'<dt>{contact.LABELS[name]}</dt><dd class="gs-words">{layout.literal(text)}</dd>'
        for name, text in asdict(card).items()
        if text
    )
    layout.html(f'<dl class="gs-card-list">{rows}</dl>')
    return None


def _preview(found: Preview) -> bool:
    """Exactly what others will see. True when its author says that it leads to nobody real."""
    layout.html('<h3 class="gs-h3">Exactly what others will see</h3>')
    with st.container(key="card_preview"):
        layout.html(shared_html(found.shared))
    said = (words.audience(found), words.course(found), words.LIMITS, CHANGE)
    layout.html(
        "".join(f'<p class="gs-small gs-muted gs-p">{layout.literal(text)}</p>' for text in said)
    )
    if not found.looked.warning:
        return False
    layout.note("gold", found.looked.warning)
    return not found.looked.must_change and st.checkbox(
        "It leads to nobody real", key=_key("vouch")
    )


def _share(run: Callable[[Work], None]) -> None:
    try:
        with wiring.writing() as work:
            run(work)
    except GoldseamError as error:
        gate.say(error)
        return
    tab_state.leave("wall.said", SHARED)
    close()
