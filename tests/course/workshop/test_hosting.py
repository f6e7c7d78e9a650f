"""Making a run, hosting it with others, and the secret of its board."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from course import erasing
from course.access import Role, Viewer
from course.errors import GoldseamError, NotFound
from course.installation import Installation
from course.own import leaving
from course.workshop import hosting, running, runs, scenes, tidying
from db.tables.identity import Membership
from pages.routes import erase_words
from tests import rooms, world
from tests.clock import START, HandClock
from tests.course.workshop.test_commands import another_host
from tests.rooms import POLL, Room


def test_a_host_who_teaches_no_more_hosts_no_more(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    room.do("start")
    with installation.writing() as work:
        work.db.execute(delete(Membership).where(Membership.account_id == room.host.account_id))
    with pytest.raises(NotFound):
        room.do("open")


def test_hosts_are_invited_by_address_and_one_always_stays(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    with installation.writing() as work:
        world.someone(work, world.cohort(work), Role.LEARNER, email="learner@example.org")
        for address in ("learner@example.org", "nobody@example.org", ""):
            with pytest.raises(GoldseamError) as refused:
                hosting.invite_host(work, room.host, room.run_id, address)
            assert refused.value.sentence == (
                "No instructor here has that address in their account."
            )
        with pytest.raises(GoldseamError) as refused:
            hosting.remove_host(work, room.host, room.run_id, room.host.account_id)
        assert refused.value.sentence == "Somebody has to host it. Invite another host first."
    other = another_host(room)
    with installation.writing() as work:
        names = [one.name for one in hosting.hosts(work, other, room.run_id)]
        assert names == ["Invented Person", "The host"]
        hosting.remove_host(work, other, room.run_id, room.host.account_id)
    with pytest.raises(NotFound):
        room.do("start")


def test_a_run_of_a_cohort_is_hosted_by_all_who_teach_it(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        fellow = world.someone(work, scene.cohort_id, Role.INSTRUCTOR, name="Fellow")
        run_id = rooms.make(work, scene.instructor, cohort_id=scene.cohort_id)
        assert [one.id for one in runs.mine(work, fellow)] == [run_id]
        with pytest.raises(NotFound):
            rooms.make(work, scene.other_instructor, cohort_id=scene.cohort_id)
        with pytest.raises(NotFound):
            rooms.make(work, scene.learner)


def test_a_code_that_another_run_has_is_drawn_again(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["ABCDEF", "ABCDEF", "ABCDEF", "HJKMNP"])
    monkeypatch.setattr(runs, "new_code", lambda: next(drawn))
    assert [rooms.room(installation, POLL).code for _ in range(2)] == ["ABCDEF", "HJKMNP"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "x" * 201}, "The title is one line of at most 200 characters."),
        ({"minutes": 4}, "A workshop lasts 5 minutes to 12 hours."),
        ({"capacity": 1}, "A workshop has room for 2 to 5,000 people."),
        ({"starts_at": START - timedelta(hours=2)}, runs.PAST),
        ({"time_zone": "Moon"}, "Choose a time zone from the list, such as Europe/London."),
        (
            {"for_guests": False},
            "A workshop without a cohort is open to guests. Choose that, or a cohort.",
        ),
    ],
)
def test_what_a_run_cannot_be_made_of_is_said(
    sqlite_installation: Installation, given: dict[str, Any], sentence: str
) -> None:
    with sqlite_installation.writing() as work:
        host = world.someone(work, world.cohort(work), Role.INSTRUCTOR)
        with pytest.raises(GoldseamError) as refused:
            rooms.make(work, host, **given)
    assert refused.value.sentence == sentence


def test_the_board_opens_by_its_last_secret_alone(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=3)

    def opens(secret: str) -> bool:
        with installation.reading() as work:
            try:
                shown = scenes.for_board(work, None, room.run_id, secret)
            except NotFound:
                return False
        assert shown["mine"] == {"board": True}
        assert shown["run"]["people"] == 3
        return True

    with installation.writing() as work:
        first = hosting.new_board(work, room.host, room.run_id)
    assert [opens(first), opens(""), opens("0" * 22)] == [True, False, False]
    with installation.writing() as work:
        second = hosting.new_board(work, room.host, room.run_id)
    assert [opens(first), opens(second)] == [False, True]
    with installation.writing() as work:
        hosting.no_board(work, room.host, room.run_id)
    assert opens(second) is False


def _teaches_no_more(installation: Installation, *viewers: Viewer) -> None:
    with installation.writing() as work:
        accounts = [viewer.account_id for viewer in viewers]
        work.db.execute(delete(Membership).where(Membership.account_id.in_(accounts)))


def _cohorts_run(installation: Installation, **given: Any) -> tuple[Room, Viewer]:
    """A run of a cohort with two hosts."""
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        host = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ana")
        other = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ben")
        run_id = rooms.make(work, host, rooms.plan(POLL), cohort_id=cohort_id, **given)
    return Room(installation, host, run_id), other


def test_who_teaches_no_more_is_counted_no_more_and_the_last_who_does_stays(
    installation: Installation,
) -> None:
    room, other = _cohorts_run(installation)
    _teaches_no_more(installation, other)
    with installation.writing() as work:
        assert [one.name for one in hosting.hosts(work, room.host, room.run_id)] == ["Ana"]
        with pytest.raises(GoldseamError, match="Invite another host first"):
            hosting.remove_host(work, room.host, room.run_id, room.host.account_id)


def test_a_run_that_lost_its_hosts_is_taken_over_by_an_instructor_of_its_cohort(
    installation: Installation, clock: HandClock
) -> None:
    room, other = _cohorts_run(installation)
    room.do("start")
    with installation.writing() as work:
        cohort_id = str(room.host_scene().run.cohort_id)
        new = world.someone(work, cohort_id, Role.INSTRUCTOR, name="New")
        stranger = world.someone(work, world.cohort(work), Role.INSTRUCTOR, name="Stranger")
        assert hosting.without_host(work, new) == ()
        with pytest.raises(NotFound):
            hosting.take_over(work, new, cohort_id, room.run_id)
    _teaches_no_more(installation, room.host)
    with installation.writing() as work:
        erasing.erase(work, other.account_id)
    assert tidying.run_due(installation) == []
    with installation.writing() as work:
        assert [one.id for one in hosting.without_host(work, new)] == [room.run_id]
        assert hosting.without_host(work, stranger) == ()
        with pytest.raises(NotFound):
            hosting.take_over(work, stranger, stranger.belongs[0].cohort_id, room.run_id)
        hosting.take_over(work, new, cohort_id, room.run_id)
        assert [one.name for one in hosting.hosts(work, new, room.run_id)] == ["New"]
        assert hosting.without_host(work, new) == ()
    Room(installation, new, room.run_id).do("open", "close", "end")


def test_a_run_that_nobody_takes_over_is_ended_in_the_end(
    installation: Installation, clock: HandClock
) -> None:
    room, other = _cohorts_run(installation)
    room.do("start")
    with installation.writing() as work:
        world.someone(work, room.host_scene().run.cohort_id, Role.INSTRUCTOR, name="Idle")
    _teaches_no_more(installation, room.host, other)
    clock.move(hours=13)
    assert tidying.run_due(installation) == []
    clock.move(hours=1)
    assert tidying.run_due(installation) == [room.run_id]


@pytest.mark.parametrize("started", [False, True])
@pytest.mark.parametrize("guests", [False, True])
def test_a_run_that_nobody_can_take_over_ends_at_the_next_minute(
    installation: Installation, guests: bool, started: bool
) -> None:
    gone: list[Viewer] = []
    if guests:
        room = rooms.room(installation, POLL)
    else:
        room, other = _cohorts_run(installation)
        gone.append(other)
    (token,) = room.join() if guests else [""]
    if started:
        room.do("start", "open")
    assert tidying.run_due(installation) == []
    _teaches_no_more(installation, room.host, *gone)
    assert tidying.run_due(installation) == [room.run_id]
    with installation.reading() as work:
        run = running.find(work, room.run_id)
    assert (run.state.status, run.state.cancelled) == ("ended", not started)
    if guests:
        assert room.scene(token)["run"]["status"] == "ended"
    assert tidying.run_due(installation) == []


def test_who_erases_themselves_reads_first_which_workshops_they_alone_lead(
    installation: Installation,
) -> None:
    room, other = _cohorts_run(installation, title="Led by two")
    with installation.writing() as work:
        rooms.make(work, room.host, rooms.plan(POLL), title="Guests <b>only</b>")
        rooms.make(work, room.host, rooms.plan(POLL), title="A rehearsal", rehearsal=True)
    with installation.reading() as work:
        found = leaving.before_erasing(work, room.host)
        assert found.leads_alone == ("Guests <b>only</b>",)
        assert leaving.before_erasing(work, other).leads_alone == ()
    said = bytes(erase_words.explanation(found).body).decode()
    assert "Nobody but you leads “Guests &lt;b&gt;only&lt;/b&gt;”." in said
    _teaches_no_more(installation, other)
    with installation.reading() as work:
        assert leaving.before_erasing(work, room.host).leads_alone[1:] == ("Led by two",)
