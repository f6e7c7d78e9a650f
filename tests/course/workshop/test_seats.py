"""Joining by a code: who gets in, who is told what to do instead, and what a label gives away."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from course.access import Role
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.workshop import labels, scenes, seats
from course.workshop.seats import Ended, Full, MembersOnly, NoSuchCode, NotYet
from db.tables.live import LiveRun, LiveSeat
from tests import rooms, world
from tests.clock import HandClock
from tests.rooms import POLL, Room


def look(room: Room, code: str) -> seats.Joining:
    with room.installation.reading() as work:
        return seats.look(work, None, code)


def test_a_code_leads_to_its_run_however_it_is_typed(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    code = room.code
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        found = look(room, typed)
        assert (found.run_id, found.title) == (room.run_id, "An evening on repair")


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFG", "ABC10O", "ABCDÉF", "'; --", "A" * 20_000])
def test_what_can_be_no_code_is_told_what_a_code_looks_like(
    sqlite_installation: Installation, typed: str
) -> None:
    room = rooms.room(sqlite_installation, POLL)
    with pytest.raises(NoSuchCode) as refused:
        look(room, typed)
    assert refused.value.sentence == seats.NO_CODE


def test_a_code_that_no_run_has_is_named(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    wrong = "ABCDEF" if room.code != "ABCDEF" else "ABCDEG"
    with pytest.raises(NoSuchCode) as refused:
        look(room, wrong)
    assert refused.value.sentence == f"No workshop has the code {wrong}. {seats.NO_CODE}"


def test_too_early_says_when_to_come_back(installation: Installation, clock: HandClock) -> None:
    start = clock.now() + timedelta(hours=3)
    room = rooms.room(installation, POLL, starts_at=start)
    with pytest.raises(NotYet) as refused:
        look(room, room.code)
    assert refused.value.sentence == (
        "You can join from Monday 7 September at 12:30 (Europe/London) on. Come back then with the "
        "same code."
    )
    assert (refused.value.run_id, refused.value.title) == (room.run_id, "An evening on repair")
    clock.move(hours=2, minutes=30)
    assert look(room, room.code).run_id == room.run_id


def test_a_host_who_starts_early_lets_people_in(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, POLL, starts_at=clock.now() + timedelta(days=3))
    room.do("start")
    assert look(room, room.code).run_id == room.run_id


def test_an_ended_run_says_so_and_gives_its_code_free(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=1)
    room.do("start", "end")
    code = room.code
    with pytest.raises(Ended) as refused:
        look(room, code)
    assert refused.value.sentence == (
        "This workshop has ended. If you wanted to join another one, ask for its code."
    )
    other = rooms.room(installation, POLL)
    with installation.writing() as work:
        run = work.db.scalars(select(LiveRun).where(LiveRun.id == other.run_id)).one()
        run.code = code
    assert look(other, code).run_id == other.run_id


def test_a_full_run_says_what_to_do_and_a_freed_seat_is_taken(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=2, capacity=2)
    with pytest.raises(Full) as refused:
        room.join()
    assert refused.value.sentence.startswith("Every seat in this workshop is taken.")
    with installation.writing() as work, pytest.raises(Full):
        seats.add_without_device(work, room.host, room.run_id)
    with installation.writing() as work:
        seats.leave(work, None, room.run_id, room.tokens[0])
    assert len(room.join()) == 1


def test_the_last_seat_is_taken_once(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=1, capacity=3)
    code, found = room.code, []
    gate = threading.Barrier(6)

    def join() -> None:
        gate.wait()
        try:
            with installation.writing() as work:
                found.append(seats.take(work, None, room.run_id, code, "room").token)
        except Full:
            found.append("full")

    threads = [threading.Thread(target=join) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(one == "full" for one in found) == {True: 4, False: 2}
    assert len(room.host_scene().seats) == 3


def test_a_run_of_a_cohort_alone_takes_its_members_and_keeps_no_link_to_them(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        run_id = rooms.make(work, scene.instructor, cohort_id=scene.cohort_id, for_guests=False)
    room = Room(installation, scene.instructor, run_id)
    code = room.code
    with installation.writing() as work:
        for outsider in (None, scene.stranger, scene.owner):
            with pytest.raises(MembersOnly) as refused:
                seats.take(work, outsider, run_id, code, "room")
            assert "Sign in on this device first" in refused.value.sentence
        token = seats.take(work, scene.learner, run_id, code, "online").token
        row = work.db.scalars(select(LiveSeat).where(LiveSeat.run_id == run_id)).one()
        kept = [str(getattr(row, column.name)) for column in LiveSeat.__table__.columns]
        assert scene.learner.account_id not in "".join(kept)
        assert token not in "".join(kept)


@pytest.mark.parametrize("device", ["none", "", "tablet"])
def test_a_seat_is_in_the_room_or_online(sqlite_installation: Installation, device: str) -> None:
    room = rooms.room(sqlite_installation, POLL)
    with pytest.raises(BadInput):
        room.join(1, device)


def test_another_runs_code_opens_no_seat(installation: Installation) -> None:
    room, other = rooms.room(installation, POLL), rooms.room(installation, POLL)
    code = other.code
    with installation.writing() as work:
        for run_id, given in ((room.run_id, code), (room.run_id, ""), ("0" * 32, code)):
            with pytest.raises(NoSuchCode):
                seats.take(work, None, run_id, given, "room")


def test_a_late_seat_comes_to_the_present_stage(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=2)
    room.do("start", "open")
    (late,) = room.join()
    assert room.scene(late)["activity"] == room.scene(room.tokens[0])["activity"]
    room.answer(late, {"choice": "ask"})
    assert room.scene(late)["mine"]["response"] == {"choice": "ask"}


def test_a_token_comes_back_to_its_seat_and_answer(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=3)
    room.do("start", "open")
    room.answer(room.tokens[1], {"choice": "name"})
    assert room.scene(room.tokens[1]) == room.scene(room.tokens[1])
    with installation.reading() as work:
        found = scenes.known(work, room.run_id, [*room.tokens, "no token"])
    assert set(found) == set(room.tokens)
    assert len(set(found.values())) == 3


def test_a_removed_seat_sees_nothing_any_more_and_its_holder_may_join_again(
    installation: Installation,
) -> None:
    room = rooms.room(installation, POLL, people=2)
    room.do("start", "open")
    gone = next(seat for seat in room.host_scene().seats)
    before = room.host_scene().run.revision
    with installation.writing() as work:
        # Its phone is told by the next revision, wherever it is connected.
        assert seats.remove(work, room.host, room.run_id, gone.id) == before + 1
        with pytest.raises(NotFound):
            seats.remove(work, room.host, room.run_id, gone.id)
    seen = 0
    for token in list(room.tokens):
        try:
            room.scene(token)
            seen += 1
        except NotFound:
            with pytest.raises(NotFound):
                room.answer(token, {"choice": "ask"})
    assert seen == 1
    room.join()
    assert len(room.host_scene().seats) == 2


def test_a_seat_of_another_run_can_not_be_removed(installation: Installation) -> None:
    room, other = (rooms.room(installation, POLL, people=1) for _ in range(2))
    theirs = other.host_scene().seats[0].id
    with installation.writing() as work, pytest.raises(NotFound):
        seats.remove(work, room.host, room.run_id, theirs)
    assert len(other.host_scene().seats) == 1


def test_a_cohorts_instructor_joins_as_anybody_does(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        fellow = world.someone(work, scene.cohort_id, Role.INSTRUCTOR)
        run_id = rooms.make(work, scene.instructor, cohort_id=scene.cohort_id, for_guests=False)
    code = Room(installation, scene.instructor, run_id).code
    with installation.writing() as work:
        assert seats.take(work, fellow, run_id, code, "room")


def test_the_word_of_a_seat_that_was_left_is_free_again(
    sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "new_label", lambda capacity: "Heron")
    room = rooms.room(sqlite_installation, POLL, people=1)
    with sqlite_installation.writing() as work:
        seats.leave(work, None, room.run_id, room.tokens[0])
    room.join()
    assert [seat.label for seat in room.host_scene().seats] == ["Heron"]
