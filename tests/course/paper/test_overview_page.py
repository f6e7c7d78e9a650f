"""The overview as one page of paper: what is on it, that it stays one, and who may have it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.cohort import overview, reading, report
from course.installation import Installation
from course.paper.render import render
from pages.routes import overview_files
from pages.routes.cookie import cookie_name
from pages.ui import wiring
from tests import world
from tests.clock import HandClock
from tests.paper_text import faces_not_embedded, letters_of, metadata, text_of
from tests.privacy.worlds import FREEZE, LAST, MIDDLE, NOTICE, Group, group

LONG = "A very long name of a cohort, with #strong[marks] and <b>more</b>, and more " * 2


def page_of(here: Group) -> bytes:
    with here.installation.reading() as work:
        made = report.one_page(work, here.instructor, here.cohort_id)
    return render(made.template, made.data)


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type/Page/", pdf))


@pytest.fixture
def here(sqlite_installation: Installation, clock: HandClock) -> Group:
    """Thirteen at the first of two days of figures."""
    made = group(sqlite_installation, clock, 13)
    made.give(*range(7))
    made.give(*range(7), channel=NOTICE, value=2)
    made.go_to(FREEZE)
    made.go_to(MIDDLE)
    return made


def test_a_committee_reads_figures_how_many_stand_behind_them_and_what_they_say(
    here: Group,
) -> None:
    pdf = page_of(here)
    printed = letters_of(pdf)
    for line in (
        "Invented cohort",
        "First and last day: 7 September 2026 to 1 November 2026 Learners counted: 13 Figures of: "
        "9 October 2026",
        "at least 6 · 6+",
        "Notice",
        "2.0 · 6+",
        "Not published",
        "Average share of the lessons completed: Not published",
        "1 / 1",
    ):
        assert line.replace(" ", "") in printed, (line, printed)
    assert "pdfuaid:part>1<" in metadata(pdf)
    assert faces_not_embedded(pdf) == []
    assert pages_in(pdf) == 1


def test_a_page_stays_one_page_however_much_there_is_to_say(here: Group) -> None:
    with here.installation.reading() as work:
        seen = overview.cohort(work, here.instructor, here.cohort_id)
        data = dict(report.of(seen, reading.read(seen, work.catalogue)))
    lesson = {"name": LONG, "said": "at least 50", "percent": 83}
    data |= {
        "title": LONG,
        "pool": LONG,
        "leads": [LONG * 2] * 3,
        "lessons": [lesson] * report.ROWS_MOST,
        "statements": [[LONG, "4.5 · 50+"]] * report.ROWS_MOST,
        "others": [["A figure", LONG * 3]] * 4,
        "readings": [{"about": "Lessons", "text": LONG * 2}] * 3,
    }
    pdf = render(report.TEMPLATE, data)
    assert pages_in(pdf) == 1
    assert "#strong[marks] and <b>more</b>" in " ".join(text_of(pdf).split("\n"))


def test_no_more_is_printed_of_a_small_group_than_the_page_says(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    made = group(sqlite_installation, clock, 7)
    made.give(*range(7))
    made.go_to(FREEZE)
    made.go_to(LAST)
    printed = text_of(page_of(made))
    assert "at least" not in printed
    assert "Learners counted: 7" in printed.replace("\n", " ")


def get(here: Group, token: str) -> tuple[int, dict[str, str], bytes]:
    wiring.use(here.installation)
    client = TestClient(Starlette(routes=overview_files.ROUTES), base_url="http://localhost:8501")
    client.cookies.set(cookie_name(), token)
    answer = client.get(f"/overview/{here.cohort_id}.pdf")
    return answer.status_code, dict(answer.headers), answer.content


def token_of(here: Group, account_id: str) -> str:
    with here.installation.writing() as work:
        return world.sign_in(work, account_id)


def test_the_page_is_for_the_cohorts_instructors_and_kept_nowhere(here: Group) -> None:
    status, headers, pdf = get(here, token_of(here, here.instructor.account_id))
    assert (status, headers["content-type"]) == (200, "application/pdf")
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"] == 'attachment; filename="overview.pdf"'
    assert pdf == page_of(here)
    other = group(here.installation, here.clock, 8)
    with here.installation.writing() as work:
        owner = world.account(work, is_owner=True)
    wrong = [here.learner.account_id, other.instructor.account_id, owner]
    answers = [get(here, token) for token in [*(token_of(here, one) for one in wrong), "x" * 43]]
    assert {status for status, _, _ in answers} == {404}
    assert len({body for _, _, body in answers}) == 1
    assert all(headers["cache-control"] == "no-store" for _, headers, _ in answers)


def test_while_the_database_is_away_it_says_so(here: Group) -> None:
    token = token_of(here, here.instructor.account_id)
    with here.installation.writing() as work:
        work.db.execute(text("ALTER TABLE cohort RENAME TO cohort_away"))
    status, _headers, body = get(here, token)
    assert status == 503
    assert overview_files.AWAY in body.decode()
