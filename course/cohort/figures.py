"""What an overview consists of: figures made from released labels and from nothing else. Pure.

There is one row for every lesson, skill, question and statement, whatever is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """One row: what it is about, what is said, how many stand behind it, and since when.

    ``number`` is the label's own number, for drawing; None where nothing is published. ``item`` is
    the id of the lesson, skill or statement. ``step`` is the least by which two such figures can
    differ, and ``at_most`` says that the label is at an end of what can be said for this group.
    """

    name: str
    said: str
    group: str
    since: date | None
    number: float | None
    item: str = ""
    step: float = 0.0
    at_most: bool = False

    @property
    def is_published(self) -> bool:
        """Whether there is a figure at all."""
        return self.since is not None


@dataclass(frozen=True)
class Growth:
    """A skill's label after less its label before, as people rate themselves.

    ``number`` is that difference, None unless both are published. What both labels were rounded
    from differs by something between ``low`` and ``high``; None where that end is open, because a
    label stands at an end of the scale.
    """

    figure: Figure
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether it differs from nothing by at least two displayed steps."""
        number = self.figure.number
        return number is not None and abs(number) >= 2 * self.figure.step - 1e-9


@dataclass(frozen=True)
class Bands:
    """How many rate 1 or 2, 3, and 4 or 5, in percent; rounded, so that they may not make 100.

    20 also stands for fewer and 80 for more.
    """

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Spread:
    """How a skill's ratings are spread. ``bands`` is None where nothing is published."""

    figure: Figure
    wave: str  # before, after
    bands: Bands | None


@dataclass(frozen=True)
class CheckItem:
    """One question of a lesson's check. ``choice`` is the wrong one that drew many, if published.

    ``figure.name`` is the question; ``figure.said`` is the choice's text.
    """

    figure: Figure
    lesson_id: str
    lesson: str
    choice: str | None
    why: str | None


@dataclass(frozen=True)
class Change:
    """A figure that the last tick changed: what it said before, and what it says now."""

    about: str  # what kind of figure, in words
    item: str
    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Overview:
    """What everyone in the cohort may see of it. ``counted`` is None before the freeze.

    ``unit`` is the id under which the figures are kept: two cohorts of one pool have the same.
    ``pool`` names the cohorts that are published together with this one, itself among them; it is
    empty for a cohort on its own. ``last_tick`` and ``next_tick`` are days on which figures may
    come: the newest that has come, and the next; None before the first and after the last.
    ``changed`` is what the last one changed. ``rules`` are sentences about what a roster of this
    size never has published. ``returns`` are lessons; ``progress`` is one figure.
    """

    cohort_id: str
    cohort_name: str
    starts_on: date
    ends_on: date
    freeze_on: date
    counted: int | None
    next_tick: date | None
    lessons: tuple[Figure, ...]
    ratings: tuple[Figure, ...]
    rules: tuple[str, ...]
    draws_funnel: bool
    unit: str
    pool: tuple[str, ...]
    last_tick: date | None
    changed: tuple[Change, ...]
    ratings_after: tuple[Figure, ...]
    growth: tuple[Growth, ...]
    spreads: tuple[Spread, ...]
    progress: Figure
    attempts: tuple[Figure, ...]
    checks: tuple[CheckItem, ...]
    returns: tuple[Figure, ...]
    evaluation: tuple[Figure, ...]

    @property
    def has_figures(self) -> bool:
        """Whether anything is published at all."""
        return any(figure.is_published for figure in self.every_figure)

    @property
    def every_figure(self) -> tuple[Figure, ...]:
        """Every row there is, in the order in which they are drawn; growth is not one of them."""
        return (
            *self.lessons,
            self.progress,
            *self.ratings,
            *self.ratings_after,
            *(one.figure for one in self.spreads),
            *self.attempts,
            *(one.figure for one in self.checks),
            *self.returns,
            *self.evaluation,
        )
