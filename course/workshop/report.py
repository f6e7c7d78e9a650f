"""What is left of a run for its hosts: the agenda, what was revealed, and nothing per person.

It holds no more than the room saw, and one word on commitments, once enough people answered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from course.access import Viewer, operation
from course.authoring.activities import (
    Activity,
    ColourLine,
    Exit,
    Grouped,
    OpenText,
    Pairs,
    Poll,
    Prompt,
    Reset,
    Scale,
    Triads,
    Words,
)
from course.cohort.export import inert
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.planning import clean_line
from course.paper.render import render
from course.work import Work
from course.workshop import followup, running, sealing
from course.workshop.running import Run
from course.workshop.state import Over, Stage, Status
from db.queries import live_answers as rows

SHOWN, HELD, SMALL, NOT_HELD = "Result shown", "Held", "Held without phones", "Not held"
KINDS: tuple[tuple[type[Activity], str], ...] = (
    (Poll, "Poll"),
    (Scale, "Scale"),
    (ColourLine, "Colour line"),
    (Words, "Words"),
    (OpenText, "Open text"),
    (Reset, "Reset"),
    (Prompt, "Read together"),
    (Exit, "Exit rating"),
    (Pairs, "Pairs"),
    (Triads, "Triads"),
)
_HEAD = ("Number", "Activity", "Kind", "Minutes as planned", "Round", "What happened", "Of", "Said")
_FELT = "How far apart prediction and rating were"
NOBODY = (
    "This report holds what the room was shown, and nothing about any one person. Shares are said "
    "in four words; a result that too few answered was never made."
)


@dataclass(frozen=True)
class Result:
    """One line of what the room saw: of what, and what was said of it."""

    of: str
    said: str


@dataclass(frozen=True)
class Held:
    """One round of an activity: what became of it, and what the room saw."""

    number: int
    title: str
    kind: str
    minutes: int
    round: int
    rounds: int
    what: str
    asked: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Report:
    """A whole report. ``kept`` is how many kept what they meant to do, in words."""

    title: str
    starts: datetime
    time_zone: str
    ended: bool
    agenda: tuple[Held, ...]
    kept: str
    counted_on: datetime | None

    @property
    def day(self) -> str:
        """The day in words."""
        return f"{self.starts:%A} {self.starts.day} {self.starts:%B %Y}"

    @property
    def commitments(self) -> str:
        """What is said of commitments."""
        if self.kept != NOT_PUBLISHED:
            return f"Of those who answered, {self.kept} kept what they meant to do."
        return NOT_PUBLISHED


@operation
def of(work: Work, viewer: Viewer | None, run_id: str) -> Report:
    """The report of a run, for its hosts."""
    run = running.find(work, run_id)
    tallies = rows.tallies(work.db, run_id)
    ended = run.state.ended_at
    return Report(
        title=clean_line(run.title),
        starts=run.starts_at.astimezone(ZoneInfo(run.time_zone)),
        time_zone=run.time_zone,
        ended=run.state.status is Status.ENDED,
        agenda=tuple(_agenda(run, tallies, _texts(work, run_id))),
        kept=tallies.get(followup.ITEM, {}).get("kept", NOT_PUBLISHED),
        counted_on=None if ended is None else ended + followup.COUNT_AFTER,
    )


def _texts(work: Work, run_id: str) -> dict[str, list[str]]:
    """The texts that hosts put up, by item, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for text_id, item, state, sealed in rows.texts(work.db, run_id):
        if state == "up":
            said = sealing.open_text(work, text_id, run_id, sealed).get("text", "")
            found.setdefault(item, []).append(said)
    return {item: sorted(texts, key=str.casefold) for item, texts in found.items()}


