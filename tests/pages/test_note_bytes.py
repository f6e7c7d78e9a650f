"""A note's reader sees what is for them; every byte an instructor gets is the same whoever that is.

Asked over the real protocol of a served process, so that nothing between page and socket is left
out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from course.access import Role
from course.cohort import notes, trainers
from course.cohort.notes import Part
from course.installation import Installation
from course.study import attempts, progress
from db.base import Base
from db.tables.cohort import Cohort
from pages.ui.registry import PAGES, Audience
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Tab

BEGIN, AWAY = "Canary: begin whenever you like.", "Canary: it was quiet for a while."
HOSTILE = (
    "<script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(1)) "
    "<http://evil.example> **bold** :red[z] $x$ `c`\n\n# No heading\n\n- one\n- two"
)
TEACHING = [entry.path for entry in PAGES if entry.audience is Audience.INSTRUCTOR]


@pytest.fixture
def place(shared_server: Server) -> Iterator[Installation]:
    with shared_server.opened() as opened:
        yield opened


def bytes_of(server: Server, header: str, path: str, query: str = "") -> list[bytes]:
    """What a page sends, element by element; a run's own random number is no part of that."""
    with Tab(server.url, header) as tab:
        run = tab.run(path=path, query=query)
    drawn = (m.delta for m in run.messages if m.WhichOneof("type") == "delta")
    return [delta.SerializeToString(deterministic=True) for delta in drawn]


def words_of(server: Server, header: str, path: str, query: str = "") -> str:
    with Tab(server.url, header) as tab:
        return tab.run(path=path, query=query).texts()


def everything(place: Installation) -> dict[str, list[str]]:
    with place.reading() as work:
        return {
            table.name: sorted(repr(tuple(row)) for row in work.db.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def test_the_instructors_bytes_are_the_same_whatever_learners_are_in(
    shared_server: Server, place: Installation
) -> None:
    lesson = next(iter(place.catalogue.editions.values())).lesson
    with place.writing() as work:
        cohort_id = world.cohort(work, starts_on=work.now.date() - timedelta(days=40))
        later = work.now.date() + timedelta(days=7)  # no roster is fixed while we look
        work.db.execute(update(Cohort).where(Cohort.id == cohort_id).values(freeze_on=later))
        ira = world.account(work, "Ira")
        world.join(work, ira, cohort_id, Role.INSTRUCTOR)
        ira_cookie = cookie(place, world.sign_in(work, ira))
        people = [world.someone(work, cohort_id, name=f"Person {n}") for n in range(3)]
        theirs = [cookie(place, world.sign_in(work, one.account_id)) for one in people]
        viewer = world.viewer(work, world.sign_in(work, ira))
        some = (Part(f"unbegun/{lesson.id}", BEGIN), Part("away/14", AWAY))
        notes.save(work, viewer, cohort_id, "Hello", "To all of you.", some, 0)
        notes.post(work, viewer, cohort_id, 1)
    first = {path: bytes_of(shared_server, ira_cookie, path) for path in TEACHING}
    assert all(len(sent) > 3 for sent in first.values())
    assert BEGIN.encode() in b"".join(first["notes"])
    with place.writing() as work:
        progress.move(work, people[1], cohort_id, lesson.id, lesson.steps[1].id)
    _hand_in_long_ago(place, cohort_id, people[2].account_id, lesson.id)
    seen = [words_of(shared_server, one, "learn") for one in theirs]
    assert [(BEGIN in one, AWAY in one) for one in seen] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    before = everything(place)
    for one in theirs:
        for what in ("time", "tell", "pause", "leave"):
            assert "To all of you." not in words_of(shared_server, one, "note", f"do={what}")
        words_of(shared_server, one, "learn")
    assert everything(place) == before
    assert {path: bytes_of(shared_server, ira_cookie, path) for path in TEACHING} == first


def _hand_in_long_ago(place: Installation, cohort_id: str, account_id: str, lesson_id: str) -> None:
    """An attempt whose sealed time lies twenty days back."""
    with place.writing() as work:
        token = world.sign_in(work, account_id)
        viewer = world.viewer(work, token)
        then = world.at(work, work.now - timedelta(days=20))
        attempts.submit(
            then, viewer, cohort_id, lesson_id, "excuse-and-punish", {"text": "Words"}, "k" * 16
        )


def test_hostile_words_of_an_instructor_are_inert_and_literal(
    shared_server: Server, place: Installation
) -> None:
    lesson = next(iter(place.catalogue.editions.values())).lesson
    name = '<img src=x onerror=alert(1)> "Bo" שלום 🙂 **x**'
    with place.writing() as work:
        cohort_id = world.cohort(work)
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR, name=name)
        me = cookie(place, world.sign_in(work, world.someone(work, cohort_id).account_id))
        notes.save(work, ira, cohort_id, name, HOSTILE, (), 0)
        notes.post(work, ira, cohort_id, 1)
        trainers.save_words(work, ira, cohort_id, lesson.id, HOSTILE, 0)
    query = f"lesson={lesson.id}&step={lesson.steps[0].id}"
    for said in (
        words_of(shared_server, me, "learn"),
        words_of(shared_server, me, "lesson", query),
    ):
        assert (
            "&lt;script&gt;alert(1)&lt;/script&gt; ![x](http://evil.example/x.png) "
            "[y](javascript:alert(1)) &lt;http://evil.example&gt; <strong>bold</strong> "
            ":red[z] $x$ `c`</p>\n<p># No heading</p>\n<ul>\n<li>one</li>" in said
        )
        assert "<script>alert" not in said
        assert "<img src=x" not in said
        assert 'href="http://evil' not in said
    assert "&lt;img src=x onerror=alert(1)&gt; &quot;Bo&quot; שלום 🙂 **x**" in words_of(
        shared_server, me, "learn"
    )


def test_words_at_the_head_of_a_lesson_stand_on_its_first_step_alone(
    shared_server: Server, place: Installation
) -> None:
    lesson = next(iter(place.catalogue.editions.values())).lesson
    with place.writing() as work:
        cohort_id, other = world.cohort(work), world.cohort(work)
        ira = world.someone(work, cohort_id, Role.INSTRUCTOR)
        trainers.save_words(work, ira, cohort_id, lesson.id, "Bring a *pen*.", 0)
        headers = [
            cookie(place, world.sign_in(work, world.someone(work, where).account_id))
            for where in (cohort_id, other)
        ]
    first, second = (f"lesson={lesson.id}&step={step.id}" for step in lesson.steps[:2])
    line = "<p>Bring a <em>pen</em>.</p>"
    assert line in words_of(shared_server, headers[0], "lesson", first)
    assert line not in words_of(shared_server, headers[0], "lesson", second)
    assert line not in words_of(shared_server, headers[1], "lesson", first)
