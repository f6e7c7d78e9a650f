"""The gap between what the client felt and what the therapist predicts."""

from __future__ import annotations

import pytest

from course.cohort.rules import batch
from course.errors import BadInput
from course.workshop import felt
from course.workshop.bands import BANDS, bars, level
from course.workshop.dealing import Places
from db.queries.live_own import Place

ITEM = "triads/1"


def table(groups: int = 1) -> Places:
    """Triads t0, c0, o0; t1, c1, o1; and so on."""
    roles = {"t": "therapist", "c": "client", "o": "observer"}
    return Places(
        {
            f"{letter}{n}": Place(ITEM, f"{letter}{n}", n + 1, role, online=False)
            for n in range(groups)
            for letter, role in roles.items()
        }
    )


def test_the_therapist_predicts_and_the_client_rates() -> None:
    assert felt.accept(table(), "t0", {"predict": 4}, {}) == {"predict": 4}
    assert felt.accept(table(), "c0", {"rating": 2}, {}) == {"rating": 2}


@pytest.mark.parametrize(
    ("seat", "value"),
    [
        ("t0", {"rating": 3}),
        ("c0", {"predict": 3}),
        ("o0", {"rating": 3}),
        ("nobody", {"rating": 3}),
        ("t0", {"predict": 3, "rating": 3}),
        ("t0", {}),
    ],
)
def test_nobody_gives_a_number_that_is_not_theirs(seat: str, value: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="the therapist predicts and the client rates"):
        felt.accept(table(), seat, value, {})


@pytest.mark.parametrize("number", [0, 6, True, "3", 2.5, None])
def test_only_one_to_five_are_taken(number: object) -> None:
    with pytest.raises(BadInput, match="from 1 to 5"):
        felt.accept(table(), "t0", {"predict": number}, {})


def test_a_number_once_given_stays() -> None:
    given = {"t0": {"predict": 4}}
    assert felt.accept(table(), "t0", {"predict": 4}, given) == {"predict": 4}
    with pytest.raises(BadInput, match="stays as it is"):
        felt.accept(table(), "t0", {"predict": 3}, given)


def test_the_pair_sees_the_gap_once_both_have_committed() -> None:
    one = {"t0": {"predict": 4}}
    assert felt.mine(table(), "t0", one) == {"predict": 4, "rating": None, "gap": None}
    assert felt.mine(table(), "c0", one) == {"predict": None, "rating": None, "gap": None}
    both = one | {"c0": {"rating": 2}}
    seen = {"predict": 4, "rating": 2, "gap": 2}
    assert felt.mine(table(), "t0", both) == felt.mine(table(), "c0", both) == seen
    assert felt.mine(table(), "o0", both) is None


def test_nothing_of_another_pair_is_seen() -> None:
    others = {"t1": {"predict": 5}, "c1": {"rating": 1}}
    assert felt.mine(table(2), "t0", others) == {"predict": None, "rating": None, "gap": None}


def test_only_pairs_that_gave_both_have_a_gap() -> None:
    values = {
        "t0": {"predict": 4},
        "c0": {"rating": 1},
        "t1": {"predict": 3},
        "c2": {"rating": 5},
        "t3": {"predict": 2},
        "c3": {"rating": 2},
    }
    assert felt.gaps(table(4), values) == [0, 3]


def test_the_room_sees_widths_in_four_words() -> None:
    assert felt.result([0, 0, 0, 0, 1, 4]) == [
        {"id": "same", "text": "The same", "level": 2, "share": "more than half"},
        {"id": "one", "text": "One apart", "level": 0, "share": "few or none"},
        {"id": "more", "text": "Two or more apart", "level": 0, "share": "few or none"},
    ]


def test_none_and_a_few_look_the_same_and_so_do_most_and_all() -> None:
    assert [level(count, 10) for count in range(11)] == [0, 0, 0, 1, 1, 1, 2, 3, 3, 3, 3]
    assert BANDS == ("few or none", "some", "more than half", "most")
    assert [bar["level"] for bar in bars([("a", "A", 0), ("b", "B", 0)])] == [0, 0]


def test_ten_must_answer_from_thirty_people_on() -> None:
    assert [batch(people) for people in (8, 29, 30, 500)] == [6, 6, 10, 10]
