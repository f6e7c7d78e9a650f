"""A plan made ready for paper: what ``course/paper/workshop_pack.typ`` sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from course.authoring.schema import CourseFile, Rubric
from course.authoring.workshops import (
    Activity,
    Card,
    ColourLine,
    Exit,
    Grouped,
    OpenText,
    Poll,
    Prompt,
    Reset,
    Role,
    Scale,
    Words,
    Workshop,
)
from course.workshop.plain_notes import plain_notes

Data = Mapping[str, object]

KIND_WORDS: Mapping[str, str] = {
    "poll": "A vote",
    "scale": "A scale",
    "line": "On the line of colours",
    "words": "A few words from everybody",
    "text": "A sentence from everybody",
    "pairs": "In twos",
    "triads": "In threes",
    "reset": "Guided by the clock",
    "prompt": "Together",
    "exit": "At the end",
}


def of(plan: Workshop, course: CourseFile, rubric: Rubric) -> Data:
    """Everything that is printed of a plan."""
    grouped = [one for one in plan.activities if isinstance(one, Grouped)]
    has_line = any(isinstance(one, ColourLine) for one in plan.activities)
    return {
        "title": plan.title,
        "summary": plan.summary,
        "people": f"{plan.smallest} to {plan.largest} people, {plan.minutes} minutes",
        "room": _room(plan),
        "sheet": [list(row) for row in run_sheet(plan)],
        "activities": list(_activities(plan)),
        "cards": [card for one in grouped for card in _cards(one)],
        "sheets": [_sheet(one) for one in plan.activities if one.sheet],
        "colours": [[name.upper(), word] for name, word in course.colours.items() if has_line],
        "rubric": [{"name": skill.name, "anchors": list(skill.anchors)} for skill in rubric.skills],
    }


def run_sheet(plan: Workshop) -> Iterator[tuple[str, str, str, str]]:
    """(begins at, title, how, how long) of each activity, then the end."""
    at = 0
    for one in plan.activities:
        yield clock(at), one.title, KIND_WORDS[kind_of(one)], f"{one.minutes} min"
        at += one.minutes
    yield clock(at), "End", "", ""


def clock(minutes: int) -> str:
    """Minutes from the beginning as hours and minutes, such as 1:05."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def kind_of(activity: Activity) -> str:
    """The kind of an activity, by its name in the file."""
    return str(getattr(activity, "kind", ""))


def _room(plan: Workshop) -> list[dict[str, object]]:
    parts: list[tuple[str, list[str]]] = [
        ("Before", plan.before),
        ("Who does what", plan.roles),
        ("Ground rules", plan.welcome),
        ("If somebody is distressed", [plan.support.distress]),
        ("If something red comes up", [plan.support.red]),
        ("Afterwards", plan.after),
    ]
    return [{"title": title, "lines": lines} for title, lines in parts if lines]


def _activities(plan: Workshop) -> Iterator[dict[str, object]]:
    at = 0
    for number, one in enumerate(plan.activities, 1):
        yield {
            "title": f"{number}. {one.title}",
            "when": f"{clock(at)} to {clock(at + one.minutes)}, {KIND_WORDS[kind_of(one)].lower()}",
            "notes": plain_notes(one.notes),
            "room": [list(pair) for pair in shown(one)],
            "paper": one.paper,
            "small": getattr(one, "small_room", None) or "",
        }
        at += one.minutes


def shown(one: Activity) -> Iterator[tuple[str, str]]:
    """What the room sees or hears of an activity, as (what it is, words)."""
    match one:
        case Poll():
            yield "Question", one.question
            yield "Choices", "\n".join(choice.text for choice in one.choices)
            if one.again:
                yield "Twice", "Vote, talk in twos, vote again."
        case Scale() | Exit():
            yield "Question", one.question
            yield "From 1 to 5", f"1: {one.low}\n5: {one.high}"
            if isinstance(one, Exit):
                yield "To keep", one.commitment
        case ColourLine():
            yield "Case", one.case
            yield "New fact", one.fact
        case Words() | OpenText():
            yield "Prompt", one.prompt
        case Prompt():
            yield "To read", "\n".join(one.paragraphs)
        case Reset():
            for number, step in enumerate(one.steps, 1):
                yield f"Step {number}, {step.seconds} s", step.text
        case Grouped():
            yield from _played(one)


def _played(one: Grouped) -> Iterator[tuple[str, str]]:
    yield "Task", one.task
    for number, case in enumerate(one.rounds, 1):
        yield f"Round {number}", case.scene
    for phase in one.phases:
        speaks = f", {one.name_of(phase.speaks)} speaks" if phase.speaks else ""
        yield f"{phase.title}, {phase.seconds} s{speaks}", phase.text
    if one.felt is not None:
        yield "From 1 to 5", f"{one.felt.ask}\n1: {one.felt.low}\n5: {one.felt.high}"
        yield "To guess first", one.felt.predict


def _cards(one: Grouped) -> Iterator[dict[str, Any]]:
    roles: tuple[tuple[Role, Card], ...] = (
        ("therapist", one.therapist),
        ("observer", one.observer),
    )
    for number, case in enumerate(one.rounds, 1):
        where = f"{one.title}, round {number}: {one.name_of('client')}"
        yield _card(where, case.scene, case.client)
        yield _card(f"{where}, gentler", case.scene, case.gentler)
    for role, card in roles:
        yield _card(f"{one.title}, every round: {one.name_of(role)}", "", card)


def _card(where: str, scene: str, card: Card) -> dict[str, Any]:
    return {"where": where, "scene": scene, "title": card.title, "paragraphs": card.paragraphs}


def _sheet(one: Activity) -> dict[str, object]:
    assert one.sheet is not None
    return {
        "title": f"{one.title}, to fill in",
        "rows": one.sheet.rows,
        "columns": one.sheet.columns,
    }
