"""A thousand texts that a spreadsheet would run: inert in every CSV file the app makes."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from dataclasses import replace
from pathlib import Path

from course.authoring.catalogue import Catalogue, Edition
from course.authoring.schema import Check, Evaluation, Lesson
from course.cohort import export
from course.installation import Installation
from tests import world

ROOT = Path(__file__).resolve().parents[2]

# What spreadsheets take a cell for a formula by; full-width forms are folded by some of them.
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "%", "|")
BEFORE = ("", " ", "\t", "\r", "\n", "  \t", "\u00a0", "\u3000", "\ufeff", "\u200b")
BODIES = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://example.org","x")',
    "SUM(A1:A9)",
    'IMPORTXML("http://example.org","//a")',
    "@SUM(1)",
    "2+5+cmd|'/c notepad'!A1",
    'DDE("cmd";"/c calc";"x")',
    '"quoted" and, commas',
    "x\r\n=1+1",
)
PAYLOADS = tuple(
    before + start + body for before, start, body in itertools.product(BEFORE, STARTS, BODIES)
)
# What stands before a sign without being seen, and what spreadsheets strip before they look.
UNSEEN = " \t\r\n\u00a0\u3000\ufeff\u200b"


def runs(cell: str) -> bool:
    """Whether a spreadsheet would calculate or run a cell, or hand its start to something."""
    return cell.lstrip(UNSEEN).startswith(STARTS) or cell[:1] in {"\t", "\r", "\n"}


def test_there_are_a_thousand_payloads_and_each_would_run() -> None:
    assert len(set(PAYLOADS)) == 1000
    assert all(runs(payload) for payload in PAYLOADS)


def test_each_is_inert_as_a_cell_and_says_what_it_said() -> None:
    for payload in PAYLOADS:
        cell = export.inert(payload)
        assert not runs(cell), payload
        assert cell.removeprefix("'") == payload


def test_each_is_inert_in_the_overview_wherever_a_name_can_stand(
    sqlite_installation: Installation,
) -> None:
    """Lessons, skills, questions and statements are the only names in that file."""
    found = sqlite_installation
    catalogue = found.catalogue
    edition = next(iter(catalogue.editions.values()))
    first = catalogue.rubric.skills[0]
    names = {
        f"lesson-{n}": hostile_lesson(edition.lesson, f"lesson-{n}", payload)
        for n, payload in enumerate(PAYLOADS)
    }
    skills = [first.model_copy(update={"name": payload}) for payload in PAYLOADS]
    hostile = Catalogue(
        course=catalogue.course,
        rubric=catalogue.rubric.model_copy(update={"skills": skills}),
        sources={},
        editions={name: Edition(lesson, name, "") for name, lesson in names.items()},
    )
    with replace(found, catalogue=hostile).writing() as work:
        scene = world.scene(work)
        made = export.csv_file(work, scene.instructor, scene.cohort_id)
    rows = list(csv.reader(io.StringIO(made, newline=""), strict=True))
    # A lesson has four rows, one of them its question; a skill has five; and there are two more.
    assert len(rows) == 1 + 9 * len(PAYLOADS) + 2
    assert [row for row in rows if len(row) != 5] == []
    assert [cell for row in rows for cell in row if runs(cell)] == []
    shown = Counter(row[1].removeprefix("'") for row in rows)
    assert {payload for payload in PAYLOADS if shown[payload] >= 6} == set(PAYLOADS)


def hostile_lesson(lesson: Lesson, lesson_id: str, payload: str) -> Lesson:
    """A lesson called so, whose question and whose statement about the course are this too."""

    def block(one: object) -> object:
        match one:
            case Check():
                asked = [each.model_copy(update={"ask": payload}) for each in one.questions]
                return one.model_copy(update={"questions": asked})
            case Evaluation():
                said = [each.model_copy(update={"text": payload}) for each in one.statements]
                return one.model_copy(update={"statements": said})
            case _:
                return one

    steps = [
        step.model_copy(update={"blocks": [block(one) for one in step.blocks]})
        for step in lesson.steps
    ]
    return lesson.model_copy(update={"id": lesson_id, "title": payload, "steps": steps})


def test_no_other_file_of_ours_writes_csv() -> None:
    """The roster and the report of an import are pages and JSON; a new CSV must be tested above."""
    writers = [
        str(path.relative_to(ROOT))
        for folder in ("course", "pages", "db")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "csv.writer" in path.read_text()
        or "DictWriter" in path.read_text()
        or "text/csv" in path.read_text()
    ]
    assert writers == [
        "course/cohort/export.py",
        "course/workshop/report.py",  # held by its own tests, beside what it reports
        "pages/routes/invite_csv.py",  # takes one in, and gives none out
        "pages/routes/overview_files.py",
        "pages/routes/workshops.py",  # hands that out
    ]
