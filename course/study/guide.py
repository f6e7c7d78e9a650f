"""A guide for a talk with a supervisor, filled from what a learner chose of their own writing.

Which pieces were chosen is sealed by the learner's key. The guide is made anew each time, so that
what is deleted is gone from it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.errors import BadInput
from course.paper.render import render
from course.study import learner as learners
from course.study import record, reflections
from course.study.learner import Learner
from course.study.reflections import ReflectionView, Version
from course.study.texts import UNREADABLE
from course.work import Work
from db.queries import showing as rows
from db.vault import CannotOpen

MOST = 12
TITLE = "A talk with my supervisor"
LEAD = (
    "On paper each question has a line for notes. What you wrote stands below, for you to read "
    "out, hand over or leave out. Keep people unrecognisable: no names, no dates, no rare details."
)
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "To begin with",
        (
            "What I want from this talk, in one sentence",
            "What happened, as a camera would have seen it",
            "What it did to the other person, and how I know",
        ),
    ),
    (
        "To look at together",
        (
            "What I did that I would keep",
            "Where I tend to hurry, stop or defend myself",
            "Who else needs to be told, and by when",
        ),
    ),
    (
        "To take away",
        ("What I try next time, in the words I would use", "When we look at it again"),
    ),
)
CLOSING = (
    "Anything that puts somebody at risk does not wait for this talk. Consult whoever is "
    "responsible the same day."
)

Address = tuple[str, str]  # lesson id, exercise id


@dataclass(frozen=True)
class Choices:
    """Everything the viewer wrote, the newest first, and which of it the guide holds now."""

    written: tuple[ReflectionView, ...] = field(repr=False)
    chosen: frozenset[Address]

    @property
    def excerpts(self) -> tuple[ReflectionView, ...]:
        """What was chosen, in the order of the course."""
        kept = (view for view in self.written if address(view) in self.chosen)
        return tuple(sorted(kept, key=lambda view: (view.lesson_number, view.latest.at)))


def address(view: ReflectionView) -> Address:
    """Where a piece of writing stands in the course."""
    return view.lesson_id, view.exercise_id


@operation
def choices(work: Work, viewer: Viewer | None, cohort_id: str) -> Choices:
    """What the viewer may choose from, and what they chose."""
    learner = learners.of(work, viewer, cohort_id)
    written = reflections.mine(work, viewer, cohort_id)
    there = {address(view) for view in written}
    return Choices(written, frozenset(_chosen(work, learner)) & there)


def _chosen(work: Work, learner: Learner) -> list[Address]:
    sealed = rows.guide(work.db, learner.pid)
    if sealed is None:
        return []
    try:
        kept = json.loads(learner.box.open(sealed, place(learner.pid)))
    except CannotOpen:
        return []
    return [(lesson_id, exercise_id) for lesson_id, exercise_id in kept]


@operation
def choose(
    work: Work, viewer: Viewer | None, cohort_id: str, chosen: Sequence[Sequence[str]]
) -> None:
    """Fill the guide from these pieces, each (lesson id, exercise id), and from no others.

    Raises:
        BadInput: there are too many, or one is not the viewer's.
    """
    learner = learners.at_work(work, viewer, cohort_id)
    wished = {tuple(one) for one in chosen}
    if len(wished) > MOST:
        raise BadInput(f"A guide holds {MOST} pieces at most. Leave some out.")
    if not wished <= {address(view) for view in reflections.mine(work, viewer, cohort_id)}:
        raise BadInput(UNREADABLE)
    kept = json.dumps(sorted(wished))
    rows.put_guide(work.db, learner.pid, learner.box.seal(kept, place(learner.pid)))


@operation
def paper(work: Work, viewer: Viewer | None, cohort_id: str) -> bytes:
    """The viewer's guide as PDF, for their eyes."""
    return render("guide", printed(choices(work, viewer, cohort_id).excerpts))


def printed(excerpts: Sequence[ReflectionView]) -> dict[str, object]:
    """What the template of a guide is given."""
    return {
        "title": TITLE,
        "lead": LEAD,
        "parts": [{"title": title, "questions": list(asked)} for title, asked in PARTS],
        "excerpts": [
            {
                "where": where(view, view.latest),
                "asked": view.prompt,
                "texts": [list(text) for text in view.latest.texts if text[1].strip()],
            }
            for view in excerpts
        ],
        "closing": CLOSING,
    }


def where(view: ReflectionView, version: Version) -> str:
    """Where and when a piece was written, in a line."""
    return f"Lesson {view.lesson_number}. {view.lesson_title}, {record.day(version.at.date())}"


def place(pid: str) -> str:
    """What a choice is bound to."""
    return f"guide/{pid}"
