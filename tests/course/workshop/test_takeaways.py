"""The card that a participant takes away, its copy in the reflections, and what became of it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from course.access import Viewer
from course.errors import BadInput, NotFound, TooLong
from course.installation import Installation
from course.workshop import clearing, followup, takeaways
from course.workshop.followup import TooLate
from course.workshop.takeaways import Card, Copy, NotKept
from db.queries import live_answers, live_own, live_seats
from db.tables.answers import Sheet
from db.tables.live import LiveSeat
from db.tables.live_own import LiveKept, LiveTakeaway
from db.vault import CannotOpen
from tests import rooms, world
from tests.clock import HandClock
from tests.rooms import Room


def write(room: Room, token: str, commitment: str = "I ask first", notes: str = "") -> None:
    with room.installation.writing() as work:
        takeaways.write(work, None, room.run_id, token, commitment, notes)


def card(room: Room, token: str) -> Card:
    with room.installation.reading() as work:
        return takeaways.card(work, None, room.run_id, token)


def say(room: Room, token: str, said: str) -> None:
    with room.installation.writing() as work:
        followup.answer(work, None, room.run_id, token, said)


def test_a_card_is_empty_at_first_and_then_holds_what_was_written(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, people=2)
    first, second = room.tokens
    assert card(room, first) == Card(
        title="An evening on repair",
        day=date(2026, 9, 7),
        asks="What will you do?",
        until=date(2026, 10, 7),
    )
    write(room, first, "  I ask\r\nfirst ", "Breathe \U0001f642")
    write(room, first, "I ask\r\nfirst", "Breathe \U0001f642")
    found = card(room, first)
    assert (found.commitment, found.notes) == ("I ask\nfirst", "Breathe \U0001f642")
    assert card(room, second).is_empty


def test_neither_the_database_nor_the_master_key_opens_a_card(installation: Installation) -> None:
    room = rooms.room(installation, people=1)
    write(room, room.tokens[0], "Canary words")
    with installation.reading() as work:
        row = work.db.execute(select(LiveTakeaway)).scalar_one()
        seat = work.db.execute(select(LiveSeat)).scalar_one()
        stored = {seat.id, seat.token_hash, seat.own}
        with pytest.raises(CannotOpen):
            installation.vault.open(row.sealed, f"live_takeaway/{row.key}")
    assert not stored & {row.key, row.sealed}
    assert "Canary" not in row.sealed


@pytest.mark.parametrize(
    ("commitment", "notes", "error"),
    [("x" * 501, "", TooLong), ("", "x" * 4_001, TooLong), ("\x00", "", BadInput)],
)
def test_what_is_too_long_is_refused_whole(
    sqlite_installation: Installation, commitment: str, notes: str, error: type[Exception]
) -> None:
    room = rooms.room(sqlite_installation, people=1)
    write(room, room.tokens[0], "kept")
    with pytest.raises(error):
        write(room, room.tokens[0], commitment, notes)
    assert card(room, room.tokens[0]).commitment == "kept"


def test_another_runs_token_opens_nothing(sqlite_installation: Installation) -> None:
    room, other = (
        rooms.room(sqlite_installation, people=1),
        rooms.room(sqlite_installation, people=1),
    )
    for act in (
        lambda: card(room, other.tokens[0]),
        lambda: write(room, other.tokens[0]),
        lambda: say(room, other.tokens[0], "kept"),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_card_opens_for_thirty_days_and_is_then_gone(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, people=2)
    token, empty = room.tokens
    write(room, token)
    room.do("start", "end")
    with installation.writing() as work:
        live_seats.remove_all(work.db, room.run_id)
    clock.move(days=29)
    assert card(room, token).commitment == "I ask first"
    write(room, token, "I ask later")
    with pytest.raises(NotFound):
        write(room, empty)
    clock.move(days=1)
    with pytest.raises(NotFound):
        card(room, token)
    with pytest.raises(NotKept):
        write(room, token)
    clock.move(days=2)
    clearing.run_due(installation)
    with installation.reading() as work:
        assert live_own.takeaways(work.db, room.run_id) == 0


def test_a_learner_keeps_a_copy_with_no_way_back_to_the_seat(installation: Installation) -> None:
    room = rooms.room(installation, people=2)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        learner = world.someone(work, cohort_id)
    write(room, room.tokens[0], "I ask first", "Breathe")
    for _ in range(2):
        with installation.writing() as work:
            takeaways.keep(work, learner, cohort_id, room.run_id, room.tokens[0])
    (copy,) = copies(installation, learner, cohort_id)
    assert copy == Copy(
        copy.name,
        "An evening on repair",
        date(2026, 9, 7),
        "What will you do?",
        "I ask first",
        "Breathe",
    )
    with installation.reading() as work:
        sheet = work.db.execute(select(Sheet)).scalar_one()
        row = work.db.execute(select(LiveTakeaway)).scalar_one()
    assert sheet.name.partition("/")[2] not in row.key
    assert row.key[:24] not in sheet.name
    assert copies(installation, learner, cohort_id, "BREATHE") == (copy,)
    assert copies(installation, learner, cohort_id, "nothing") == ()
    with installation.writing() as work:
        takeaways.delete(work, learner, cohort_id, copy.name)
    assert copies(installation, learner, cohort_id) == ()


def copies(
    installation: Installation, viewer: Viewer, cohort_id: str, search: str = ""
) -> tuple[Copy, ...]:
    with installation.reading() as work:
        return takeaways.copies(work, viewer, cohort_id, search)


def test_an_empty_card_is_not_copied(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, people=1)
    with sqlite_installation.writing() as work:
        cohort_id = world.cohort(work)
        learner = world.someone(work, cohort_id)
        with pytest.raises(NotFound):
            takeaways.keep(work, learner, cohort_id, room.run_id, room.tokens[0])


# -- whether it was kept


def ended(installation: Installation, clock: HandClock, people: int) -> Room:
    """A run that ended two days ago, everybody with a commitment."""
    room = rooms.room(installation, people=people)
    for token in room.tokens:
        write(room, token)
    room.do("start", "end")
    clock.move(hours=48)
    return room


def counted(room: Room) -> dict[str, object] | None:
    with room.installation.reading() as work:
        return live_answers.tallies(work.db, room.run_id).get(followup.ITEM)


def test_it_is_asked_from_two_days_to_a_week_after_the_end(
    installation: Installation, clock: HandClock
) -> None:
    room = rooms.room(installation, people=1)
    token = room.tokens[0]
    write(room, token)
    room.do("start", "end")
    clock.move(hours=47)
    assert not card(room, token).may_say
    with pytest.raises(TooLate):
        say(room, token, "kept")
    clock.move(hours=1)
    assert card(room, token).may_say
    say(room, token, "partly")
    say(room, token, "kept")
    assert card(room, token).said == "kept"
    with pytest.raises(BadInput):
        say(room, token, "nonsense")
    clock.move(days=5)
    assert not card(room, token).may_say


def test_after_a_week_six_answers_become_one_word_and_are_gone(
    installation: Installation, clock: HandClock
) -> None:
    room = ended(installation, clock, 9)
    for token, said in zip(room.tokens, ["kept"] * 4 + ["partly", "not-yet"], strict=False):
        say(room, token, said)
    assert followup.count_due(installation) == 0
    assert counted(room) is None
    clock.move(days=5)
    assert [followup.count_due(installation) for _ in range(2)] == [1, 0]
    assert counted(room) == {"kept": "more than half"}
    with installation.reading() as work:
        assert work.db.execute(select(LiveKept)).all() == []


def test_five_answers_become_nothing_and_are_gone_too(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    room = ended(sqlite_installation, clock, 9)
    for token in room.tokens[:5]:
        say(room, token, "kept")
    clock.move(days=5)
    followup.count_due(sqlite_installation)
    assert counted(room) == {}
    with sqlite_installation.reading() as work:
        assert work.db.execute(select(LiveKept)).all() == []


def test_answers_are_sealed_at_one_length(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    room = ended(sqlite_installation, clock, 3)
    for token, (said, _) in zip(room.tokens, followup.CHOICES, strict=True):
        say(room, token, said)
    with sqlite_installation.reading() as work:
        lengths = {len(one) for one in live_own.kept(work.db, room.run_id).values()}
    assert len(lengths) == 1
