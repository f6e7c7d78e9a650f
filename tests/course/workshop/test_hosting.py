"""Making a run, hosting it with others, and the secret of its board."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete

from course.access import Role
from course.errors import GoldseamError, NotFound
from course.installation import Installation
from course.workshop import hosting, runs, scenes
from db.tables.identity import Membership
from tests import rooms, world
from tests.course.workshop.test_commands import another_host
from tests.rooms import POLL


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
