"""Speaking a reply: recorded, played back and discarded in the browser's tab, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_SPEAKER = st.components.v2.component(
    "gs_speaker",
    isolate_styles=False,
    html="",
    js=(Path(__file__).parent / "speaker.js").read_text(encoding="utf-8"),
)


def draw(place: str, *, clock: bool = True) -> None:
    """A way to speak the attempt at ``place``; what was spoken stays in the tab.

    ``clock`` shows how long it has been while somebody speaks.
    """
    _SPEAKER(key=f"speak.{place}", data={"uid": place, "replay": False, "clock": clock})


def replay(place: str, *, clock: bool = True) -> None:
    """What was spoken at ``place``, for as long as this tab holds it; otherwise nothing at all."""
    with st.container(key=f"spoken_{place}".replace(".", "_")):
        _SPEAKER(key=f"spoken.{place}", data={"uid": place, "replay": True, "clock": clock})
