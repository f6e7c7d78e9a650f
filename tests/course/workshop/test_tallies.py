"""What a closed round shows: four words, whatever the numbers behind them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.workshop import tallies
from tests.counting import share_of
from tests.rooms import AGAIN, EXIT, LINE, POLL, SCALE

CHOICES = [choice.id for choice in POLL.choices]


def of(*values: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"": value} for value in values]


def shares(found: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(bar["id"], bar["share"], bar["level"]) for bar in found["bars"]]


def test_a_poll_is_said_in_four_words_in_the_order_of_the_plan() -> None:
    votes = ["ask"] * 7 + ["sorry"] * 4 + ["name"]
    found = tallies.shown(POLL, of(*({"choice": one} for one in votes)))
    assert shares(found) == [
        ("leave", "few or none", 0),
        ("ask", "more than half", 2),
        ("name", "few or none", 0),
        ("sorry", "some", 1),
    ]


def test_a_choice_nobody_took_and_one_that_few_took_look_the_same() -> None:
    none = tallies.shown(POLL, of(*[{"choice": "ask"}] * 10))
    few = tallies.shown(POLL, of(*[{"choice": "ask"}] * 8, *[{"choice": "name"}] * 2))
    assert none == few


@given(st.lists(st.sampled_from(CHOICES), min_size=6, max_size=200))
def test_a_bar_tells_no_more_than_its_word(votes: list[str]) -> None:
    found = tallies.shown(POLL, of(*({"choice": one} for one in votes)))
    counts = Counter(votes)
    assert [bar["share"] for bar in found["bars"]] == [
        share_of(counts[one], len(votes)) for one in CHOICES
    ]
    assert {frozenset(bar) for bar in found["bars"]} == {
        frozenset({"id", "text", "level", "share"})
    }


@given(st.permutations(["ask"] * 5 + ["name"] * 4 + ["leave"]))
def test_the_order_of_answers_changes_nothing(votes: list[str]) -> None:
    ordered = sorted(votes)
    assert tallies.shown(POLL, of(*({"choice": one} for one in votes))) == tallies.shown(
        POLL, of(*({"choice": one} for one in ordered))
    )


@pytest.mark.parametrize("activity", [SCALE, EXIT])
def test_a_scale_has_five_bars_and_words_at_its_ends(activity: Any) -> None:
    found = tallies.shown(activity, of(*[{"at": 4}] * 6))
    assert [(bar["text"], bar["level"]) for bar in found["bars"]] == [
        ("1, not", 0),
        ("2", 0),
        ("3", 0),
        ("4", 3),
        ("5, very", 0),
    ]


def test_a_line_shows_both_places_of_the_same_people() -> None:
    answers = [
        *({"place": {"at": 5}, "move": {"at": 95}} for _ in range(4)),
        *({"place": {"at": 39}} for _ in range(3)),  # these left their dot where it was
        *({"move": {"at": 95}} for _ in range(5)),  # these came after the first placing
    ]
    counted = tallies.counted(LINE, answers)
    assert len(counted) == 7
    found = tallies.shown(LINE, counted)
    assert [bar["text"] for bar in found["before"]] == [
        "Green",
        "Between green and amber",
        "Amber",
        "Between amber and red",
        "Red",
    ]
    assert [bar["level"] for bar in found["before"]] == [2, 1, 0, 0, 0]
    assert [bar["level"] for bar in found["after"]] == [0, 1, 0, 0, 2]


def test_the_ends_of_a_line_belong_to_their_colours() -> None:
    for place, colour in (
        (0, "green"),
        (19, "green"),
        (20, "between-green-and-amber"),
        (100, "red"),
    ):
        found = tallies.shown(LINE, [{"place": {"at": place}}] * 6)
        assert [bar["id"] for bar in found["before"] if bar["level"] == 3] == [colour]


def test_a_second_vote_shows_only_the_shift() -> None:
    answers = [
        *({"vote": {"choice": "stay"}, "again": {"choice": "go"}} for _ in range(3)),
        *({"vote": {"choice": "stay"}} for _ in range(3)),
        *({"vote": {"choice": "go"}} for _ in range(3)),
        {"again": {"choice": "stay"}},
    ]
    found = tallies.shown(AGAIN, tallies.counted(AGAIN, answers))
    assert found == {
        "shift": [
            {"id": "stay", "text": "STAY", "to": "fewer"},
            {"id": "go", "text": "GO", "to": "more"},
        ]
    }


def test_one_person_who_changes_their_mind_moves_nothing() -> None:
    answers = [{"vote": {"choice": "stay"}, "again": {"choice": "go"}}]
    answers += [{"vote": {"choice": "stay"}, "again": {"choice": "stay"}}] * 5
    found = tallies.shown(AGAIN, answers)
    assert [one["to"] for one in found["shift"]] == ["about as many", "about as many"]


def test_a_word_shows_from_three_people_up_whatever_its_case() -> None:
    answers = of(
        {"words": ["Warmth", "calm"]},
        {"words": ["warmth", "warmth", "WARMTH"]},
        {"words": ["WARMTH", "Calm"]},
        {"words": ["warmth", "straße"]},
        {"words": ["STRASSE", "strasse"]},
        {"words": ["calm straße", "lonely"]},
    )
    assert tallies.words(answers) == [("warmth", 3)]


def test_a_word_is_as_large_as_the_share_that_said_it() -> None:
    answers = of(*[{"words": ["few"]}] * 3, *[{"words": ["some"]}] * 8, *[{"words": ["most"]}] * 15)
    assert tallies.words(answers) == [("few", 1), ("most", 3), ("some", 2)]
