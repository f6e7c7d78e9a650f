"""The overview as a CSV file that no spreadsheet can be made to run anything from."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable

from course.access import Viewer, operation
from course.cohort import overview
from course.cohort.channels import WAVES
from course.cohort.figures import Figure, Overview
from course.cohort.labels import NOT_PUBLISHED
from course.work import Work

_HEAD = ("Figure", "Item", "Published", "People behind it", "Since")
# Spreadsheets take a cell that begins with one of these for a formula, also after blanks and
# after characters that nobody sees.
_STARTS = frozenset("=+-@＝＋－＠|%")


@operation
def csv_file(work: Work, viewer: Viewer | None, cohort_id: str) -> str:
    """The overview's rows, always the same ones in the same order, as UTF-8 CSV text."""
    shown = overview.cohort(work, viewer, cohort_id)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for kind, figures in _parts(shown):
        writer.writerows(_rows(kind, figures))
    return out.getvalue()


def _parts(shown: Overview) -> Iterable[tuple[str, Iterable[Figure]]]:
    yield "Lesson completed", shown.lessons
    yield "Overall progress", (shown.progress,)
    yield "Rating before, average of 1 to 5", shown.ratings
    yield "Rating after, average of 1 to 5", shown.ratings_after
    yield "Growth, average after less average before", (one.figure for one in shown.growth)
    for wave in WAVES:
        spreads = (one.figure for one in shown.spreads if one.wave == wave)
        yield f"Rating {wave}: 1 or 2, 3, 4 or 5", spreads
    yield "Tries, median beside the plan", shown.attempts
    yield "A wrong choice that drew many", (one.figure for one in shown.checks)
    yield "Practice that came back, done", shown.returns
    yield "Course evaluation, average of 1 to 5", shown.evaluation


def _rows(kind: str, figures: Iterable[Figure]) -> Iterable[tuple[str, ...]]:
    for figure in figures:
        since = NOT_PUBLISHED if figure.since is None else figure.since.isoformat()
        yield tuple(map(inert, (kind, figure.name, figure.said, figure.group, since)))


def inert(cell: str) -> str:
    """A cell's text, marked as text where a spreadsheet would calculate or run it."""
    begins = next((c for c in cell if not _is_unseen(c)), "") in _STARTS
    risky = begins or cell[:1] in {"\t", "\r", "\n"}
    return f"'{cell}" if risky else cell


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}
