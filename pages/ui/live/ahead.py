"""What a host's next clicks lead to, said before they click. Pure."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime

from course.authoring.activities import Activity, ColourLine, Grouped, OpenText, Words
from course.workshop.commands import Command
from course.workshop.running import OPENS_BEFORE, Run
from course.workshop.stages import step
from course.workshop.state import Stage, State, collects, opens_by_itself, planned_seconds

REVEAL = "Reveal shows the result on the board and on every phone, once."
CHOSEN = "Reveal shows what you have put up, on the board and on every phone."
CLOSE = "Close ends answering for good."


def ahead(run: Run, can: Set[Command], now: datetime) -> str:
    """A sentence for each of the commands that go on; empty where there are none."""
    activity = run.state.activity(run.plan)
    said = (
        _start(run, now) if Command.START in can else "",
        _open(run, activity) if Command.OPEN in can else "",
        _further(run.state, activity) if Command.FURTHER in can else "",
        CLOSE if Command.CLOSE in can and _asks(run, activity) else "",
        _reveal(activity) if Command.REVEAL in can else "",
        _next(run, now) if Command.NEXT in can else "",
    )
    return " ".join(filter(None, said))


def _start(run: Run, now: datetime) -> str:
    first = run.plan.activities[0]
    early = " Started now it begins early: people can join at once."
    said = f"It begins with “{first.title}”, {first.minutes} min."
    return said + (early if now < run.starts_at - OPENS_BEFORE else "")


def _open(run: Run, activity: Activity) -> str:
    if isinstance(activity, Grouped):
        return "Open puts people into groups and deals their cards."
    seconds = planned_seconds(activity)
    if not _asks(run, activity) or seconds is None:
        return ""
    return f"Open lets phones answer, for {seconds // 60}:{seconds % 60:02}."


def _asks(run: Run, activity: Activity) -> bool:
    return collects(activity, small=run.state.small)


def _further(state: State, activity: Activity) -> str:
    if isinstance(activity, ColourLine):
        return "Further shows the new fact, and dots may move."
    return f"Further lets people {'talk it over' if state.part == 0 else 'vote once more'}."


def _reveal(activity: Activity) -> str:
    return CHOSEN if isinstance(activity, OpenText | Words) else REVEAL


def _next(run: Run, now: datetime) -> str:
    """Where it goes: another round of this, or what the plan holds then."""
    after = step(run.plan, run.state, Command.NEXT, now)
    then = after.activity(run.plan)
    if after.index == run.state.index:
        return f"Next is round {after.round} of {after.rounds(run.plan)}."
    skips = run.state.stage is Stage.WAITING and not opens_by_itself(run.state.activity(run.plan))
    return f"Next {'leaves this out, for' if skips else 'is'} “{then.title}”, {then.minutes} min."
