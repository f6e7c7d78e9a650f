"""What a seat, the board and the console see of a run, as plain values for JSON. Pure.

``room`` is the same for all; ``mine`` holds what is one seat's own, and nothing of another's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from course.authoring.activities import (
    Activity,
    ColourLine,
    Exit,
    Grouped,
    OpenText,
    Poll,
    Prompt,
    Reset,
    Scale,
    Words,
)
from course.authoring.course_files import CourseFile
from course.workshop.care import de_role
from course.workshop.running import Run
from course.workshop.sealing import Answer, Own
from course.workshop.state import Stage, State, Status, collects, parts, small_form
from course.workshop.tallies import NONE

Json = dict[str, Any]


def room(run: Run, course: CourseFile, result: Json, join: str, people: int | None) -> Json:
    """What everybody sees. ``result`` is what a revealed round shows; ``join`` the address of the
    page to join by, without the code; ``people`` how many there are, None where that is not told.
    """
    state = run.state
    code = None if state.code_hidden or state.status is Status.ENDED else run.code
    shown: Json = {
        "id": run.id,
        "title": run.title,
        "status": state.status.value,
        "code": code,
        "join": code and f"{join}/{code}",
        "people": None if state.count_hidden else people,
        "rehearsal": run.rehearsal,
        "stopped": state.stopped,
    }
    if state.cancelled:
        shown["cancelled"] = True
    if state.stopped:
        shown["de_role"] = de_role(run.plan, state)
    going_on = state.status is Status.LIVE
    return {"run": shown, "activity": _activity(run, course, result) if going_on else None}


def _activity(run: Run, course: CourseFile, result: Json) -> Json:
    plan, state = run.plan, run.state
    activity = state.activity(plan)
    return {
        "item": run.item,
        "kind": activity.kind,
        "title": activity.title,
        "number": state.index + 1,
        "of": len(plan.activities),
        "stage": state.stage.value,
        "part": state.part,
        "round": state.round,
        "rounds": state.rounds(plan),
        "clock": _clock(state),
        **_asked(activity, state, course),
        "result": _result(activity, state, result),
        "enough": state.enough,
    }


def _asked(activity: Activity, state: State, course: CourseFile) -> Json:
    """The form for a small room, or what is asked of phones.

    A role-play keeps its groups, cards and phases in a small room; only its numbers are given by
    hand, as its form says.
    """
    small = small_form(activity) if state.small else None
    asked = body(activity, state, course)
    if small is not None and isinstance(activity, Grouped):
        return {"small": None, "body": {**asked, "task": f"{asked['task']} {small}", "felt": None}}
    return {"small": small, "body": asked}


def _clock(state: State) -> Json:
    began, paused = state.began, state.paused_at
    return {
        "began": milliseconds(began) if began else None,
        "seconds": state.seconds,
        "paused": milliseconds(paused) - milliseconds(began) if began and paused else None,
    }


def milliseconds(moment: datetime) -> int:
    """A moment as browsers count time."""
    return int(moment.timestamp() * 1000)


def _result(activity: Activity, state: State, result: Json) -> Json | None:
    if state.stage is Stage.REVEALED:
        return result
    too_few = state.stage is Stage.CLOSED and not state.enough
    return dict(NONE) if too_few and collects(activity, small=state.small) else None


def body(activity: Activity, state: State, course: CourseFile) -> Json:
    """What an activity asks and shows, but for what comes only in a later part."""
    if isinstance(activity, ColourLine):
        heard = state.part > 0 or state.stage in {Stage.CLOSED, Stage.REVEALED}
        fact = activity.fact if heard else None
        return {"case": activity.case, "colours": _colours(course), "fact": fact}
    return next(say(activity) for kind, say in _BODIES if isinstance(activity, kind))


def _poll(activity: Poll) -> Json:
    choices = [{"id": one.id, "text": one.text} for one in activity.choices]
    return {"question": activity.question, "choices": choices, "again": activity.again}


def _scale(activity: Scale) -> Json:
    return {"question": activity.question, "low": activity.low, "high": activity.high}


def _exit(activity: Exit) -> Json:
    ends = {"low": activity.low, "high": activity.high}
    return {"question": activity.question, **ends, "commitment": activity.commitment}


def _words(activity: Words) -> Json:
    return {"prompt": activity.prompt, "most": activity.most}


def _text(activity: OpenText) -> Json:
    return {"prompt": activity.prompt}


def _reset(activity: Reset) -> Json:
    return {"steps": [{"text": one.text, "seconds": one.seconds} for one in activity.steps]}


def _prompt(activity: Prompt) -> Json:
    return {"paragraphs": list(activity.paragraphs)}


def _colours(course: CourseFile) -> list[Json]:
    asks: Mapping[Any, str] = course.colours
    return [
        {"id": one, "text": one.capitalize(), "asks": asks.get(one, "")}
        for one in ("green", "amber", "red")
    ]


def _grouped(activity: Grouped) -> Json:
    felt = activity.felt
    return {
        "task": activity.task,
        "names": {role: activity.name_of(role) for role in ("therapist", "client", "observer")},
        "phases": [
            {
                "id": phase.id,
                "title": phase.title,
                "text": phase.text,
                "seconds": phase.seconds,
                "speaks": phase.speaks,
            }
            for phase in activity.phases
        ],
        "felt": felt
        and {"ask": felt.ask, "predict": felt.predict, "low": felt.low, "high": felt.high},
    }


_BODIES: tuple[tuple[Any, Callable[[Any], Json]], ...] = (
    (Poll, _poll),
    (Scale, _scale),
    (Exit, _exit),
    (Words, _words),
    (OpenText, _text),
    (Grouped, _grouped),
    (Reset, _reset),
    (Prompt, _prompt),
)


def mine(
    run: Run,
    label: str,
    device: str,
    own: Own,
    answer: Answer | None,
    *,
    called: bool,
    group: Json | None,
) -> Json:
    """What one seat sees of its own."""
    state = run.state
    names: Sequence[str] = parts(state.activity(run.plan))
    said = answer.parts if answer is not None and state.stage is Stage.OPEN else {}
    return {
        "seat": label,
        "device": device,
        "response": said.get(names[state.part]),
        "earlier": said.get(names[0]) if state.part else None,
        "passed": own.passed == run.item and state.stage is Stage.OPEN,
        "observing": own.observing,
        "gentler": own.gentler,
        "called": called,
        "group": group,
        "takeaway": None,
    }
