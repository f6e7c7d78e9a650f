"""Answers: kept once however often they come, changed while open, refused afterwards, sealed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from course.errors import BadInput, GoldseamError, NotFound, TooLong
from course.installation import Installation
from course.workshop import responding
from course.workshop.responding import CLOSED, Closed
from db.tables.live import LiveResponse, LiveSeat
from tests import rooms
from tests.counting import statements
from tests.rooms import AGAIN, EXIT, LINE, POLL, SCALE, TEXT, WORDS, Room

UNCUT = "Nothing was cut or sent."


def opened(installation: Installation, activity: object, people: int = 1) -> Room:
    room = rooms.room(installation, activity, people=people)
    room.do("start", "open")
    return room


def stored(room: Room) -> list[LiveResponse]:
    with room.installation.reading() as work:
        return list(work.db.scalars(select(LiveResponse)))


def mine(room: Room) -> dict[str, Any]:
    found: dict[str, Any] = room.scene(room.tokens[0])["mine"]
    return found


def test_a_double_tap_and_a_retry_are_one_row(installation: Installation) -> None:
    room = opened(installation, POLL)
    token = room.tokens[0]
    for _ in range(3):
        room.answer(token, {"choice": "ask"}, key="same-key-1")
    assert len(stored(room)) == 1
    assert mine(room)["response"] == {"choice": "ask"}


def test_a_retry_that_comes_after_a_change_changes_nothing(installation: Installation) -> None:
    room = opened(installation, POLL)
    token = room.tokens[0]
    room.answer(token, {"choice": "ask"}, key="key-first")
    room.answer(token, {"choice": "name"}, key="key-second")
    room.answer(token, {"choice": "ask"}, key="key-first")
    assert mine(room)["response"] == {"choice": "name"}
    assert len(stored(room)) == 1


def test_an_answer_takes_three_statements_and_its_retry_two(
    sqlite_installation: Installation,
) -> None:
    room = opened(sqlite_installation, POLL)
    told = []
    for _ in range(2):
        with statements(sqlite_installation) as found:
            room.answer(room.tokens[0], {"choice": "ask"}, key="same-key-1", item="poll/1")
        told.append([one.split()[0] for one in found if not one.startswith("BEGIN")])
    assert told == [["SELECT", "SELECT", "INSERT"], ["SELECT", "SELECT"]]


def test_the_last_answer_counts_while_a_round_is_open(installation: Installation) -> None:
    room = opened(installation, POLL, people=6)
    room.answers([{"choice": "ask"}] * 6)
    room.answers([{"choice": "name"}] * 6)
    room.do("close", "reveal")
    shares = {bar["id"]: bar["share"] for bar in room.result()["bars"]}
    assert (shares["ask"], shares["name"]) == ("few or none", "most")


@pytest.mark.parametrize(
    "commands", [("close",), ("stop_all", "end"), ("close", "next"), ("close", "next", "open")]
)
def test_an_answer_to_a_round_that_has_closed_is_refused(
    sqlite_installation: Installation, commands: tuple[str, ...]
) -> None:
    room = rooms.room(sqlite_installation, POLL, SCALE, people=1)
    room.do("start", "open", *commands)
    with sqlite_installation.writing() as work, pytest.raises(Closed) as refused:
        responding.respond(
            work, None, room.run_id, room.tokens[0], "poll/1", "key-12345", {"choice": "ask"}
        )
    assert refused.value.sentence == CLOSED == "This round has closed."
    assert stored(room) == []


def test_an_answer_before_opening_is_refused(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, POLL, people=1)
    room.do("start")
    with pytest.raises(Closed):
        room.answer(room.tokens[0], {"choice": "ask"})


def test_an_answer_that_was_on_its_way_does_not_count_for_the_next_part(
    installation: Installation,
) -> None:
    room = opened(installation, LINE)
    token = room.tokens[0]
    room.answer(token, {"at": 10})
    room.do("further")
    with pytest.raises(Closed):
        room.answer(token, {"at": 90}, part=0)
    assert (mine(room)["response"], mine(room)["earlier"]) == (None, {"at": 10})
    room.answer(token, {"at": 60}, part=1)
    assert (mine(room)["response"], mine(room)["earlier"]) == ({"at": 60}, {"at": 10})


def test_nobody_votes_while_people_talk(sqlite_installation: Installation) -> None:
    room = opened(sqlite_installation, AGAIN)
    room.do("further")
    with pytest.raises(BadInput) as refused:
        room.answer(room.tokens[0], {"choice": "go"}, part=1)
    assert refused.value.sentence == "Talk it over now. You can choose again in a moment."


def test_another_token_and_another_run_open_no_seat(installation: Installation) -> None:
    room, other = opened(installation, POLL), opened(installation, POLL)
    for run_id, token in (
        (room.run_id, other.tokens[0]),
        (other.run_id, room.tokens[0]),
        (room.run_id, ""),
        ("0" * 32, room.tokens[0]),
    ):
        with installation.writing() as work, pytest.raises(NotFound):
            responding.respond(work, None, run_id, token, "poll/1", "key-12345", {"choice": "ask"})
    assert stored(room) == []


@pytest.mark.parametrize(
    ("activity", "value", "sentence"),
    [
        (TEXT, {"text": "x" * 281}, "This has 281 characters; 280 is the most. " + UNCUT),
        (TEXT, {"text": "x" * 20_000}, "This has 20,000 characters; 280 is the most. " + UNCUT),
        (TEXT, {"text": "  \n "}, "Write something first."),
        (TEXT, {"text": "\u202egnirts"}, "It holds characters that can't be seen. Type it again."),
        (TEXT, {"text": "a\x00b"}, "It holds characters that can't be seen. Type it again."),
        (TEXT, {"text": "\ud800"}, "This holds half of a character and cannot be stored as it is."),
        (WORDS, {"words": ["y" * 25]}, "One of these has 25 characters; 24 is the most. " + UNCUT),
        (WORDS, {"words": ["z" * 99]}, "One of these has 99 characters; 24 is the most. " + UNCUT),
        (WORDS, {"words": ["", "  "]}, "Write a word first."),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_taken_is_said_and_never_cut(
    sqlite_installation: Installation, activity: object, value: object, sentence: str
) -> None:
    room = opened(sqlite_installation, activity)
    with pytest.raises((BadInput, TooLong)) as refused:
        room.answer(room.tokens[0], value)
    assert refused.value.sentence == sentence
    assert stored(room) == []


@pytest.mark.parametrize(
    ("activity", "value"),
    [
        (POLL, {"choice": "nothing"}),
        (POLL, {"choice": ["ask"]}),
        (POLL, {"choice": "ask", "more": 1}),
        (POLL, "ask"),
        (POLL, None),
        (SCALE, {"at": 0}),
        (SCALE, {"at": 6}),
        (SCALE, {"at": True}),
        (SCALE, {"at": "3"}),
        (EXIT, {"at": 2.5}),
        (LINE, {"at": 101}),
        (LINE, {"at": -1}),
        (TEXT, {"text": 5}),
        (WORDS, {"words": "heron"}),
        (WORDS, {"words": ["a", "b", "c", "d"]}),
        (WORDS, {"words": [7]}),
    ],
)
def test_what_is_no_answer_is_refused(
    sqlite_installation: Installation, activity: object, value: object
) -> None:
    room = opened(sqlite_installation, activity)
    with pytest.raises(GoldseamError):
        room.answer(room.tokens[0], value)
    with pytest.raises(GoldseamError):
        room.answer(room.tokens[0], {"at": 3}, key="short")
    assert stored(room) == []


HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE live_seat; --",
    '=HYPERLINK("http://evil.example")',
    "\u05e9\u05dc\u05d5\u05dd <b>\u0645\u0631\u062d\u0628\u0627</b>",
    "👩‍👩‍👧‍👦 e\u0301 ﷽",
    "![x](http://evil.example/x.png)",
)


def test_hostile_text_is_kept_to_the_letter(installation: Installation) -> None:
    room = opened(installation, TEXT, people=len(HOSTILE))
    for token, text in zip(room.tokens, HOSTILE, strict=True):
        room.answer(token, {"text": text})
    assert mine(room)["response"] == {"text": HOSTILE[0]}
    room.do("close")
    assert {one.text for one in room.host_scene().texts} == set(HOSTILE)


def test_the_longest_answer_under_the_longest_keys_is_sealed_at_the_same_length(
    sqlite_installation: Installation,
) -> None:
    room = opened(sqlite_installation, TEXT, people=2)
    for number in range(20):
        key = f"{number:064d}"
        room.answer(room.tokens[0], {"text": f"{number % 10}" + "\U0001f9a2" * 279}, key=key)
    room.answer(room.tokens[0], {"text": "late"}, key=f"{19:064d}")
    room.answer(room.tokens[1], {"text": "x"})
    assert len({len(row.sealed) for row in stored(room)}) == 1
    assert mine(room)["response"] == {"text": "9" + "\U0001f9a2" * 279}


def test_what_is_stored_says_neither_the_answer_nor_its_length(installation: Installation) -> None:
    room = opened(installation, TEXT, people=3)
    room.answers([{"text": "heron"}, {"text": "heron " * 40}, {"text": "🦢" * 280}])
    rows = stored(room)
    assert len({len(row.sealed) for row in rows}) == 1
    assert all("heron" not in row.sealed for row in rows)
    assert mine(room)["response"] == {"text": "heron"}


def test_every_way_to_step_down_fits_into_one_length(installation: Installation) -> None:
    room = opened(installation, POLL, people=4)
    for token, what in zip(room.tokens, ("pass", "observe", "gentler"), strict=False):
        room.step_down(token, what)
    with installation.reading() as work:
        assert len({len(own) for own in work.db.scalars(select(LiveSeat.own))}) == 1
