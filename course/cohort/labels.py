"""What a figure says: rounded, clamped and capped text, the only thing a release keeps. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from course.cohort.rules import GROUPS, UNKNOWN, batch, completion_cap

NOT_PUBLISHED = "Not published"
_LOWEST, _HIGHEST = Fraction(3, 2), Fraction(9, 2)


def completion(contributors: int, size: int) -> str:
    """ "at least X" for a lesson completed by ``contributors`` of a roster of ``size``."""
    step = batch(size)
    return f"at least {min(contributors // step * step, completion_cap(size))}"


def step_of(contributors: int) -> Fraction:
    """The step between two averages that can be told apart."""
    if contributors < 30:
        return Fraction(1, 2)
    return Fraction(1, 5) if contributors < 100 else Fraction(1, 10)


def rating(values: Sequence[int]) -> str:
    """The average of ratings 1 to 5, clamped to [1.5, 4.5] and rounded to the step, as "3.5".

    Steps are counted from 1.5, so that no step leads outside the clamp; halves round up.
    """
    mean = min(max(Fraction(sum(values), len(values)), _LOWEST), _HIGHEST)
    step = step_of(len(values))
    steps = floor((mean - _LOWEST) / step + Fraction(1, 2))
    return f"{float(_LOWEST + steps * step):.1f}"


def group(contributors: int, size: int) -> str:
    """How many stand behind a figure: ``6+``, ``10+``, ``20+`` or ``50+``, never the number.

    No more is said than leaves five of the roster out, as for completion: "10+" of a roster of ten
    would say of each of them that they answered.
    """
    said = min(contributors, max(GROUPS[-1], size - UNKNOWN))
    return f"{next(least for least in GROUPS if said >= least or least == GROUPS[-1])}+"
