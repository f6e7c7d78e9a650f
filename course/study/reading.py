"""What a link to one attempt opens for its reader, and what the reader sends back, once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from course.access import Viewer, operation, token_hash
from course.cohort import enrolment
from course.errors import BadInput, NotFound
from course.study import shown_item
from course.study.shown import Reading, answer_place, opened_reading
from course.study.shown_item import Item
from course.study.texts import UNREADABLE, whole, whole_number
from course.work import Work
from db.queries import showing as rows
from db.tables.showing import Shown as ShownRow
from db.vault import CannotOpen

LONGEST = 2_000  # characters of each of the two texts


@dataclass(frozen=True)
class Page:
    """What the reader sees; ``sent`` is what they sent, once they have."""

    item: Item
    until: datetime
    sent: Reading | None


@operation
def read(work: Work, viewer: Viewer | None, token: str) -> Page:
    """What stands behind a link; whoever looks, signed in or not, sees the same. Changes nothing.

    Raises:
        NotFound: the link is unknown, over, taken back, or what it showed is gone.
    """
    _row, page = _page(work, token)
    return page


def _page(work: Work, token: str) -> tuple[ShownRow, Page]:
    row = rows.by_hash(work.db, token_hash(token))
    if row is None or row.item is None:
        raise NotFound
    try:
        item, until = shown_item.unseal(row.item, shown_item.token_box(work.vault, token), row.id)
    except CannotOpen:
        raise NotFound from None
    if until <= work.now:
        raise NotFound
    box = enrolment.learner_box(work, row.pid)
    sent = None if row.answer is None else opened_reading(box, row.id, row.pid, row.answer)
    return row, Page(item, until, sent)


@operation
def send(
    work: Work,
    viewer: Viewer | None,
    token: str,
    marks: Mapping[str, int | None],
    keep: str,
    next_try: str,
) -> None:
    """Send marks, one thing to keep and one next try to the learner. What was sent stays so.

    ``marks`` names every skill that is asked; None for one that can't be judged from this.

    Raises:
        NotFound: as for :func:`read`.
        BadInput: something is missing or too long; nothing was sent.
    """
    row, page = _page(work, token)
    given = _marks(marks, page.item)
    inside = {
        "at": work.now.isoformat(),
        "marks": given,
        "keep": _text(keep, "Write one thing to keep. A few words are enough."),
        "next": _text(next_try, "Write one next try. A few words are enough."),
    }
    box = enrolment.learner_box(work, row.pid)
    rows.put_answer(work.db, row.id, box.seal(json.dumps(inside), answer_place(row.id, row.pid)))


def _marks(value: Mapping[str, int | None], item: Item) -> dict[str, int]:
    asked = [skill.id for skill in item.skills]
    if not set(value) <= set(asked):
        raise BadInput(UNREADABLE)
    if len(value) < len(asked):
        raise BadInput("Mark each of the skills first, or say that you can't tell.")
    return {skill: whole_number(value[skill], 1, 5) for skill in asked if value[skill] is not None}


def _text(typed: str, missing: str) -> str:
    text = whole(typed).strip()
    if not text:
        raise BadInput(missing)
    if len(text) > LONGEST:
        raise BadInput(f"Each of the two texts can have {LONGEST:,} characters; nothing was sent.")
    return text
