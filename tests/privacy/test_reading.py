"""What is read between two ticks is the same bytes, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course import erasing
from course.access import Role, token_hash
from course.cohort import overview, ticking
from course.cohort.export import inert
from course.installation import Installation
from db.queries import release
from db.tables.identity import SignIn, Subject
from pages.routes import overview_files
from pages.ui import charts, wiring
from tests import world
from tests.clock import HandClock
from tests.privacy.worlds import FREEZE, LESSON, MIDDLE, NOTICE, Group, group, signed_in

READS = 100


def token_of(here: Group, account_id: str) -> str:
    """A cookie for somebody, good for a month from now."""
    with here.installation.writing() as work:
        return world.sign_in(work, account_id)


def get(here: Group, token: str) -> tuple[int, dict[str, str], bytes]:
    """The CSV's status, headers and bytes."""
    wiring.use(here.installation)
    client = TestClient(Starlette(routes=overview_files.ROUTES), base_url="http://localhost:8501")
    client.cookies.set(f"goldseam_{here.installation.id[:8]}", token)
    answer = client.get(f"/overview/{here.cohort_id}.csv")
    return answer.status_code, dict(answer.headers), answer.content


def everything(here: Group, token: str) -> tuple[object, ...]:
    """All that an instructor and a learner can read, and the release store's own state."""
    seen = here.see()
    with here.installation.reading() as work:
        theirs = overview.for_learner(work, here.learner, here.cohort_id)
    file = Path(here.installation.settings.data) / "release.db"
    return (
        repr(seen),
        repr(theirs) == repr(seen),
        charts.ratings("light", seen.ratings).to_json(),
        charts.completion("dark", seen.lessons, seen.counted or 0).to_json(),
        get(here, token),
        file.read_bytes(),
        file.stat().st_mtime_ns,
    )


def published(installation: Installation, clock: HandClock) -> Group:
    """A cohort of 25 between two ticks, with figures out and more waiting."""
    here = group(installation, clock, 25)
    here.go_to(FREEZE)
    here.give(*range(12))
    here.give(*range(12), channel=NOTICE, value=4)
    clock.set(clock.now().replace(month=9, day=27))
    ticking.run_due(installation, toss=lambda: False)
    return here


def test_a_hundred_reads_within_a_tick_are_the_same_bytes(
    installation: Installation, clock: HandClock
) -> None:
    here = published(installation, clock)
    token = token_of(here, here.instructor.account_id)
    first = everything(here, token)
    assert (here.lesson(), here.notice().said) == ("at least 12", "4.0")
    for read in range(READS):
        clock.move(hours=2)
        if read % 20 == 0:
            ticking.run_due(installation)
            assert everything(here, token) == first
        assert get(here, token) == first[4]
    assert clock.now().date() < MIDDLE


def erase_a_released_learner(here: Group) -> None:
    with here.installation.writing() as work:
        erasing.log_of(work.settings.data).add(())
        counted = release.joined_learners(work.db, [here.cohort_id])[here.cohort_id]
        erasing.erase(work, sorted(counted - {here.learner.account_id})[0])


def join_late(here: Group) -> None:
    with here.installation.writing() as work:
        world.join(work, world.account(work), here.cohort_id, Role.LEARNER)


EVENTS: dict[str, Callable[[Group], object]] = {
    "somebody completes": lambda here: here.give(13),
    "many complete": lambda here: here.give(*range(12, 25)),
    "somebody edits": lambda here: here.give(0, channel=NOTICE, value=1),
    "somebody rates": lambda here: here.give(20, channel=NOTICE, value=1),
    "somebody joins late": join_late,
    "somebody is erased": erase_a_released_learner,
    "a sign-in": lambda here: token_of(here, here.learner.account_id),
    "settling": lambda here: ticking.settle(here.installation),
    "the runner runs": lambda here: ticking.run_due(here.installation),
}


def test_no_event_between_ticks_changes_a_byte(
    installation: Installation, clock: HandClock
) -> None:
    here = published(installation, clock)
    token = token_of(here, here.instructor.account_id)
    before = everything(here, token)
    for name, event in EVENTS.items():
        event(here)
        assert everything(here, token) == before, name


def test_the_csv_has_the_same_rows_before_and_after_figures_come(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = group(sqlite_installation, clock, 13)
    token = token_of(here, here.instructor.account_id)
    status, headers, empty = get(here, token)
    assert status == 200
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"] == 'attachment; filename="overview.csv"'
    here.give(*range(6))
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    token = token_of(here, here.instructor.account_id)
    lines, before = get(here, token)[2].decode().split("\r\n"), empty.decode().split("\r\n")
    # A head; completion, tries, checks and returns of two lessons; progress; averages in two waves,
    # growth, and spreads in two waves of eight skills; a statement; nothing after the last line.
    assert len(lines) == len(before) == 1 + 4 * 2 + 1 + 5 * 8 + 1 + 1
    assert lines[0] == '"Figure","Item","Published","People behind it","Since"'
    assert before[1] == (
        '"Lesson completed","1. The first lesson","Not published","Not published","Not published"'
    )
    assert lines[1] == ('"Lesson completed","1. The first lesson","at least 6","6+","2026-10-09"')
    assert lines[2:] == before[2:]


def test_the_csv_is_for_the_cohorts_instructors_alone(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    here = group(sqlite_installation, clock, 8)
    other = group(sqlite_installation, clock, 8)
    with sqlite_installation.writing() as work:
        owner = world.account(work, is_owner=True)
    gone = token_of(here, here.instructor.account_id)
    with sqlite_installation.writing() as work:
        work.db.execute(delete(SignIn).where(SignIn.token_hash == token_hash(gone)))
    tokens = [
        token_of(here, here.learner.account_id),
        token_of(here, other.instructor.account_id),
        token_of(here, owner),
        gone,
        "x" * 43,
    ]
    answers = [get(here, token) for token in tokens]
    assert {status for status, _, _ in answers} == {404}
    assert len({body for _, _, body in answers}) == 1
    assert all(headers["cache-control"] == "no-store" for _, headers, _ in answers)
    clock.move(days=31)
    assert get(here, token_of(here, here.instructor.account_id))[0] == 200


def test_a_learner_is_told_who_came_by_a_link_the_instructor_could_have_opened(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 9)
    with installation.writing() as work:
        learner = here.learner.account_id
        work.db.add(Subject(issuer="https://id.example.org", subject="1", account_id=learner))
    with installation.reading() as work:
        found = overview.joined_by_link(work, here.learner, here.cohort_id)
    assert (found.by_link, found.joined) == (8, 9)


@pytest.mark.parametrize("start", [*"=+-@\t\r", "＝", "  =", "|", "%"])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert inert(f"{start}cmd") == f"'{start}cmd"
    assert inert("at least 6") == "at least 6"
    assert inert("6+") == "6+"


def test_reading_long_after_the_end_still_shows_the_last_figures(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 13)
    here.give(*range(6), channel=LESSON)
    here.go_to(FREEZE)
    here.go_to(MIDDLE + timedelta(days=200))
    assert (here.lesson(), here.see().next_tick) == ("at least 6", None)
    assert signed_in(installation, clock, here.learner.account_id)
