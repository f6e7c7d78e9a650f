"""What one browser tab remembers between runs; the only file that touches ``session_state``."""

from __future__ import annotations

import streamlit as st

SCHEME = "look.scheme"


def seen_scheme() -> str | None:
    """The colour scheme the browser reported last, if it has."""
    held = st.session_state.get(SCHEME)
    return None if held is None else held.get("scheme")
