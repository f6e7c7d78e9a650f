"""A phone's page as Streamlit tutorials write it: a fragment that runs every second."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st


@st.fragment(run_every=1)
def stage() -> None:
    """What the room is at, read from a file that the bench writes."""
    st.header("What first?")
    st.write(Path(os.environ["BENCH_STAGE"]).read_text())
    st.radio("Your choice", ["Leave it", "Ask", "Name it", "Say sorry"])
    st.button("Send")


stage()