def _agenda(
    run: Run, tallies: Mapping[str, dict[str, Any]], texts: Mapping[str, list[str]]
) -> Iterator[Held]:
    for number, activity in enumerate(run.plan.activities, start=1):
        rounds = run.state.rounds(run.plan, number - 1)
        for count in range(1, rounds + 1):
            item = f"{activity.id}/{count}"
            what = _what(run, item)
            shown = _results(tallies.get(item, {}), texts.get(item, [])) if what == SHOWN else ()
            yield Held(
                number,
                activity.title,
                kind_of(activity),
                activity.minutes,
                count,
                rounds,
                what,
                asked(activity),
                tuple(shown),
            )


def _what(run: Run, item: str) -> str:
    over = run.state.over.get(item)
    if over is None and run.state.status is Status.LIVE and run.item == item:
        over = Over(run.state.stage, run.state.small, run.state.enough)
    if over is None or over.stage is Stage.WAITING:
        return NOT_HELD
    if over.small:
        return SMALL
    return SHOWN if over.stage is Stage.REVEALED else HELD


def _results(tally: Mapping[str, Any], texts: list[str]) -> Iterator[Result]:
    for part, before in (("bars", ""), ("before", "At first: "), ("after", "Then: ")):
        for bar in tally.get(part, ()):
            yield Result(f"{before}{bar['text']}", bar["share"])
    for moved in tally.get("shift", ()):
        yield Result(moved["text"], f"{moved['to']} the second time")
    if "words" in tally or "texts" in tally:
        yield from (Result("", text) for text in texts)


def kind_of(activity: Activity) -> str:
    """What kind of activity it is, in words."""
    return next(name for kind, name in KINDS if isinstance(activity, kind))


def asked(activity: Activity) -> str:
    """What the room was asked; empty where nothing was."""
    if isinstance(activity, Grouped):
        return _FELT if activity.felt is not None else ""
    for name in ("question", "prompt", "case"):
        found = getattr(activity, name, None)
        if isinstance(found, str):
            return found
    return ""


@operation
def csv_file(work: Work, viewer: Viewer | None, run_id: str) -> str:
    """The report as UTF-8 CSV text that no spreadsheet can be made to run anything from."""
    report = of(work, viewer, run_id)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for one in report.agenda:
        for said in one.results or (Result("", ""),):
            start = (one.number, one.title, one.kind, one.minutes, one.round, one.what)
            writer.writerow([inert(str(cell)) for cell in (*start, said.of, said.said)])
    writer.writerow(["", "Commitments", "", "", "", "", "Kept", inert(report.kept)])
    return out.getvalue()


@operation
def paper(work: Work, viewer: Viewer | None, run_id: str) -> bytes:
    """The report as PDF."""
    report = of(work, viewer, run_id)
    rounds = [list(found) for _, found in groupby(report.agenda, key=lambda one: one.number)]
    agenda = [
        {
            "title": f"{one.number}. {one.title}",
            "line": line,
            "asked": one.asked if one.results else "",
            "results": [[said.of, said.said] for said in one.results],
        }
        for found in rounds
        for one, line in _lines(found)
    ]
    return render(
        "workshop_report",
        {
            "title": f"After the workshop: {report.title}",
            "workshop": report.title,
            "day": f"{report.day}, {report.starts:%H:%M} ({report.time_zone})",
            "agenda": agenda,
            "commitments": report.commitments,
            "nobody": NOBODY,
        },
    )


def _lines(rounds: Sequence[Held]) -> Iterator[tuple[Held, str]]:
    """A line for each round; one for all of an activity's where there is no more to say."""
    first, minutes = rounds[0], f"{rounds[0].minutes} minutes as planned"
    if len(rounds) > 1 and all(one.what in {HELD, NOT_HELD} for one in rounds):
        held = sum(one.what == HELD for one in rounds)
        what = f"{held} of {len(rounds)} rounds held" if held else NOT_HELD
        yield first, f"{first.kind} · {minutes} · {what}"
        return
    for one in rounds:
        count = f", round {one.round} of {one.rounds}" if one.rounds > 1 else ""
        yield one, f"{one.kind}{count} · {minutes}{' in all' if count else ''} · {one.what}"
