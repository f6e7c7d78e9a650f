"""What a figure says: rounded, clamped and capped text, the only thing a release keeps. Pure.

A tally says how many gave each value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import floor

from course.cohort.rules import GROUPS, MANY, UNKNOWN, batch, completion_cap

NOT_PUBLISHED = "Not published"
TRIES = (
    (Fraction(5, 4), "about as many as planned"),
    (Fraction(3, 2), "up to half as many again"),
    (Fraction(2), "up to twice as many"),
    (None, "more than twice as many"),
)
WINSOR = 3  # a lesson counts as at most this many times the tries it was planned with
_LOWEST, _HIGHEST = 15, 45  # tenths
GROWN_MOST = (_HIGHEST - _LOWEST) / 10
ENDS = _FEWEST, _MOST = 20, 80  # percent

Tally = Mapping[int, int]


@lru_cache(maxsize=4096)
def completion(contributors: int, size: int) -> str:
    """ "at least X" for what was done by ``contributors`` of a roster of ``size``."""
    step = batch(size)
    return f"at least {min(contributors // step * step, completion_cap(size))}"


@lru_cache(maxsize=4096)
def step_of(contributors: int) -> Fraction:
    """The step between two averages that can be told apart."""
    if contributors < 30:
        return Fraction(1, 2)
    return Fraction(1, 5) if contributors < 100 else Fraction(1, 10)


def rating(values: Sequence[int]) -> str:
    """The average of some ratings, as :func:`rating_of` says it."""
    return rating_of(Counter(values))


def rating_of(tally: Tally) -> str:
    """The average of ratings 1 to 5, clamped to [1.5, 4.5] and rounded to the step, as "3.5".

    Steps are counted from 1.5, so that no step leads outside the clamp; halves round up.
    """
    people = sum(tally.values())
    one_step = step_of(people)
    step = 10 * one_step.numerator // one_step.denominator  # tenths
    total = sum(value * count for value, count in tally.items()) * 10
    above = min(max(total - _LOWEST * people, 0), (_HIGHEST - _LOWEST) * people)
    steps = (2 * above + step * people) // (2 * step * people)
    tenths = _LOWEST + steps * step
    return f"{tenths // 10}.{tenths % 10}"


def spread(tally: Tally) -> str:
    """How many rate 1 or 2, 3, and 4 or 5, as "20% · 40% · 40%"; each is rounded by itself."""
    people = sum(tally.values())
    step = 20 if people < 200 else 10
    bands = [sum(tally.get(value, 0) for value in band) for band in ((1, 2), (3,), (4, 5))]
    return " · ".join(f"{_percent(Fraction(count, people), step)}%" for count in bands)


def progress(tally: Tally, lessons: int) -> str:
    """The average share of the lessons that people completed, as "40%"."""
    people = sum(tally.values())
    done = sum(min(value, lessons) * n for value, n in tally.items())
    return f"{_percent(Fraction(done, lessons * people), 20)}%"


def _percent(share: Fraction, step: int) -> int:
    return min(max(floor(share * 100 / step + Fraction(1, 2)) * step, _FEWEST), _MOST)


def tries(tally: Tally, planned: int) -> str:
    """The median of how many tries it took, in one of four words, beside the ``planned`` ones."""
    values = sorted((min(value, WINSOR * planned), count) for value, count in tally.items())
    people, passed, median = sum(tally.values()), 0, 0
    for value, count in values:
        median, passed = value, passed + count
        if 2 * passed >= people:
            break
    return next(
        said
        for most, said in TRIES
        if most is None or median * most.denominator <= most.numerator * planned
    )


def wrong_choice(tally: Tally, choice_ids: Sequence[str], right: str) -> str | None:
    """The wrong choice that at least two in five took, the most taken one; None without one.

    Values are places in ``choice_ids``; of two taken alike the one that comes first is named.
    """
    people = sum(tally.values())
    wrong = [(tally.get(n, 0), -n) for n, one in enumerate(choice_ids) if one != right]
    most, place = max(wrong, default=(0, 0))
    many, of = MANY
    return choice_ids[-place] if most and most * of >= many * people else None


@lru_cache(maxsize=4096)
def group(contributors: int, size: int) -> str:
    """How many stand behind a figure: ``6+``, ``10+``, ``20+`` or ``50+``, never the number.

    No more is said than leaves five of the roster out, as for completion: "10+" of a roster of ten
    would say of each of them that they answered.
    """
    said = min(contributors, max(GROUPS[-1], size - UNKNOWN))
    return f"{next(least for least in GROUPS if said >= least or least == GROUPS[-1])}+"


def number(label: str) -> float:
    """The number that a label says; of several the first; the place of words among TRIES, from 1.

    Raises:
        ValueError: it says none.
    """
    words = [said for _, said in TRIES]
    if label in words:
        return float(1 + words.index(label))
    found = re.findall(r"\d+(?:\.\d+)?", label)
    if not found:
        raise ValueError("this label says no number")
    return float(found[0])


def percents(label: str) -> tuple[int, ...]:
    """The percentages that a label says, in order."""
    return tuple(int(found) for found in re.findall(r"(\d+)%", label))


def step_behind(group_label: str) -> float:
    """The step between two averages, by what is published of how many stand behind them."""
    return 0.2 if group_label == "50+" else 0.5


def is_lowest(average: str) -> bool:
    """Whether an average stands for anything lower, too."""
    return Fraction(average) * 10 == _LOWEST


def is_highest(average: str) -> bool:
    """Whether an average stands for anything higher, too."""
    return Fraction(average) * 10 == _HIGHEST
