"""Closing a round: its answers become a few words in one transaction, and are gone."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from course.authoring.activities import Activity, Grouped, OpenText, Words
from course.cohort.rules import batch
from course.work import Work
from course.workshop import dealing, felt, sealing, tallies
from course.workshop.running import Run
from course.workshop.tallies import Parts
from db.base import random_id
from db.queries import live_answers as rows

_shuffle = secrets.SystemRandom().shuffle


def close(work: Work, run: Run, people: int) -> bool:
    """Turn the answers of a run's present round into what may be shown; False for too few.

    ``people`` is how many there were at most while it was open. Too few answers are destroyed, and
    nothing is kept but that they were too few.
    """
    activity = run.state.activity(run.plan)
    answers = _take(work, run)
    found = _shown(work, run, activity, answers, batch(people))
    rows.put_tally(work.db, run.id, run.item, found or {})
    return found is not None


def destroy(work: Work, run_id: str) -> None:
    """Leave nothing of any answer in a run."""
    rows.forget_answers(work.db, run_id)


def _take(work: Work, run: Run) -> dict[str, Parts]:
    """The answers of the present round, which are rows no more, in no order."""
    opened = {
        seat_id: sealing.open_answer(work, run.id, run.item, seat_id, sealed)
        for seat_id, sealed in rows.take_all(work.db, run.id, run.item).items()
    }
    found = [(seat_id, one.parts) for seat_id, one in opened.items() if one is not None]
    _shuffle(found)
    return dict(found)


def _shown(
    work: Work, run: Run, activity: Activity, answers: dict[str, Parts], least: int
) -> dict[str, Any] | None:
    if isinstance(activity, Grouped):
        values = {seat_id: parts[""] for seat_id, parts in answers.items() if "" in parts}
        gaps = felt.gaps(dealing.places(work, run.id, run.item), values)
        return {"bars": felt.result(gaps)} if len(gaps) >= least else None
    counted = tallies.counted(activity, list(answers.values()))
    if len(counted) < least:
        return None
    if isinstance(activity, OpenText):
        _wait(work, run, [{"text": text} for text in tallies.texts(counted)])
    if isinstance(activity, Words):
        said = tallies.words(counted)
        _wait(work, run, [{"text": word, "size": size} for word, size in said])
    return tallies.shown(activity, counted)


def _wait(work: Work, run: Run, texts: Sequence[dict[str, Any]]) -> None:
    """Let texts wait for the hosts, all at once and in an order that says nothing."""
    shuffled = list(texts)
    _shuffle(shuffled)
    for one in shuffled:
        text_id = random_id()
        sealed = sealing.seal_text(work, text_id, run.id, one)
        rows.add_text(work.db, text_id, run.id, run.item, sealed)
