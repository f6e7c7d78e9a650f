"""Speaking a reply: recorded, played back and discarded in the browser's tab, and nowhere else."""

from __future__ import annotations

import streamlit as st

from pages.ui import parts

_SPEAKER = parts.component("gs_speaker")


def draw(place: str, *, clock: bool = True) -> None:
    """A way to speak the attempt at ``place``; what was spoken stays in the tab.

    ``clock`` shows how long it has been while somebody speaks.
    """
    _SPEAKER(key=f"speak.{place}", data={"uid": place, "replay": False, "clock": clock})


def replay(place: str, *, clock: bool = True) -> None:
    """What was spoken at ``place``, for as long as this tab holds it; otherwise nothing at all."""
    with st.container(key=f"spoken_{place}".replace(".", "_")):
        _SPEAKER(key=f"spoken.{place}", data={"uid": place, "replay": True, "clock": clock})
