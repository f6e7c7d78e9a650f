"""The console's line to the server, its clock and its keys, in one element."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from course.workshop.commands import Command
from course.workshop.state import State
from pages.ui import parts

_AWAY = (
    "The server can’t be heard just now, so buttons may do nothing. Phones keep what was written, "
    "the clock goes on, and this page comes back by itself. Until then, go on by word of mouth."
)
_LINE = parts.component(
    "gs_console_line",
    html='<p class="gs-live-clock" role="timer" hidden></p>'
    f'<p class="gs-live-away" role="status" hidden>{_AWAY}</p>',
)

# Of several commands a key gives the one that has a place now.
KEYS: Mapping[str, tuple[Command, ...]] = {
    "s": (Command.START,),
    "n": (Command.NEXT,),
    "b": (Command.BACK,),
    "o": (Command.OPEN,),
    "f": (Command.FURTHER,),
    "c": (Command.CLOSE,),
    "r": (Command.REVEAL,),
    "m": (Command.MINUTE,),
    "p": (Command.PAUSE,),
    "g": (Command.GO_ON,),
    "h": (Command.HIDE_CODE, Command.SHOW_CODE),
    "d": (Command.HIDE_COUNT, Command.SHOW_COUNT),
    "x": (Command.STOP_ALL,),
}


def mount(run_id: str, state: State, now: datetime, has_keys: bool) -> None:
    """Draw the clock of the round that is open, and listen for changes and, if wanted, keys."""
    _LINE(
        key=f"console.line.{run_id}",
        data={
            "run": run_id,
            "now": _milliseconds(now),
            "clock": _clock(state),
            "keys": {key: [one.value for one in KEYS[key]] for key in KEYS} if has_keys else None,
        },
        on_nudge_change=lambda: None,
    )


def _clock(state: State) -> dict[str, int | None] | None:
    if state.began is None or state.seconds is None:
        return None
    paused = None
    if state.paused_at is not None:
        paused = int((state.paused_at - state.began).total_seconds() * 1000)
    return {"began": _milliseconds(state.began), "seconds": state.seconds, "paused": paused}


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
