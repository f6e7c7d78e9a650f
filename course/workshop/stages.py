"""What a host's command makes of a run. Pure.

One round is opened once: it can't be opened again, nor its result shown anew. Whether enough people
answered is not known here; whoever closes a round says so in its ``enough``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from course.authoring.activities import Grouped
from course.authoring.workshops import Workshop
from course.workshop import commands as said
from course.workshop.commands import Command, Refused
from course.workshop.state import (
    Over,
    Stage,
    State,
    Status,
    collects,
    opens_by_itself,
    parts,
    planned_seconds,
    small_form,
)

_MINUTE = 60
_LONGEST = 4 * 60 * 60  # seconds a clock is ever set to

# What may be done while all role-plays are stopped, and whether a run has begun or not.
_WHILE_STOPPED = {Command.CARRY_ON, Command.STOP_ALL, Command.END}
_LOOKS = {Command.HIDE_CODE, Command.SHOW_CODE, Command.HIDE_COUNT, Command.SHOW_COUNT}
_BEFORE = {Command.START, Command.END} | _LOOKS


def step(plan: Workshop, state: State, command: Command, now: datetime) -> State:
    """The state after a command. Raises Refused where it has no place."""
    if state.status is Status.ENDED:
        raise Refused(said.ENDED)
    if state.status is Status.PLANNED and command not in _BEFORE:
        raise Refused(said.NOT_BEGUN)
    if state.stopped and command not in _WHILE_STOPPED | _LOOKS:
        raise Refused(said.STOPPED)
    return _STEPS[command](plan, state, now)


def _start(plan: Workshop, state: State, now: datetime) -> State:
    if state.status is not Status.PLANNED:
        raise Refused(said.BEGUN)
    return _arrive(plan, replace(state, status=Status.LIVE), 0, 1, now)


def _next(plan: Workshop, state: State, now: datetime) -> State:
    left = _leave(plan, state)
    if state.round < state.rounds(plan):
        return _arrive(plan, left, state.index, state.round + 1, now)
    if state.index + 1 == len(plan.activities):
        raise Refused(said.LAST)
    return _arrive(plan, left, state.index + 1, 1, now)


def _back(plan: Workshop, state: State, now: datetime) -> State:
    left = _leave(plan, state)
    if state.round > 1:
        return _arrive(plan, left, state.index, state.round - 1, now)
    if state.index == 0:
        raise Refused(said.FIRST)
    return _arrive(plan, left, state.index - 1, state.rounds(plan, state.index - 1), now)


def _another(plan: Workshop, state: State, now: datetime) -> State:
    """Whether anybody lacks a role is not known here."""
    activity = state.activity(plan)
    again = activity.id in state.more or state.round < activity.rounds_count
    if not isinstance(activity, Grouped) or again or state.stage is Stage.WAITING:
        raise Refused(said.NO_ROUND_MORE)
    left = _leave(plan, replace(state, more=(*state.more, activity.id)))
    return _arrive(plan, left, state.index, state.round + 1, now)


def _leave(plan: Workshop, state: State) -> State:
    """The state with the present round put away."""
    if state.stage is Stage.WAITING:
        return state
    stage = state.stage
    if stage is Stage.OPEN:
        if collects(state.activity(plan), small=state.small):
            raise Refused(said.CLOSE_FIRST)
        stage = Stage.CLOSED
    over = {**state.over, state.item(plan): Over(stage, state.small, state.enough)}
    return replace(state, over=over)


def _arrive(plan: Workshop, state: State, index: int, number: int, now: datetime) -> State:
    """At a round: waiting where it was never opened, otherwise as it was left."""
    fresh = _without_clock(replace(state, index=index, round=number, part=0, size=0))
    over = fresh.over.get(fresh.item(plan))
    if over is not None:
        last_part = len(parts(fresh.activity(plan))) - 1
        return replace(
            fresh, stage=over.stage, small=over.small, enough=over.enough, part=last_part
        )
    waiting = replace(fresh, stage=Stage.WAITING, small=False, enough=False)
    return _open(plan, waiting, now) if opens_by_itself(waiting.activity(plan)) else waiting


def _open(plan: Workshop, state: State, now: datetime) -> State:
    if state.stage is not Stage.WAITING:
        raise Refused(said.OPENED)
    seconds = planned_seconds(state.activity(plan))
    return replace(state, stage=Stage.OPEN, part=0, began=now, seconds=seconds, paused_at=None)


def _further(plan: Workshop, state: State, now: datetime) -> State:
    _require_open(state)
    if state.small or state.part + 1 == len(parts(state.activity(plan))):
        raise Refused(said.NO_PART)
    return replace(state, part=state.part + 1)


def _close(plan: Workshop, state: State, now: datetime) -> State:
    _require_open(state)
    return _without_clock(replace(state, stage=Stage.CLOSED, enough=False))


def _reveal(plan: Workshop, state: State, now: datetime) -> State:
    if not collects(state.activity(plan), small=state.small):
        raise Refused(said.NOTHING_TO_SHOW)
    if state.stage is Stage.REVEALED:
        raise Refused(said.SHOWN)
    if state.stage is not Stage.CLOSED:
        raise Refused(said.CLOSE_FIRST if state.stage is Stage.OPEN else said.NOT_OPEN)
    if not state.enough:
        raise Refused(said.TOO_FEW)
    return replace(state, stage=Stage.REVEALED)


def _minute(plan: Workshop, state: State, now: datetime) -> State:
    """A minute more than what is left: where time is up, a minute from now."""
    _require_clock(state)
    gone = math.ceil(((state.paused_at or now) - (state.began or now)).total_seconds())
    return replace(state, seconds=min(_LONGEST, max(state.seconds or 0, gone) + _MINUTE))


def _pause(plan: Workshop, state: State, now: datetime) -> State:
    _require_clock(state)
    if state.paused_at is not None:
        raise Refused(said.PAUSED)
    return replace(state, paused_at=now)


def _go_on(plan: Workshop, state: State, now: datetime) -> State:
    _require_clock(state)
    if state.paused_at is None:
        raise Refused(said.RUNS)
    return _running(state, now)


def _small_on(plan: Workshop, state: State, now: datetime) -> State:
    if state.stage is not Stage.WAITING:
        raise Refused(said.BEFORE_OPENING)
    if small_form(state.activity(plan)) is None:
        raise Refused(said.NO_SMALL_FORM)
    return replace(state, small=True)


def _small_off(plan: Workshop, state: State, now: datetime) -> State:
    if state.stage is not Stage.WAITING:
        raise Refused(said.BEFORE_OPENING)
    return replace(state, small=False)


def _stop_all(plan: Workshop, state: State, now: datetime) -> State:
    """Said twice it is heard once: whoever stops must never be refused."""
    runs = state.stage is Stage.OPEN and state.seconds is not None and state.paused_at is None
    return replace(state, stopped=True, paused_at=now if runs else state.paused_at)


def _carry_on(plan: Workshop, state: State, now: datetime) -> State:
    if not state.stopped:
        raise Refused(said.NOTHING_STOPPED)
    return replace(_running(state, now), stopped=False)


def _end(plan: Workshop, state: State, now: datetime) -> State:
    """A round that was still open is closed with nothing kept of it."""
    ended = state
    if state.stage is Stage.OPEN:
        ended = replace(state, stage=Stage.CLOSED, enough=False)
    ended = _leave(plan, ended) if state.status is Status.LIVE else ended
    return _without_clock(replace(ended, status=Status.ENDED, stopped=False, ended_at=now, size=0))


def _set(**changes: bool) -> Callable[[Workshop, State, datetime], State]:
    return lambda plan, state, now: replace(state, **changes)  # type: ignore[arg-type]


def _require_open(state: State) -> None:
    if state.stage is not Stage.OPEN:
        raise Refused(said.NOT_OPEN)


def _require_clock(state: State) -> None:
    if state.stage is not Stage.OPEN or state.seconds is None:
        raise Refused(said.NO_CLOCK)


def _without_clock(state: State) -> State:
    return replace(state, began=None, seconds=None, paused_at=None)


def _running(state: State, now: datetime) -> State:
    """The clock goes on from where it was paused."""
    if state.paused_at is None or state.began is None:
        return state
    return replace(state, began=state.began + (now - state.paused_at), paused_at=None)


_STEPS: dict[Command, Callable[[Workshop, State, datetime], State]] = {
    Command.START: _start,
    Command.NEXT: _next,
    Command.BACK: _back,
    Command.ANOTHER: _another,
    Command.OPEN: _open,
    Command.FURTHER: _further,
    Command.CLOSE: _close,
    Command.REVEAL: _reveal,
    Command.MINUTE: _minute,
    Command.PAUSE: _pause,
    Command.GO_ON: _go_on,
    Command.HIDE_CODE: _set(code_hidden=True),
    Command.SHOW_CODE: _set(code_hidden=False),
    Command.HIDE_COUNT: _set(count_hidden=True),
    Command.SHOW_COUNT: _set(count_hidden=False),
    Command.SMALL_ON: _small_on,
    Command.SMALL_OFF: _small_off,
    Command.STOP_ALL: _stop_all,
    Command.CARRY_ON: _carry_on,
    Command.END: _end,
}
