"""The scene module of the phone page inside a page for somebody who is signed in."""

from __future__ import annotations

from course.workshop.joinable import Joinable
from pages.routes.scene_files import EDITION
from pages.ui import layout, parts

_DOOR = parts.component("gs_seat_door")


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
