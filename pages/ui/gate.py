"""Who is looking at this page, and the words for when something is not theirs or not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

import streamlit as st

from course import access
from course.access import Belonging, Permit, Role, Viewer
from course.errors import GoldseamError, NotFound
from pages.routes.cookie import cookie_name
from pages.ui import layout, tab_state, wiring

RETRY_SECONDS = 3
COHORT = "cohort"  # in an address, which of several cohorts a page begins with
AWAY = "We can't reach our store just now. Nothing you wrote is lost; this page tries again."


_looking: ContextVar[Viewer | None] = ContextVar("looking")


@contextmanager
def looking() -> Iterator[Viewer | None]:
    """Who a run begins with; within this, :func:`viewer` is they, without asking again."""
    token = st.context.cookies.get(cookie_name())
    with wiring.begun() if token else nullcontext() as work:
        found = access.recognise(work, token) if work else None
        before = _looking.set(found)
        try:
            yield found
        finally:
            _looking.reset(before)


def viewer() -> Viewer | None:
    """The person signed in on this browser, read from the database once in a run of the frame.

    A fragment or a callback runs without the frame, so there it is read each time.
    """
    try:
        return _looking.get()
    except LookupError:
        return _read_viewer()


def _read_viewer() -> Viewer | None:
    token = st.context.cookies.get(cookie_name())
    if not token:
        return None
    with wiring.reading() as work:
        return access.recognise(work, token)


def require(permit: Permit, cohort_id: str | None = None) -> Viewer:
    """The viewer, if they hold ``permit`` now; otherwise the page says not found and stops."""
    found = viewer()
    if found is None or not access.holds(found, permit, cohort_id):
        say(NotFound())
        st.stop()
    return found


def chosen_cohort(found: Viewer, role: Role) -> str:
    """The id of the cohort this tab is about; drawn as a choice when there are several."""
    return _one_of(found.cohorts_as(role), role.value)


def chosen_wall(found: Viewer) -> str:
    """The id of the cohort whose wall this tab is about; drawn as a choice among several."""
    return _one_of([one for one in found.belongs if one.has_wall], "wall")


def _one_of(cohorts: Sequence[Belonging], name: str) -> str:
    if not cohorts:
        say(NotFound())
        st.stop()
    names = {belonging.cohort_id: belonging.cohort_name for belonging in cohorts}
    if len(names) == 1:
        return cohorts[0].cohort_id
    key = tab_state.cohort_key(name, names, st.query_params.get(COHORT, ""))
    return st.selectbox("Cohort", list(names), format_func=names.__getitem__, key=key)


def say(error: GoldseamError) -> None:
    """Show an error's own sentence, calmly."""
    layout.note("bad", error.sentence)


def away() -> None:
    """Say that the database does not answer, and run the page again as soon as it does."""
    layout.note("bad", AWAY)
    _try_again()


@st.fragment(run_every=RETRY_SECONDS)
def _try_again() -> None:
    if wiring.installation().ready():
        st.rerun()


def not_found() -> None:
    """A whole page for an address that is not this person's."""
    with layout.page("not_found", width=660):
        st.title("Not here")
        say(NotFound())
