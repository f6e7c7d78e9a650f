"""When figures may come: the dates of ticks, fixed at the freeze. Pure.

Sizes are numbers of learners on the roster; dates are days in the cohort's time zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from course.cohort import labels, release, rules
from course.cohort.channels import Kind

EXAMPLE_SIZES = (8, 12, 25, 60)


def last_day(starts_on: date, weeks: int) -> date:
    """The closing tick's date: the day after the last week, so that its last evening counts."""
    return starts_on + timedelta(days=7 * weeks)


def tick_dates(
    starts_on: date, weeks: int, freeze_on: date, size: int, opens_on: date
) -> tuple[date, ...]:
    """The dates of one channel's ticks, in order; the last one closes it. Empty for no ticks.

    With workshops each channel would tick two days before the one that uses its lesson. There are
    none yet, so a small roster's ticks are spread evenly from the day the lesson opens (or the
    freeze, if that is later) to the end, and a large roster's come weekly.
    """
    if not rules.publishes_ratings(size):
        return ()
    end = max(last_day(starts_on, weeks), freeze_on)
    begin = min(max(opens_on, freeze_on), end)
    if size < rules.LARGE_FROM:
        count = max(1, min(weeks, size // rules.batch(size)))
        days = (end - begin).days
        found = {begin + timedelta(days=-(-days * i // count)) for i in range(1, count + 1)}
    else:
        weekly = (starts_on + timedelta(days=7 * week) for week in range(1, weeks + 1))
        found = {day for day in weekly if begin < day <= end}
    return tuple(sorted((found - {begin}) | {end}))


@dataclass(frozen=True)
class LessonTicks:
    """When one lesson's figures may come."""

    lesson_id: str
    dates: tuple[date, ...]


@dataclass(frozen=True)
class CalendarPlan:
    """The release calendar as it would be for a roster of ``size``."""

    size: int
    freeze_on: date
    last_day: date
    lessons: tuple[LessonTicks, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """Every day on which something may be published, in order."""
        return tuple(sorted({day for lesson in self.lessons for day in lesson.dates}))


def plan(
    starts_on: date,
    weeks: int,
    freeze_on: date,
    size: int,
    lessons: Sequence[tuple[str, date]],
) -> CalendarPlan:
    """The calendar for a roster of ``size``; ``lessons`` are (id, day it opens) in course order."""
    return CalendarPlan(
        size=size,
        freeze_on=freeze_on,
        last_day=last_day(starts_on, weeks),
        lessons=tuple(
            LessonTicks(lesson, tick_dates(starts_on, weeks, freeze_on, size, opens))
            for lesson, opens in lessons
        ),
    )


@dataclass(frozen=True)
class ExampleOverview:
    """The most that an overview can ever say for a roster of ``size``.

    ``never`` are sentences; ``how_often`` says how many ticks each figure has; ``others`` are the
    other kinds of figures, each with its highest label.
    """

    size: int
    how_often: str
    completion: str
    rating: str
    group: str
    never: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


def example(size: int) -> ExampleOverview:
    """What is shown before a cohort is made: the highest labels possible for ``size`` learners."""
    if not rules.publishes_ratings(size):
        nothing = labels.NOT_PUBLISHED
        return ExampleOverview(
            size,
            "Never",
            nothing,
            nothing,
            nothing,
            rules.never_published(size),
            _others(size),
        )
    return ExampleOverview(
        size=size,
        how_often=_how_often(size),
        completion=(
            labels.completion(size, size)
            if rules.publishes_completion(size)
            else labels.NOT_PUBLISHED
        ),
        rating=labels.rating([5] * size),
        group=labels.group(size, size),
        never=rules.never_published(size),
        others=_others(size),
    )


def _others(size: int) -> tuple[tuple[str, str], ...]:
    """The highest labels of everything but completion and averages."""
    everyone, lessons = {5: size}, 8
    highest = {
        "Overall progress": (Kind.PROGRESS, labels.progress({lessons: size}, lessons)),
        "How a skill's ratings are spread": (Kind.DISTRIBUTION, labels.spread(everyone)),
        "Tries in a lesson, beside the plan": (Kind.ATTEMPTS, labels.TRIES[-1][1]),
        "A wrong choice that drew many": (Kind.CHECK, "which one"),
        "Practice that came back": (Kind.RETURNS, labels.completion(size, size)),
        "Growth of a skill": (Kind.RATING, f"up {labels.GROWN_MOST:.1f}"),
        "A statement about the course": (Kind.EVALUATION, labels.rating([5] * size)),
    }
    return tuple(
        (what, said if release.publishes(kind, size) else labels.NOT_PUBLISHED)
        for what, (kind, said) in highest.items()
    )


def _how_often(size: int) -> str:
    if size >= rules.LARGE_FROM:
        return "Weekly"
    count = size // rules.batch(size)
    return {1: "Once, at the end", 2: "Twice"}.get(count, f"{count} times") + (
        "" if count == 1 else " at most"
    )
