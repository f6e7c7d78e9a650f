"""What is left of a run for its hosts."""

from __future__ import annotations

import csv
import io

from course.installation import Installation
from course.workshop import followup, moderating_room, report
from course.workshop.report import Report, Result
from db.queries import live_answers
from tests import rooms
from tests.paper_text import text_of
from tests.rooms import EXIT, PAIRS, POLL, PROMPT, TEXT, TRIADS, Room


def of(room: Room) -> Report:
    with room.installation.reading() as work:
        return report.of(work, room.host, room.run_id)


def held(installation: Installation) -> Room:
    """A poll that was shown, one text put up of two, a round of triads, the rest not held."""
    room = rooms.room(installation, PROMPT, POLL, TEXT, TRIADS, EXIT, people=7)
    room.do("start", "next", "open")
    room.answers([{"choice": "ask"}] * 6 + [{"choice": "sorry"}])
    room.do("close", "reveal", "next", "open")
    room.answers([{"text": f"=1+{n} heard"} for n in range(7)])
    room.do("close")
    with installation.writing() as work:
        ids = [one.id for one in room.host_scene().texts]
        moderating_room.put_up(work, room.host, room.run_id, ids[:1])
    room.do("reveal", "next", "open", "end")
    return room


def test_a_report_holds_the_agenda_and_what_the_room_was_shown(
    installation: Installation,
) -> None:
    room = held(installation)
    found = of(room)
    assert found.ended
    assert [(one.kind, one.round, one.what) for one in found.agenda] == [
        ("Read together", 1, "Held"),
        ("Poll", 1, "Result shown"),
        ("Open text", 1, "Result shown"),
        ("Triads", 1, "Held"),
        ("Triads", 2, "Not held"),
        ("Triads", 3, "Not held"),
        ("Exit rating", 1, "Not held"),
    ]
    assert found.agenda[1].results == (
        Result("LEAVE", "few or none"),
        Result("ASK", "most"),
        Result("NAME", "few or none"),
        Result("SORRY", "few or none"),
    )
    (text,) = found.agenda[2].results
    assert text.said.endswith("heard")
    assert found.kept == "Not published"


def test_what_was_closed_and_not_revealed_is_in_no_report(
    sqlite_installation: Installation,
) -> None:
    room = rooms.room(sqlite_installation, POLL, people=7)
    room.do("start", "open")
    room.answers([{"choice": "ask"}] * 7)
    room.do("close", "end")
    (poll,) = of(room).agenda
    assert (poll.what, poll.results) == ("Held", ())


def test_a_round_in_the_small_form_says_so(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, POLL, people=4)
    room.do("start", "small_on", "open", "end")
    assert of(room).agenda[0].what == "Held without phones"


def test_commitments_are_said_in_one_of_four_words(sqlite_installation: Installation) -> None:
    room = held(sqlite_installation)
    with sqlite_installation.writing() as work:
        live_answers.put_tally(work.db, room.run_id, followup.ITEM, {"kept": "most"})
    found = of(room)
    assert found.commitments == "Of those who answered, most kept what they meant to do."


def test_no_cell_of_the_file_runs_anything_and_no_seat_is_in_it(
    sqlite_installation: Installation,
) -> None:
    room = held(sqlite_installation)
    with sqlite_installation.reading() as work:
        rows = list(csv.reader(io.StringIO(report.csv_file(work, room.host, room.run_id))))
    assert rows[2] == ["2", "Poll", "Poll", "3", "1", "Result shown", "LEAVE", "few or none"]
    assert {len(row) for row in rows} == {8}
    (text,) = [row for row in rows if row[2] == "Open text"]
    assert text[7].startswith("'=1+")
    assert rows[-1] == ["", "Commitments", "", "", "", "", "Kept", "Not published"]
    words = {seat.label for seat in room.host_scene().seats}
    assert not [cell for row in rows for cell in row if cell in words]


def test_the_paper_says_the_same(sqlite_installation: Installation) -> None:
    room = held(sqlite_installation)
    with sqlite_installation.reading() as work:
        text = text_of(report.paper(work, room.host, room.run_id))
    for said in (
        "After the workshop",
        "An evening on repair",
        "Monday 7 September 2026, 10:10 (Europe/London)",
        "2. Poll",
        "Poll · 3 minutes as planned · Result shown",
        "What first?",
        "Triads · 3 minutes as planned · 1 of 3 rounds held",
        "Not published",
    ):
        assert said in text


def test_a_round_more_stands_in_the_report(sqlite_installation: Installation) -> None:
    room = rooms.room(sqlite_installation, PAIRS, people=4)
    room.do("start", "open", "close", "next")
    room.join(2)
    room.do("open", "close", "another", "open", "end")
    rounds = [(one.round, one.rounds, one.what) for one in of(room).agenda]
    assert rounds == [(number, 3, "Held") for number in (1, 2, 3)]
