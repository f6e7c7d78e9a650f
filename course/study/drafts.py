"""Drafts: what is being written, saved as it is typed. An older tab never overwrites a newer one.

Each save of a box carries a revision, one higher than the last its tab knows of. A tab may also
say who it is (``tab``, a random word of its own) and which revision it builds on (``base``); then a
tab that was left behind is refused however high its own count has run.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.errors import BadInput, StaleDraft
from course.study import boxes
from course.study import learner as learners
from course.study.boxes import Kept
from course.study.learner import Learner
from course.study.texts import UNREADABLE, whole, whole_number
from course.work import Work

HIGHEST = 2_000_000_000
STALE = (
    "Newer words were saved for this box from another tab or device, so these were not stored. "
    "Copy what you need from here, then reload to see the newer ones."
)


@dataclass(frozen=True)
class DraftText:
    """What a box holds; ``text`` is empty once it was submitted. The next save has a higher
    ``revision``."""

    text: str = field(repr=False)
    revision: int


@operation
def save(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    box: str,
    text: str,
    revision: int,
    *,
    base: int | None = None,
    tab: str = "",
) -> int:
    """Keep the whole text of a box; returns its revision. Saving the same again changes nothing.

    Raises:
        StaleDraft: a newer draft is kept already, or the text was submitted.
        TooLong: the text is over the limit; nothing was cut or stored.
        NotFound: no such box, or its lesson is not open.
    """
    text = whole(text)
    learner, box = _opened(work, viewer, cohort_id, box, revision, tab)
    kept = boxes.read(work, learner, box)
    if kept is None:
        boxes.write(work, learner, box, Kept(revision, text, tab))
        return revision
    if kept.revision == revision and kept.text == text:
        return revision
    behind = base is not None and base != kept.revision and not (tab and tab == kept.tab)
    if revision <= kept.revision or behind:
        raise StaleDraft(STALE)
    boxes.write(work, learner, box, Kept(revision, text, tab, (kept.revision, kept.text)))
    return revision


@operation
def patch(
    work: Work,
    viewer: Viewer | None,
    cohort_id: str,
    box: str,
    base: int,
    start: int,
    removed: int,
    inserted: str,
    revision: int,
    *,
    tab: str = "",
    length: int | None = None,
) -> int:
    """Change the text of a box as it stood at revision ``base``; returns the new revision.

    ``removed`` characters from ``start`` give way to ``inserted`` (counted in code points).
    ``length`` is how long the tab believes the base is. ``base`` 0 is the box before any save.

    Raises:
        StaleDraft: the base is not the present one (nor, for its own tab, the one before).
        TooLong: the text would be over the limit; nothing was cut or stored.
        NotFound: no such box, or its lesson is not open.
    """
    learner, box = _opened(work, viewer, cohort_id, box, revision, tab)
    for value in (base, start, removed):
        whole_number(value, 0, HIGHEST)
    kept = boxes.read(work, learner, box) or Kept(0)
    text = _base_text(kept, base, tab)
    fits = text is not None and (length is None or length == len(text))
    if text is not None and fits and start + removed <= len(text):
        text = whole(text[:start] + whole(inserted) + text[start + removed :])
        if kept.revision == revision and kept.text == text:
            return revision
        if revision > kept.revision:
            boxes.write(work, learner, box, Kept(revision, text, tab, (kept.revision, kept.text)))
            return revision
    raise StaleDraft(STALE)


def _base_text(kept: Kept, base: int, tab: str) -> str | None:
    if kept.revision == base:
        return kept.text
    own = tab and tab == kept.tab
    if own and kept.before is not None and kept.before[0] == base:
        return kept.before[1]
    return None


@operation
def load(work: Work, viewer: Viewer | None, cohort_id: str, box: str) -> DraftText | None:
    """What is kept of a box, or None before its first save. Raises NotFound."""
    lesson_id, box = boxes.find(work, box)
    learners.require_open(work, cohort_id, lesson_id)
    kept = boxes.read(work, learners.of(work, viewer, cohort_id), box)
    return None if kept is None else DraftText(kept.text, kept.revision)


def _opened(
    work: Work, viewer: Viewer | None, cohort_id: str, box: str, revision: int, tab: str
) -> tuple[Learner, str]:
    lesson_id, box = boxes.find(work, box)
    learners.require_open(work, cohort_id, lesson_id)
    whole_number(revision, 1, HIGHEST)
    if not isinstance(tab, str) or len(tab) > 40:
        raise BadInput(UNREADABLE)
    return learners.at_work(work, viewer, cohort_id), box
