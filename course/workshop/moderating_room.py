"""Hosts looking over texts and words before the room sees them; there are none before a round has
closed, and none where too few answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.errors import NotFound
from course.work import Work
from course.workshop import running, sealing
from course.workshop.running import Run
from course.workshop.state import Stage
from db.queries import live_answers as rows
from db.queries import live_runs as runs

NEW, UP, OFF = "new", "up", "off"


@dataclass(frozen=True)
class TextSeen:
    """A text or a word, by a random key; ``state`` is ``new``, ``up`` or ``off`` (without words).

    ``size`` is that of a word, from 1 to 3.
    """

    id: str
    item: str
    state: str
    text: str = field(repr=False)
    size: int | None = None


@operation
def queue(work: Work, viewer: Viewer | None, run_id: str) -> tuple[TextSeen, ...]:
    """The texts of a run's closed rounds, in no order. Raises NotFound."""
    running.find(work, run_id)
    return tuple(of_round(work, run_id))


def of_round(work: Work, run_id: str, item: str | None = None) -> list[TextSeen]:
    """The texts of one round or of all."""
    found = []
    for text_id, where, state, sealed in rows.texts(work.db, run_id, item):
        inside = sealing.open_text(work, text_id, run_id, sealed)
        stands = state if inside else OFF
        found.append(TextSeen(text_id, where, stands, inside.get("text", ""), inside.get("size")))
    return found


@operation
def put_up(work: Work, viewer: Viewer | None, run_id: str, text_ids: Collection[str]) -> int:
    """Let the room see these texts once the round is revealed; returns the run's revision.

    One that was taken down meanwhile stays down. Raises NotFound for a text of another run.
    """
    run = running.find(work, run_id, holds=True)
    known = _known(work, run_id, text_ids)
    changed = [one for one in text_ids if known[one].state == NEW]
    for text_id in changed:
        rows.set_text(work.db, text_id, UP)
    return _revision(work, run, {known[one].item for one in changed})


@operation
def take_down(work: Work, viewer: Viewer | None, run_id: str, text_id: str) -> int:
    """Take a text off for good: its words are gone and nothing takes their place; returns the
    run's revision. Raises NotFound."""
    run = running.find(work, run_id, holds=True)
    found = _known(work, run_id, [text_id])[text_id]
    rows.set_text(work.db, text_id, OFF, sealing.seal_text(work, text_id, run_id, {}))
    return _revision(work, run, {found.item} if found.state == UP else set())


def _known(work: Work, run_id: str, text_ids: Collection[str]) -> dict[str, TextSeen]:
    known = {one.id: one for one in of_round(work, run_id)}
    if not set(text_ids) <= set(known):
        raise NotFound
    return known


def _revision(work: Work, run: Run, items: Collection[str]) -> int:
    """The run's revision: the next one where the room sees the change. The run must be held."""
    if run.state.stage is Stage.REVEALED and run.item in items:
        return runs.touch(work.db, run.id)
    return run.revision
