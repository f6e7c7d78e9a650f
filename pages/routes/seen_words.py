"""Before joining: what an instructor will see, what is promised about it, and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from course.cohort import calendar, promises
from course.cohort.calendar import ExampleOverview
from course.cohort.labels import NOT_PUBLISHED
from pages.routes.plain import esc


@cache
def html() -> str:
    """The whole fold; the same for every cohort, whose roster is not known before it is fixed."""
    sizes = [_example(calendar.example(size)) for size in calendar.EXAMPLE_SIZES]
    return (
        "<details><summary>What your instructor will see</summary>"
        "<p>Figures about the whole cohort on fixed days, and nothing in between. Once you have "
        "joined, a page of yours shows all of it. How much is said depends on how many are "
        "counted. This is the most that is ever said:</p>"
        f"{_listed(sizes)}"
        f"<h3>What is promised</h3>{_listed(map(esc, promises.promise(None)))}"
        "<p>With 30 learners or more it is 10 people at a time, not 6, and an instructor may know "
        "what 5 of them answered.</p>"
        f"<h3>What nobody can promise</h3>{_listed(map(esc, promises.limits(None)))}</details>"
    )


def _example(one: ExampleOverview) -> str:
    if one.rating == NOT_PUBLISHED:
        return f"<strong>{one.size} learners:</strong> nothing."
    completed = (
        "who completed a lesson is never said"
        if one.completion == NOT_PUBLISHED
        else f"a lesson was completed by “{esc(one.completion)}”"
    )
    often = one.how_often[:1].lower() + one.how_often[1:]
    return (
        f"<strong>{one.size} learners:</strong> {completed}; a skill’s average lies between 1.5 "
        f"and {esc(one.rating)}, and {esc(one.group)} people stand behind it; {esc(often)}."
    )


def _listed(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
