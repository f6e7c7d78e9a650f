"""Invented people with opinions: how somebody rates eight skills before and after, and the course.

Whoever rates one skill high tends to rate the others high, and the same skill high again; growth is
read from that. A person is a row of everything that figures are made of.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from tests.privacy.traces import PRIOR

SKILLS, STATEMENTS, KNOWN = 8, 4, 100_000
WAVES = 2
RATED = WAVES * SKILLS + STATEMENTS  # columns of ratings: before, after, the course
BANDS = 3
COLUMNS = RATED + WAVES * SKILLS * BANDS  # and whether a rating is 1 or 2, 3, or 4 or 5
_CUTS = (-1.2816, -0.5244, 0.3853, 1.2816)  # where a normal variable is cut to give the prior
_GROWN = 0.6


@cache
def everyone() -> np.ndarray:
    """Very many people, the same each time; trials take some of them."""
    rng = np.random.default_rng(20260907)
    person = rng.standard_normal((KNOWN, 1))
    skill = rng.standard_normal((KNOWN, SKILLS))

    def said(shift: float, of_skill: np.ndarray | float, own: int) -> np.ndarray:
        more = rng.standard_normal((KNOWN, own))
        return 1 + np.searchsorted(_CUTS, 0.63 * person + of_skill + 0.55 * more + shift)

    before, after = said(0, 0.55 * skill, SKILLS), said(_GROWN, 0.55 * skill, SKILLS)
    ratings = np.hstack([before, after])
    bands = np.stack([ratings <= 2, ratings == 3, ratings >= 4], axis=2)
    rows = [ratings, said(0.3, 0.55 * rng.standard_normal((KNOWN, 1)), STATEMENTS)]
    return np.hstack([*rows, bands.reshape(KNOWN, -1)]).astype(float)


@cache
def blind() -> tuple[float, ...]:
    """How likely each rating of the first skill before the course is."""
    first = everyone()[:, 0]
    found = tuple(float(np.mean(first == value)) for value in range(1, 6))
    assert max(abs(one - other) for one, other in zip(found, PRIOR, strict=True)) < 0.01
    return found


@cache
def expected(value: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of a row, of whoever rated the first skill so; of anybody for None."""
    rows = everyone()
    if value is not None:
        rows = rows[rows[:, 0] == value]
    return rows.mean(axis=0), np.cov(rows, rowvar=False)


def band_columns(rated: int) -> range:
    """The three columns that say in which band a rating of that column is."""
    return range(RATED + BANDS * rated, RATED + BANDS * (rated + 1))
