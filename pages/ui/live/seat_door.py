"""The scene module of the phone page inside a page for somebody who is signed in."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from course.workshop.joinable import Joinable
from pages.routes.scene_files import EDITION
from pages.ui import layout

_DOOR = st.components.v2.component(
    "gs_seat_door",
    isolate_styles=False,
    html="",
    js=(Path(__file__).parent / "seat_door.js").read_text(encoding="utf-8"),
)


def mount(run: Joinable) -> None:
    """Draw what a seat sees; whoever has none yet is asked where they take part."""
    _DOOR(
        key=f"seat.{run.run_id}",
        data={
            "scene": f"/scene/{EDITION}",
            "run": run.run_id,
            "code": run.code,
            "title": run.title,
            "look": layout.scheme(),
        },
    )
