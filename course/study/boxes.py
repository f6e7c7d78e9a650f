"""Writing boxes: which ones an exercise has, and the draft that is kept of each.

A draft row outlives its text. Once the text is submitted or removed the row stays, empty, at its
revision, so that a save still on its way cannot bring the text back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from course.authoring.schema import Drill, Exercise, Intention, Reflection, Reframe, Reply
from course.errors import NotFound
from course.study.learner import Learner
from course.work import Work
from db.queries import study as rows
from db.vault import CannotOpen

TEXT, NOTE = "text", "note"


@dataclass(frozen=True)
class Kept:
    """A stored draft. ``tab`` wrote it; ``before`` is what the same box held one revision earlier.

    ``before`` is there for a page that closes while a save is on its way: its last message builds
    on the revision it knew, which by then is one behind.
    """

    revision: int
    text: str = field(default="", repr=False)
    tab: str = ""
    before: tuple[int, str] | None = field(default=None, repr=False)


def parts(exercise: Exercise) -> tuple[str, ...]:
    """The parts of an exercise that are written: ``text``, ``note``, the lines, or none."""
    if isinstance(exercise, Reflection | Reply | Intention):
        return (TEXT,)
    if isinstance(exercise, Drill):
        return (NOTE,) if exercise.write else ()
    if isinstance(exercise, Reframe):
        return tuple(line.id for line in exercise.lines)
    return ()


def address(lesson_id: str, exercise: Exercise, part: str) -> str:
    """``<lesson>/<exercise>``, and ``/<part>`` where there are several."""
    tail = f"/{part}" if isinstance(exercise, Reframe) else ""
    return f"{lesson_id}/{exercise.id}{tail}"


def find(work: Work, box: str) -> tuple[str, str]:
    """(lesson id, address) of a box of the course. Raises NotFound."""
    names = box.split("/") if isinstance(box, str) else []
    if not 2 <= len(names) <= 3:
        raise NotFound
    exercise = work.catalogue.exercise(names[0], names[1])
    known = parts(exercise)
    part = names[2] if len(names) == 3 else known[0] if len(known) == 1 else ""
    if part not in known:
        raise NotFound
    return names[0], address(names[0], exercise, part)


def read(work: Work, learner: Learner, box: str) -> Kept | None:
    """What is kept of a box; its text is empty once submitted or removed.

    Raises:
        NotFound: the row was altered, or is not this learner's.
    """
    row = rows.draft(work.db, learner.pid, box)
    return None if row is None else unseal(learner, box, *row)


def unseal(learner: Learner, box: str, revision: int, sealed: str) -> Kept:
    """A draft row, opened. Raises NotFound."""
    if not sealed:
        return Kept(revision)
    try:
        found = json.loads(learner.box.open(sealed, _place(learner, box, revision)))
    except CannotOpen:
        raise NotFound from None
    before = found["before"]
    return Kept(revision, found["text"], found["tab"], None if before is None else tuple(before))


def write(work: Work, learner: Learner, box: str, kept: Kept) -> None:
    """Keep a draft in place of the one before. The time of it is inside the seal."""
    inside = {
        "at": work.now.isoformat(),
        "text": kept.text,
        "tab": kept.tab,
        "before": kept.before,
    }
    sealed = learner.box.seal(json.dumps(inside), _place(learner, box, kept.revision))
    rows.put_draft(work.db, learner.pid, box, kept.revision, sealed)


def empty(work: Work, learner: Learner, box: str, revision: int) -> None:
    """Leave nothing in a box but the revision below which late saves are refused."""
    rows.put_draft(work.db, learner.pid, box, revision, "")


def settle(work: Work, learner: Learner, box: str, submitted: str, revision: int | None) -> None:
    """Empty a box whose text was submitted at ``revision``.

    Newer and different words, saved meanwhile from another tab, stay as the next draft.
    """
    kept = read(work, learner, box)
    if kept is None and revision is None:
        return
    now = kept or Kept(0)
    given = now.revision if revision is None else revision
    if now.revision > given and now.text not in {"", submitted}:
        return
    empty(work, learner, box, max(now.revision, given))


def _place(learner: Learner, box: str, revision: int) -> str:
    return f"draft/{learner.pid}/{box}/{revision}"
