"""Names and notes of every kind, literal in letters, and never a header of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from course.access import Role
from course.cohort import notes
from course.cohort.notes import Part
from course.installation import Installation, open_installation
from course.letters import preferences, sending, wording
from course.settings import read
from db.tables.cohort import Cohort
from db.tables.identity import Account
from tests import world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.course.letters.people import learner
from tests.postbox import Postbox, off_path, text_of

NAMES = (
    '"Bo" O\'Neil',
    "שלום \u200fעולם",
    "محمد",
    "🙂 👩‍🚀",
    "**x** [y](http://evil.example) `z` # <b>",
    "Zoë\r\nBcc: everyone@example.org",
    "a\u2028Subject: other",
    "x" * 200,
)
HEADERS = {
    "From",
    "To",
    "Subject",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Message-ID",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
}


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stands_literally_in_each_letter(
    mailing: Installation, box: Postbox, name: str
) -> None:
    with mailing.writing() as work:
        cohort_id = world.cohort(work, name[:120])
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR, name=name)
        me = learner(work, cohort_id, "me")
        work.db.execute(update(Account).where(Account.id == me.account_id).values(name=name))
        notes.save(work, ira, cohort_id, name[:120], f"All: {one_line(name)}", (), 0)
        notes.post(work, ira, cohort_id, 1)
    assert sending.run_due(mailing) == 2
    assert box.to() == {"me@example.org": 2}
    assert all(set(letter.keys()) == HEADERS for letter in box.letters)
    assert one_line(name[:120]) in [str(letter["Subject"]) for letter in box.letters]
    for letter in box.letters:
        text = text_of(letter)
        assert text.startswith(f"Hello {one_line(name)},\n\n")
        assert one_line(name[:120]) in text.split("\n\n", 1)[1]
        assert text.endswith(f"http://localhost:8501{off_path(letter)}\n")


def test_a_note_goes_out_without_the_parts_that_are_for_some(
    mailing: Installation, box: Postbox
) -> None:
    with mailing.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        work.db.execute(update(Cohort).values(unlock={"rule": "dates", "dates": {}}))
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira")
        learner(work, cohort_id, "ana")
        some = (Part("unbegun/first", "Canary for some"), Part("away/14", "Canary too"))
        notes.save(work, ira, cohort_id, "Week one", "Hello **all**.\n\nTwo lines.", some, 0)
        notes.post(work, ira, cohort_id, 1)
    sending.run_due(mailing)
    letter = next(one for one in box.letters if one["Subject"] == "Week one")
    text = text_of(letter)
    assert text == (
        "Hello ana,\n\n"
        "Ira wrote to everyone in Autumn cohort:\n\n"
        "Hello **all**.\n\nTwo lines.\n\n"
        "The note is on your page, with ways to answer, to take time or to pause:\n"
        "http://localhost:8501\n\n"
        + wording.FOOT.format(off=f"http://localhost:8501{off_path(letter)}")
    )


def test_a_note_that_was_taken_away_is_not_sent_any_more(
    mailing: Installation, box: Postbox
) -> None:
    with mailing.writing() as work:
        cohort_id = world.cohort(work)
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR)
        learner(work, cohort_id, "ana")
        note = notes.save(work, ira, cohort_id, "Too soon", "Text", (), 0)
        notes.post(work, ira, cohort_id, 1)
    sending.decide(mailing)
    with mailing.writing() as work:
        notes.remove(work, ira, cohort_id, note.id)
    sending.run_due(mailing)
    assert "Too soon" not in box.subjects()


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Installation, Postbox]]:
    box = Postbox().up()
    folder: Path = tmp_path_factory.mktemp("wording")
    chosen = replace(read({"GOLDSEAM_DATA": str(folder)}), smtp_url=box.url)
    opened = open_installation(chosen, small_catalogue(), HandClock())
    yield opened, box
    opened.close()
    box.down()


@given(subject=st.text(max_size=120), body=st.text(max_size=300))
@example(subject="a\r\nBcc: x@example.org", body="\r\n.\r\nMAIL FROM:<x@example.org>\r\n")
@example(subject="=?utf-8?q?a=0ABcc:_x?=", body="From the start\n.\n")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_gets_out_of_its_place(
    shared: tuple[Installation, Postbox], subject: str, body: str
) -> None:
    installation, box = shared
    box.letters.clear()
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR)
        note = notes.save(work, ira, cohort_id, subject, body, (), 0)
        if not note.title or not note.everyone:
            return
        me = learner(work, cohort_id, "me")
        notes.post(work, ira, cohort_id, 1)
    sending.run_due(installation)
    with installation.writing() as work:
        preferences.set_reminders(work, me, wanted=False)
    assert box.to() == {"me@example.org": 2}
    assert all(set(letter.keys()) == HEADERS for letter in box.letters)
    letter = next(one for one in box.letters if one["Subject"] != "Lessons are open")
    assert note.everyone in text_of(letter)
