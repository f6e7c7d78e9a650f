"""Commands of several hosts, and commands beside answers: who comes second is told, or waits."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from course.access import Role, Viewer
from course.errors import NotFound
from course.installation import Installation
from course.workshop import hosting, responding, runs
from course.workshop.commands import Refused
from course.workshop.responding import Closed
from course.workshop.runs import MovedOn
from tests import rooms, world
from tests.counting import share_of
from tests.rooms import POLL, TRIADS, Room


def at_once(*doing: Callable[[], object]) -> list[object]:
    """What each of these comes to, all begun together; an error is what it comes to."""
    gate = threading.Barrier(len(doing))
    found: list[object] = [None] * len(doing)

    def run(place: int, what: Callable[[], object]) -> None:
        gate.wait()
        try:
            found[place] = what()
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=one) for one in enumerate(doing)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def command(room: Room, asked: str, seen: int, host: Viewer | None = None) -> int:
    with room.installation.writing() as work:
        return runs.command(work, host or room.host, room.run_id, asked, seen)


def another_host(room: Room) -> Viewer:
    with room.installation.writing() as work:
        cohort_id = world.cohort(work, "Elsewhere")
        other = world.someone(work, cohort_id, Role.INSTRUCTOR, email="Co@example.org")
        hosting.invite_host(work, room.host, room.run_id, " co@EXAMPLE.org ")
    return other


def test_of_two_hosts_who_press_at_once_the_second_is_told(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    other = another_host(room)
    seen = room.do("start")
    found = at_once(lambda: command(room, "open", seen), lambda: command(room, "open", seen, other))
    assert sorted(map(type, found), key=repr) == sorted([int, MovedOn], key=repr)
    assert [one for one in found if isinstance(one, int)] == [seen + 1]
    told = next(one for one in found if isinstance(one, MovedOn))
    assert told.sentence == "Already moved on: another host, or another window of yours, was first."
    assert room.host_scene().run.revision == seen + 1


def test_a_command_for_a_stage_that_is_over_changes_nothing(installation: Installation) -> None:
    room = rooms.room(installation, POLL, people=1)
    seen = room.do("start", "open")
    with pytest.raises(MovedOn):
        command(room, "close", seen - 1)
    assert room.host_scene().run.state.stage == "open"


def test_stopping_all_is_done_whatever_was_seen(installation: Installation) -> None:
    room = rooms.room(installation, TRIADS, people=3)
    seen = room.do("start", "open")
    assert command(room, "stop_all", seen - 2) == seen + 1
    shown = room.scene(room.tokens[0])["run"]
    assert shown["stopped"] is True
    assert shown["de_role"] == ["Stop here. The role-play is over.", "You are yourself again."]
    room.do("carry_on")
    assert "de_role" not in room.scene(room.tokens[0])["run"]


def test_a_refused_command_leaves_the_revision_alone(installation: Installation) -> None:
    room = rooms.room(installation, POLL)
    seen = room.do("start")
    with pytest.raises(Refused):
        command(room, "close", seen)
    with pytest.raises(NotFound):
        command(room, "explode", seen)
    assert room.host_scene().run.revision == seen


def test_answers_that_meet_a_closing_are_counted_or_refused(installation: Installation) -> None:
    """Whatever the order, nothing is acknowledged and then lost, and no row is left behind."""
    people = 12
    room = rooms.room(installation, POLL, people=people)
    seen = room.do("start", "open")
    room.answers([{"choice": "ask"}] * 6)

    def answering(token: str) -> Callable[[], object]:
        def answer() -> object:
            with installation.writing() as work:
                return responding.respond(
                    work,
                    None,
                    room.run_id,
                    token,
                    "poll/1",
                    f"late-{token[:8]}",
                    {"choice": "name"},
                )

        return answer

    late = [answering(token) for token in room.tokens[6:]]
    found = at_once(*late[:3], lambda: command(room, "close", seen), *late[3:])
    closing = found.pop(3)
    assert closing == seen + 1
    kinds = Counter(type(one) for one in found)
    assert set(kinds) <= {responding.Ack, Closed}
    assert rows_left(room) == 0
    command(room, "reveal", seen + 1)
    named = next(bar for bar in room.result()["bars"] if bar["id"] == "name")
    acked = kinds[responding.Ack]
    assert named["share"] == share_of(acked, 6 + acked)


def test_a_command_does_not_wait_for_answers_that_keep_coming(installation: Installation) -> None:
    """Two streams of answers, a transaction always open in one of them; a host pauses meanwhile."""
    room = rooms.room(installation, POLL, people=2)
    seen = room.do("start", "open")
    over, counts = threading.Event(), [0, 0]

    def keep_answering(place: int) -> None:
        while not over.is_set():
            with installation.writing() as work:
                for choice in ("ask", "name", "leave", "sorry"):
                    counts[place] += 1
                    key = f"key-{place}-{counts[place]:06d}"
                    given = (room.run_id, room.tokens[place], "poll/1", key, {"choice": choice})
                    responding.respond(work, None, *given)

    streams = [threading.Thread(target=keep_answering, args=(place,)) for place in (0, 1)]
    for stream in streams:
        stream.start()
    try:
        while min(counts) < 20:
            pass
        for asked in ("pause", "go_on", "minute", "pause", "go_on"):
            before = sum(counts)
            seen = command(room, asked, seen)
            assert sum(counts) - before < 200, asked
    finally:
        over.set()
        for stream in streams:
            stream.join()


def rows_left(room: Room) -> int:
    with room.installation.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM live_response").scalar_one())


def test_a_round_more_is_given_only_where_somebody_lacks_a_role(
    installation: Installation,
) -> None:
    """Three rounds are enough for three; somebody who comes for the last one lacks a role."""
    through = ("open", "close", "next")
    for late in (False, True):
        room = rooms.room(installation, TRIADS, people=3)
        room.do("start", *through, *through)
        if late:
            room.join(3)
        room.do("open", "close")
        if not late:
            with pytest.raises(Refused) as refused:
                room.do("another")
            assert refused.value.sentence == "Everybody who plays has been in both roles."
            continue
        room.do("another", "open")
        shown = room.scene(room.tokens[0])["activity"]
        assert (shown["item"], shown["round"], shown["rounds"]) == ("triads/4", 4, 4)
        assert room.scene(room.tokens[4])["mine"]["group"]["card"]["paragraphs"][0] == "Scene 1"
