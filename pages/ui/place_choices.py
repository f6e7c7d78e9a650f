"""What somebody may do with what they wrote in one cohort: bring it along, leave, erase it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.own import carrying, leaving
from course.own.carrying import Offer
from course.own.everything import Place
from course.work import Work
from pages.ui import gate, layout, tab_state, wiring
from pages.ui.days import long


def draw(viewer: Viewer, place: Place, offers: Sequence[Offer]) -> None:
    """The buttons, or the question that one of them asks first."""
    key = place.cohort_id
    asked = tab_state.asked_to_remove(key)
    if asked == "leave" and place.role == "learner":
        _confirm(
            key,
            _LEAVE.format(day=long(place.keep_until)),
            "Leave this cohort",
            lambda: _do(lambda work: leaving.leave(work, viewer, key)),
        )
    elif asked == "erase":
        _confirm(
            key,
            _ERASE,
            "Erase what I wrote here",
            lambda: _do(lambda work: leaving.erase_place(work, viewer, key)),
        )
    elif asked.startswith("bring/"):
        _bring(viewer, place, offers, asked.removeprefix("bring/"))
    else:
        _buttons(place, offers)


_LEAVE = (
    "You leave the roster and its lessons at once. What you wrote stays sealed until {day}; you "
    "can see it here, bring it to another cohort, or erase it. What counts in figures already "
    "stays counted. What waits for the wall is taken back; what is out on it stays, without your "
    "name. Nobody is told, but your name is no longer on the roster. To come back you need a new "
    "invitation."
)
_ERASE = (
    "The key to all you wrote in this cohort is destroyed and its rows are removed. They can’t be "
    "brought back. You leave the cohort; your account stays. Published figures stay as they are, "
    "and so does what is out on the wall, without your name, unless you withdraw it first."
)


def _buttons(place: Place, offers: Sequence[Offer]) -> None:
    for offer in offers:
        if st.button(
            f"Bring my writing here from {offer.cohort_name}",
            key=f"bring.{place.cohort_id}.{offer.cohort_id}",
        ):
            _ask(place.cohort_id, f"bring/{offer.cohort_id}")
    with st.container(horizontal=True, gap="small"):
        if place.role == "learner" and st.button(
            "Leave this cohort", type="tertiary", key=f"leave.{place.cohort_id}"
        ):
            _ask(place.cohort_id, "leave")
        if st.button("Erase what I wrote here", type="tertiary", key=f"erase.{place.cohort_id}"):
            _ask(place.cohort_id, "erase")


def _bring(viewer: Viewer, place: Place, offers: Sequence[Offer], other: str) -> None:
    offer = next((one for one in offers if one.cohort_id == other), None)
    if offer is None:
        tab_state.ask_to_remove(place.cohort_id, "")
        st.rerun()
    question = (
        f"All you wrote and did in {offer.cohort_name} moves here: {_counted(offer)}. "
        f"It is sealed anew and kept until {long(place.keep_until)}. Nothing stays there but what "
        f"already counts in its figures, and you leave {offer.cohort_name}. From now on nothing of "
        f"yours counts in the figures of {place.cohort_name}, so that no work counts twice. Nobody "
        "is told."
    )
    _confirm(
        place.cohort_id,
        question,
        "Bring it here",
        lambda: _do(lambda work: carrying.bring(work, viewer, place.cohort_id, other)),
    )


def _counted(offer: Offer) -> str:
    counts = (
        f"{offer.attempts} submitted",
        f"{offer.drafts} in drafts",
        f"{offer.steps} {'step' if offer.steps == 1 else 'steps'} done",
    )
    return ", ".join(said for said in counts if not said.startswith("0 "))


def _ask(key: str, what: str) -> None:
    tab_state.ask_to_remove(key, what)
    st.rerun()


def _do(change: Callable[[Work], None]) -> None:
    with wiring.writing() as work:
        change(work)


def _confirm(key: str, question: str, yes: str, act: Callable[[], None]) -> None:
    layout.note("gold", question)
    with st.container(horizontal=True, gap="small"):
        if st.button(yes, key=f"yes.{key}"):
            tab_state.ask_to_remove(key, "")
            try:
                act()
            except GoldseamError as error:
                gate.say(error)
                return
            st.rerun()
        if st.button("Leave it as it is", type="tertiary", key=f"no.{key}"):
            _ask(key, "")
