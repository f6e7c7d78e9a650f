"""A workshop plan's file becomes a plan, or a list of everything that stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.authoring.load import load_course
from course.authoring.workshop_file import parse_workshop, read_plans
from course.authoring.workshops import Grouped, Room, Workshop
from course.errors import NotFound
from tests.content import our_course
from tests.course.authoring.samples import GOOD

TEXT = (GOOD / "workshops" / "short.md").read_text()
ROOM = Room.model_validate(
    {
        "roles": ["Somebody who leads."],
        "before": ["Put out chairs."],
        "welcome": ["Invented cases only."],
        "support": {"distress": "Go outside together.", "red": "Stop, and take no detail."},
    }
)
BORROWER = """---
id: long
title: Borrowed
summary: Borrows one.
minutes: 5
smallest: 2
largest: 12
---

## The same scale {#same}

```borrow
plan: short
activity: scale
minutes: 5
```
"""


def _said(text: str) -> list[str]:
    return [str(problem) for problem in parse_workshop(text, "w.md", room=ROOM).problems]


def test_a_plan_holds_its_activities_in_order_with_the_hosts_notes() -> None:
    plan = parse_workshop(TEXT, "w.md", room=ROOM).workshop
    assert plan is not None
    kinds = [(one.id, one.kind, one.minutes) for one in plan.activities]
    assert kinds == [
        ("corridor", "line", 4),
        ("votes", "poll", 2),
        ("scale", "scale", 1),
        ("talk", "pairs", 6),
        ("steady", "reset", 2),
        ("go", "exit", 5),
    ]
    assert plan.activity("corridor").notes == "Read it aloud [R1]."
    assert plan.welcome == ["Invented cases only."]
    assert [one.rounds_count for one in plan.activities] == [1, 1, 1, 2, 1, 1]
    with pytest.raises(NotFound):
        plan.activity("nowhere")


def test_a_plan_comes_back_from_its_canonical_form_with_the_same_hash() -> None:
    plan = parse_workshop(TEXT, "w.md", room=ROOM).workshop
    assert plan is not None
    again = Workshop.of(plan.canonical())
    assert again == plan
    assert again.edition == plan.edition
    changed = parse_workshop(TEXT.replace("Hands.", "Arms.", 1), "w.md", room=ROOM).workshop
    assert changed is not None
    assert changed.edition != plan.edition
    with pytest.raises(NotFound):
        Workshop.of('{"id": "other"}')


def test_a_card_begins_with_the_case_and_only_the_client_is_told_the_secret() -> None:
    plan = parse_workshop(TEXT, "w.md", room=ROOM).workshop
    assert plan is not None
    talk = plan.activity("talk")
    assert isinstance(talk, Grouped)
    assert talk.card("client", 2).paragraphs == ["It is Tuesday.", "Say much."]
    assert talk.card("client", 2, gentler=True).paragraphs == ["It is Tuesday.", "Say a little."]
    assert talk.card("therapist", 1).paragraphs == ["It is Monday.", "Ask once."]
    assert talk.card("observer", 1).title == "Watch"
    assert talk.card("observer", 3) == talk.card("observer", 1)
    assert talk.name_of("client") == "Client"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("paper: Three sheets.\n", "", "w.md:12: corridor.paper: This field is missing. (schema)"),
        (
            "case: Wanda waited.",
            "case: Wanda waited.\ntitle: X",
            "w.md:21: corridor.title: This comes from the heading, the notes and the fence's first "
            "word. (schema)",
        ),
        (
            "Read it aloud [R1].\n",
            "",
            "w.md:12: corridor: The notes for the host are missing; write them as text. (schema)",
        ),
        (
            "## Votes {#votes}",
            "## Votes",
            "w.md:26: activity: An activity's heading needs an id, as in ## Title {#activity-id}. "
            "(schema)",
        ),
        (
            "```poll",
            "```quiz",
            "w.md:30: votes: A fence begins with an activity's kind: poll, scale, line, words, "
            "text, pairs, triads, reset, prompt, exit, borrow. (schema)",
        ),
        (
            "Ask once.\n",
            "Ask once.\n\n```scale\n```\n",
            "w.md:26: votes: An activity holds one fence; here there are 2. (schema)",
        ),
        (
            "minutes: 20",
            "minutes: soon",
            "w.md:6: minutes: This must be a whole number. (schema)",
        ),
        (
            "    speaks: therapist",
            "    speaks: everybody",
            "w.md:88: talk.phases[0].speaks: This must be 'therapist', 'client' or 'observer'. "
            "(schema)",
        ),
    ],
)
def test_what_is_amiss_is_said_with_its_line(old: str, new: str, said: str) -> None:
    assert _said(TEXT.replace(old, new, 1)) == [said]


def test_a_plan_without_the_rooms_own_words_says_which_are_missing() -> None:
    fields = [problem.field for problem in parse_workshop(TEXT, "w.md").problems]
    assert fields == ["roles", "before", "welcome", "support"]


def test_a_plan_borrows_an_activity_whatever_the_order_of_files() -> None:
    long, short = read_plans({"a.md": BORROWER, "b.md": TEXT}, ROOM, ())[::-1]
    assert short.workshop is not None
    assert long.workshop is not None
    borrowed = long.workshop.activities[0]
    assert (borrowed.id, borrowed.title, borrowed.minutes) == ("same", "The same scale", 5)
    assert borrowed.notes == "Ask."
    assert borrowed.kind == "scale"


def test_borrowing_from_nowhere_is_refused() -> None:
    alone = read_plans({"a.md": BORROWER}, ROOM, ())
    assert [str(problem) for problem in alone[0].problems] == [
        "a.md:12: same: No plan that can be read has this activity to lend. (schema)"
    ]


def test_a_plan_of_the_installation_takes_the_place_of_ours(tmp_path: Path) -> None:
    theirs = tmp_path / "workshops" / "own.md"
    theirs.parent.mkdir()
    theirs.write_text(TEXT.replace("title: A short workshop", "title: Ours, shorter"))
    found = load_course(GOOD, tmp_path)
    assert found.problems == ()
    assert [(one.id, one.title) for one in found.catalogue.workshops.values()] == [
        ("short", "Ours, shorter")
    ]
    with pytest.raises(NotFound):
        found.catalogue.workshop("long")


RUN_SHEETS = {
    "ninety-minutes": {
        "welcome": 0,
        "corridor": 8,
        "evidence": 23,
        "reset": 30,
        "takes": 42,
        "bell": 50,
        "stay": 65,
        "exit": 83,
        "before-you-go": 88,
    },
    "three-hours": {
        "welcome": 0,
        "corridor": 10,
        "clinic": 25,
        "cue": 35,
        "reset": 50,
        "takes": 62,
        "bell": 70,
        "break": 90,
        "stay": 105,
        "relay": 125,
        "wall": 140,
        "two-columns": 165,
        "exit": 174,
    },
}


@pytest.mark.parametrize("name", RUN_SHEETS)
def test_our_two_workshops_keep_to_their_run_sheets(name: str) -> None:
    plan = our_course().workshop(name)
    begins, at = {}, 0
    for activity in plan.activities:
        begins[activity.id] = at
        at += activity.minutes
    assert {one: begins[one] for one in RUN_SHEETS[name]} == RUN_SHEETS[name]
    assert at == plan.minutes


def test_each_lesson_has_a_plan_of_its_own() -> None:
    catalogue = our_course()
    plans = list(catalogue.workshops.values())
    assert [plan.id for plan in plans[:2]] == ["ninety-minutes", "three-hours"]
    assert list(dict.fromkeys(plan.lesson for plan in plans[2:])) == list(catalogue.editions)


places = st.integers(0, len(TEXT))
SPLINTERS = ["```", "---", "## X {#x}", "{", "&a [*a]", "\t", "\0", "? :", "'", "<b>", "- - -"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(places, st.integers(0, 200), st.text(max_size=30) | st.sampled_from(SPLINTERS)),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_cut_reading_raises_nothing(edits: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for start, length, put in edits:
        text = text[:start] + put + text[start + length :]
    parsed = parse_workshop(text, "w.md", room=ROOM)
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in parsed.problems:
        assert 1 <= problem.line <= count, str(problem)
        assert problem.field
        assert problem.sentence.endswith("."), problem.sentence
    assert (parsed.workshop is None) == bool(parsed.problems)
