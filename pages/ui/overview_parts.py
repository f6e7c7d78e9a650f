"""The parts of an overview: what each shows, what that says in plain words, and its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from course.cohort import rules
from course.cohort.figures import Figure, Overview
from course.cohort.reading import Reading
from course.cohort.wording import quoted
from pages.ui import charts, layout, skill_charts
from pages.ui import overview_tables as tables
from pages.ui.canvas import Scheme

AVERAGES = "The average of ratings from 1 to 5, and how many people stand behind it."
SPREADS = (
    "Percent of ratings, rounded to 20: 20 also stands for less, 80 for more. Behind each there "
    "are 50 people or more."
)
Draw = Callable[[Scheme], go.Figure]


@dataclass(frozen=True)
class Part:
    """One part of an overview: ``rows`` are what its chart shows, ``words`` what that says."""

    key: str
    title: str
    sub: str
    rows: tuple[Figure, ...]
    words: str
    chart: Draw | None
    tables: tuple[str, ...]
    above: str = ""  # markup over the chart, or in its place

    @property
    def is_published(self) -> bool:
        """Whether there is anything to see."""
        return any(one.is_published for one in self.rows)


@lru_cache(maxsize=64)
def every_part(seen: Overview, said: Reading, scheme: Scheme) -> tuple[Part, ...]:
    """All parts, in the order of the page; made once of the same published rows."""
    return (
        _lessons(seen, said),
        _skills(seen, said, scheme),
        Part(
            "growth",
            "Growth by skill",
            "The average now less the average before, as people rate themselves. The band shows "
            "what the rounding leaves open.",
            tuple(one.figure for one in seen.growth),
            said.growth,
            lambda scheme: skill_charts.growth(scheme, seen.growth),
            (tables.growth(seen.growth),),
        ),
        _checks(seen, said),
        Part(
            "attempts",
            "Tries",
            "How many tries half of the people needed at the most, beside the plan.",
            seen.attempts,
            said.attempts,
            lambda scheme: charts.tries(scheme, seen.attempts),
            (tables.tries(seen),),
        ),
        Part(
            "returns",
            "Practice that came back",
            "How many did the practice of a lesson that came back weeks later.",
            seen.returns,
            said.returns,
            lambda scheme: charts.completion(scheme, seen.returns, seen.counted or 0),
            (tables.returns(seen),),
        ),
        Part(
            "progress",
            "Overall progress",
            "The average share of the lessons that people completed.",
            (seen.progress,),
            said.progress,
            None,
            (tables.progress(seen),),
        ),
        Part(
            "evaluation",
            "The course, as they rate it",
            "The average of 1 to 5 for each statement about the course.",
            seen.evaluation,
            said.evaluation,
            lambda scheme: charts.ratings(scheme, seen.evaluation),
            (tables.evaluation(seen),),
        ),
    )


def _lessons(seen: Overview, said: Reading) -> Part:
    one_sentence = ""
    if not seen.draws_funnel and seen.counted is not None and rules.publishes_ratings(seen.counted):
        one_sentence = f'<p class="gs-p gs-measure">{layout.literal(seen.rules[0])}</p>'
    return Part(
        "completion",
        "Where people are",
        "How many completed each lesson.",
        seen.lessons,
        said.lessons,
        (lambda scheme: charts.completion(scheme, seen.lessons, seen.counted or 0))
        if seen.draws_funnel
        else None,
        (tables.lessons(seen),),
        one_sentence,
    )


def _skills(seen: Overview, said: Reading, scheme: Scheme) -> Part:
    """Spreads where there are any, and averages otherwise; of one wave while there is only one."""
    rows = (*seen.ratings, *seen.ratings_after)
    sub, above, chart = AVERAGES, "", _both_waves(seen)
    if any(one.bands for one in seen.spreads):
        rows = tuple(one.figure for one in seen.spreads)
        sub, above, chart = SPREADS, skill_charts.legend(scheme), _spreads(seen)
    elif not any(one.is_published for one in seen.ratings_after):
        above = f'<p class="gs-p gs-small">Now: {tables.HIDDEN}</p>'
        rows, chart = seen.ratings, _one_wave(seen)
    return Part(
        "skills",
        "How people rate their own skills, before and now",
        sub,
        rows,
        said.skills,
        chart,
        (tables.skills(seen), tables.spreads(seen.spreads)),
        above,
    )


def _spreads(seen: Overview) -> Draw:
    return lambda scheme: skill_charts.spreads(scheme, seen.spreads)


def _both_waves(seen: Overview) -> Draw:
    return lambda scheme: skill_charts.before_and_now(scheme, seen.ratings, seen.ratings_after)


def _one_wave(seen: Overview) -> Draw:
    return lambda scheme: charts.ratings(scheme, seen.ratings)


def _checks(seen: Overview, said: Reading) -> Part:
    shown = [one for one in seen.checks if one.choice is not None]
    items = "".join(
        f'<li><p class="gs-p gs-small gs-muted">{layout.literal(one.lesson)}</p>'
        f'<p class="gs-p gs-asked">{layout.literal(one.figure.name)}</p>'
        f'<p class="gs-p">Many chose {layout.literal(quoted(one.figure.said))} '
        f'<span class="gs-muted">({layout.literal(one.figure.group)} people)</span></p>'
        f'<p class="gs-p gs-muted">{layout.literal(one.why or "")}</p></li>'
        for one in shown
    )
    return Part(
        "checks",
        "Questions that mislead",
        "Questions in which one wrong choice drew two in five or more.",
        tuple(one.figure for one in seen.checks),
        said.checks,
        None,
        (tables.checks(seen.checks),),
        f'<ul class="gs-misled">{items}</ul>',
    )
