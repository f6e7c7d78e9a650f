"""What one browser tab remembers between runs; the only file that touches ``session_state``."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

SCHEME = "look.scheme"


def seen_scheme() -> str | None:
    """The colour scheme the browser reported last, if it has."""
    held = st.session_state.get(SCHEME)
    return None if held is None else held.get("scheme")


def cohort_key(role: str, cohort_ids: Iterable[str]) -> str:
    """The key of this tab's chosen cohort; one that no longer belongs to the person is dropped."""
    key = f"cohort.{role}"
    if key in st.session_state and st.session_state[key] not in set(cohort_ids):
        del st.session_state[key]
    elif key in st.session_state:
        # Written back, because a widget's value is forgotten on pages that do not draw it.
        st.session_state[key] = st.session_state[key]
    return key
