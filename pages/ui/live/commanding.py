"""A host's click: one command with the revision that was seen, committed, then told to all."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from course.access import Viewer
from course.errors import GoldseamError
from course.work import Work
from course.workshop import runs
from course.workshop.commands import Command
from pages.routes import live_hub
from pages.ui import gate, tab_state, wiring

SAID = "console.said"
Doing = Callable[[Work, Viewer | None], object]

WORDS = {
    Command.START: "Start the workshop",
    Command.NEXT: "Next",
    Command.BACK: "Back",
    Command.ANOTHER: "One more round",
    Command.OPEN: "Open",
    Command.FURTHER: "Further",
    Command.CLOSE: "Close",
    Command.REVEAL: "Reveal",
    Command.MINUTE: "One more minute",
    Command.PAUSE: "Pause the clock",
    Command.GO_ON: "Let the clock go on",
    Command.HIDE_CODE: "Hide the code",
    Command.SHOW_CODE: "Show the code",
    Command.HIDE_COUNT: "Hide the head-count",
    Command.SHOW_COUNT: "Show the head-count",
    Command.SMALL_ON: "Use the form for a small room",
    Command.SMALL_OFF: "Use the phones after all",
    Command.STOP_ALL: "Stop all role-plays",
    Command.CARRY_ON: "Carry on",
    Command.END: "End the workshop",
}


def button(
    run_id: str, command: Command, seen: int, *, can: bool = True, main: bool = False
) -> None:
    """One command as a button; its key is what a keyboard shortcut presses."""
    st.button(
        WORDS[command],
        key=f"cmd_{command.value}",
        type="primary" if main else "secondary",
        disabled=not can,
        on_click=give,
        args=(run_id, command, seen),
    )


def give(run_id: str, command: Command, seen: int) -> None:
    """Give a command; where it is refused, the sentence is left for the console to say."""
    act(run_id, lambda work, viewer: runs.command(work, viewer, run_id, command.value, seen))


def act(run_id: str, operation: Doing) -> object | None:
    """Do something as the host who looks, and nudge everybody; None where it was refused.

    What returns a number returns the run's revision.
    """
    try:
        with wiring.writing() as work:
            done = operation(work, gate.viewer())
    except GoldseamError as error:
        tab_state.leave(SAID, error.sentence)
        return None
    if isinstance(done, int):
        live_hub.nudge(run_id, done)
    else:
        live_hub.joined(run_id)
    return done


def do(run_id: str, operation: Doing) -> None:
    """The same, for a button."""
    act(run_id, operation)
