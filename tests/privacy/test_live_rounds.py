"""T12: a poll with too few votes, a poll watched vote by vote, a second reveal: nothing is told."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from course.errors import TooLong
from course.installation import Installation
from course.workshop import hosting, scenes, sealing
from course.workshop.commands import Refused
from db.queries import live_answers
from db.tables.live import LiveText
from tests import rooms
from tests.rooms import POLL, TEXT, Room

CHOICES = [choice.id for choice in POLL.choices]


def seen(room: Room, board: str) -> list[Any]:
    """All that the host, the board and another seat can see of a run, without its random names."""
    host = room.host_scene()
    with room.installation.reading() as work:
        shown = scenes.for_board(work, None, room.run_id, board)
    other = room.scene(room.tokens[-1])
    for scene in (shown, other):
        scene["run"] = {**scene["run"], "id": "", "code": "", "join": ""}
    seats = [(seat.device, seat.called) for seat in host.seats]
    moderated = [(one.state, one.text) for one in host.texts]
    return [host.run.state, host.enough, host.least, seats, moderated, shown, own(other)]


def own(scene: dict[str, Any]) -> dict[str, Any]:
    return {**scene, "mine": {**scene["mine"], "seat": ""}}


def watched(
    installation: Installation, votes: Sequence[str], *, upto: str | None = None
) -> list[list[Any]]:
    """What is seen before the first vote, after each, and after what is commanded then."""
    room = rooms.room(installation, POLL, people=12)
    with installation.writing() as work:
        board = hosting.new_board(work, room.host, room.run_id)
    room.do("start", "open")
    views = [seen(room, board)]
    for token, vote in zip(room.tokens, votes, strict=False):
        room.answer(token, {"choice": vote})
        views.append(seen(room, board))
    for command in ("close", *([upto] if upto else [])):
        room.do(command)
        views.append(seen(room, board))
    return views


def test_a_poll_with_too_few_votes_tells_nothing(installation: Installation) -> None:
    """Whatever five people vote, and whether four, five or nobody does, all that is seen is one."""
    rng = random.Random(5)
    ends = []
    for count in (0, 1, 4, 5, 5, 5):
        views = watched(installation, [rng.choice(CHOICES) for _ in range(count)])
        assert all(view == views[0] for view in views[:-1])
        ends.append(views[-1])
    assert all(end == ends[0] for end in ends)


def test_a_poll_watched_vote_by_vote_tells_only_when_enough_have_voted(
    installation: Installation,
) -> None:
    rng = random.Random(6)
    runs = [watched(installation, [rng.choice(CHOICES) for _ in range(10)]) for _ in range(3)]
    for views in runs:
        assert [view == views[0] for view in views[:6]] == [True] * 6
        assert [view[1] for view in views[:11]] == [False] * 6 + [True] * 5
        without = [[view[0], *view[2:]] for view in views[:11]]
        assert all(view == without[0] for view in without)
    assert runs[0] == runs[1] == runs[2]


def test_the_positive_control_a_tally_that_grows_with_each_vote_gives_every_vote_away(
    installation: Installation,
) -> None:
    """The same watcher, given what the database holds while a round is open."""
    room = rooms.room(installation, POLL, people=8)
    room.do("start", "open")
    votes = [random.Random(7).choice(CHOICES) for _ in range(8)]
    counted: Counter[str] = Counter()
    guessed = []
    for token, vote in zip(room.tokens, votes, strict=True):
        room.answer(token, {"choice": vote})
        now = Counter(_opened(room).values())
        guessed.append(next(iter((now - counted).elements())))
        counted = now
    assert guessed == votes


def _opened(room: Room) -> dict[str, str]:
    with room.installation.reading() as work:
        rows = live_answers.responses(work.db, room.run_id, "poll/1")
        found = {}
        for seat_id, sealed in rows.items():
            answer = sealing.open_answer(work, room.run_id, "poll/1", seat_id, sealed)
            assert answer is not None
            found[seat_id] = answer.parts[""]["choice"]
    return found


@pytest.mark.parametrize("again", ["reveal", "open", "further", "small_on"])
def test_a_second_reveal_and_a_second_vote_are_refused(
    installation: Installation, again: str
) -> None:
    room = rooms.room(installation, POLL, people=6)
    room.do("start", "open")
    room.answers([{"choice": "ask"}] * 6)
    room.do("close", "reveal")
    before = room.host_scene()
    with pytest.raises(Refused):
        room.do(again)
    assert room.host_scene() == before


def test_the_queue_looks_the_same_for_no_text_and_for_thirty(installation: Installation) -> None:
    seen_then = []
    for count in (0, 30):
        room = rooms.room(installation, TEXT, people=31)
        with installation.writing() as work:
            board = hosting.new_board(work, room.host, room.run_id)
        room.do("start", "open")
        room.answers([{"text": f"text {number}"} for number in range(count)])
        view = seen(room, board)
        seen_then.append([view[0], *view[2:]])
    assert seen_then[0] == seen_then[1]


def test_texts_are_sealed_at_one_length(installation: Installation) -> None:
    room = rooms.room(installation, TEXT, people=6)
    room.do("start", "open")
    room.answers([{"text": one} for one in ("a", "b" * 280, "🦢" * 280, "\n" * 3 + "c", "d", "e")])
    room.do("close")
    with installation.reading() as work:
        sealed = list(work.db.scalars(select(LiveText.sealed)))
    assert len(sealed) == 6
    assert len({len(one) for one in sealed}) == 1


def test_nothing_of_a_run_is_logged(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    room = rooms.room(installation, TEXT, people=6)
    room.do("start", "open")
    room.answers([{"text": "a heron stood in the reeds"}] * 6)
    with pytest.raises(TooLong) as error:
        room.answer(room.tokens[0], {"text": "heron " * 60})
    room.do("close", "reveal", "end")
    said = "\n".join(record.getMessage() for record in caplog.records) + str(error.value)
    for secret in ("heron", *room.tokens, room.code):
        assert secret not in said
