"""Where a run stands, and how that is kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from course.authoring.activities import (
    Activity,
    Answered,
    AnyActivity,
    ColourLine,
    Grouped,
    Poll,
    Prompt,
    Reset,
)
from course.authoring.workshops import Workshop


class Status(StrEnum):
    """A run before, while and after it takes place."""

    PLANNED = "planned"
    LIVE = "live"
    ENDED = "ended"


class Stage(StrEnum):
    """A round before, while and after it can be answered, and once its result is shown."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"


@dataclass(frozen=True)
class Over:
    """How a round that was opened once was left. It never opens again."""

    stage: Stage
    small: bool
    enough: bool


@dataclass(frozen=True)
class State:
    """Where a run stands: the activity (from 0), its round (from 1), the part and the stage.

    ``began``, ``seconds`` and ``paused_at`` are the clock of an open round; ``seconds`` is None
    where none runs. ``size`` is the most people there were since the round opened, which says how
    many must answer; ``enough`` whether they did, once it is closed. ``small`` is the form for few
    people, without answers. ``more`` are the activities that got a round more; ``over`` holds every
    round that was opened and left, by its item. ``cancelled`` is a run that was called off before
    it began.
    """

    status: Status = Status.PLANNED
    index: int = 0
    round: int = 1
    part: int = 0
    stage: Stage = Stage.WAITING
    began: datetime | None = None
    seconds: int | None = None
    paused_at: datetime | None = None
    code_hidden: bool = False
    count_hidden: bool = False
    small: bool = False
    stopped: bool = False
    size: int = 0
    enough: bool = False
    more: tuple[str, ...] = ()
    over: Mapping[str, Over] = field(default_factory=dict)
    ended_at: datetime | None = None
    cancelled: bool = False

    def activity(self, plan: Workshop) -> AnyActivity:
        """The activity that the run is at."""
        return plan.activities[self.index]

    def rounds(self, plan: Workshop, index: int | None = None) -> int:
        """How many rounds an activity has; the present one where none is named."""
        activity = plan.activities[self.index if index is None else index]
        return activity.rounds_count + (activity.id in self.more)

    def item(self, plan: Workshop) -> str:
        """The name of its round: the activity's id and the round's number."""
        return f"{plan.activities[self.index].id}/{self.round}"

    def takes_answers(self, plan: Workshop) -> bool:
        """Whether seats may answer now."""
        return (
            self.status is Status.LIVE
            and self.stage is Stage.OPEN
            and collects(self.activity(plan), small=self.small)
        )


def reveals(activity: Activity) -> bool:
    """Whether an activity ends in something that is shown to all."""
    if isinstance(activity, Grouped):
        return activity.felt is not None
    return isinstance(activity, Answered)


def collects(activity: Activity, *, small: bool) -> bool:
    """Whether its rounds take answers."""
    return reveals(activity) and not small


def parts(activity: Activity) -> tuple[str, ...]:
    """The parts of an open round, moved on by the host."""
    if isinstance(activity, ColourLine):
        return ("place", "move")
    if isinstance(activity, Poll) and activity.again:
        return ("vote", "talk", "again")
    return ("",)


def opens_by_itself(activity: Activity) -> bool:
    """Whether there is nothing to open: it is read as soon as it is there."""
    return isinstance(activity, Prompt)


def planned_seconds(activity: Activity) -> int | None:
    """How long its clock runs; None for no clock."""
    if isinstance(activity, Grouped):
        return sum(phase.seconds for phase in activity.phases)
    if isinstance(activity, Reset):
        return sum(step.seconds for step in activity.steps)
    return activity.seconds if isinstance(activity, Answered) else None


def small_form(activity: Activity) -> str | None:
    """How it goes with few people, where that is planned."""
    return activity.small_room if isinstance(activity, Answered | Grouped) else None


_TIMES = ("began", "paused_at", "ended_at")


def pack(state: State) -> dict[str, Any]:
    """The state as it is stored; its status stands in a column of its own."""
    found = {name: getattr(state, name) for name in _PACKED}
    for name in _TIMES:
        found[name] = found[name].isoformat() if found[name] else None
    over = {
        item: [one.stage.value, one.small, one.enough] for item, one in sorted(state.over.items())
    }
    return {**found, "stage": state.stage.value, "more": list(state.more), "over": over}


def unpack(status: str, stored: Mapping[str, Any]) -> State:
    """The state that :func:`pack` packed."""
    found = dict(stored)
    for name in _TIMES:
        found[name] = datetime.fromisoformat(found[name]) if found[name] else None
    over = {
        item: Over(Stage(stage), small, enough)
        for item, (stage, small, enough) in found["over"].items()
    }
    found |= {"stage": Stage(found["stage"]), "more": tuple(found["more"]), "over": over}
    return replace(State(Status(status)), **found)


_PACKED = tuple(name for name in State.__dataclass_fields__ if name not in {"status", "over"})
