"""Rated repairs in order of time, gathered into as many spans as can be shown side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from statistics import fmean

from course.study.reply_ratings import Moment, ReplyRating


@dataclass(frozen=True)
class Rated:
    """One repair as it was rated: where it was rated twice, by the later rating.

    ``at`` is when it was rated first.
    """

    lesson_id: str
    exercise_id: str
    number: int
    at: datetime
    ratings: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True)
class Span:
    """Repairs of one stretch of time; ``means`` is by skill, of those that asked for it."""

    first: datetime
    last: datetime
    repairs: int
    means: Mapping[str, float] = field(repr=False)


def rated(ratings: Sequence[ReplyRating]) -> tuple[Rated, ...]:
    """Each rated repair once, the earliest first."""
    found: dict[tuple[str, str, int], Rated] = {}
    # The earlier moment of each pair comes first, whatever order they were read in.
    for one in sorted(ratings, key=lambda one: (one.moment is Moment.AGAIN, one.at)):
        key = (one.lesson_id, one.exercise_id, one.number)
        at = found[key].at if key in found else one.at
        found[key] = Rated(*key, at, one.ratings)
    return tuple(sorted(found.values(), key=lambda one: one.at))


def spread(repairs: Sequence[Rated], most: int) -> tuple[Span, ...]:
    """The repairs in at most ``most`` spans: each its own, or else by days, weeks, longer."""
    if len(repairs) <= most:
        return tuple(_span([one]) for one in repairs)
    begun = repairs[0].at.date()
    for doubled in count():
        days = 1 if doubled == 0 else 7 * 2 ** (doubled - 1)
        groups: dict[int, list[Rated]] = {}
        for one in repairs:
            groups.setdefault((one.at.date() - begun).days // days, []).append(one)
        if len(groups) <= most:
            break
    return tuple(_span(group) for group in groups.values())


def _span(repairs: Sequence[Rated]) -> Span:
    return Span(repairs[0].at, repairs[-1].at, len(repairs), means(repairs))


def means(repairs: Sequence[Rated]) -> dict[str, float]:
    """The mean rating of each skill that was asked for."""
    asked = dict.fromkeys(skill for one in repairs for skill in one.ratings)
    return {
        skill: fmean(one.ratings[skill] for one in repairs if skill in one.ratings)
        for skill in asked
    }


def quietest(repairs: Sequence[Rated], skills: Sequence[str]) -> str | None:
    """The skill rated lowest, the first of them in the order of ``skills``.

    None before two repairs were rated, and where no skill stands below another.
    """
    found = means(repairs)
    if len(repairs) < 2 or len(set(found.values())) < 2:
        return None
    return min((skill for skill in skills if skill in found), key=lambda skill: found[skill])
