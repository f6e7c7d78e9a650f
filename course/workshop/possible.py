"""What a host can do now, and which of it comes next. Pure."""

from __future__ import annotations

from datetime import datetime

from course.authoring.workshops import Workshop
from course.workshop.commands import Command, Refused
from course.workshop.stages import step
from course.workshop.state import Stage, State, Status, collects

_NO_CHANGE = {Command.STOP_ALL}  # said again it changes nothing, and is never refused


def possible(plan: Workshop, state: State, now: datetime) -> frozenset[Command]:
    """The commands that have a place now and would change something."""
    found = set()
    for command in Command:
        try:
            after = step(plan, state, command, now)
        except Refused:
            continue
        if after != state or command in _NO_CHANGE:
            found.add(command)
    return frozenset(found)


def following(plan: Workshop, state: State, now: datetime) -> Command | None:
    """The one command that goes on with the plan; None where there is nothing more to do."""
    can = possible(plan, state, now)
    return next((one for one in _order(plan, state) if one in can), None)


def _order(plan: Workshop, state: State) -> tuple[Command, ...]:
    if state.status is Status.PLANNED:
        return (Command.START,)
    if state.stopped:
        return (Command.CARRY_ON,)
    by_stage: dict[Stage, tuple[Command, ...]] = {
        Stage.WAITING: (Command.OPEN, Command.NEXT),
        Stage.OPEN: (Command.FURTHER, Command.NEXT),
        Stage.CLOSED: (Command.REVEAL, Command.NEXT),
        Stage.REVEALED: (Command.NEXT,),
    }
    order = by_stage[state.stage]
    if state.stage is Stage.OPEN and collects(state.activity(plan), small=state.small):
        order = (Command.FURTHER, Command.CLOSE)
    return (*order, Command.END)
