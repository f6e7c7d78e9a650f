"""From released labels to the rows of an overview. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from course.authoring.catalogue import Catalogue
from course.cohort import labels, measures, rules
from course.cohort.channels import WAVES, Kind, distribution_channel, rating_channel
from course.cohort.figures import Bands, Change, CheckItem, Figure, Growth, Spread
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.measures import Measure
from db.queries.release_store import Cell

ABOUT = {
    Kind.COMPLETION: "Lesson completed",
    Kind.RETURNS: "Practice that came back, done",
    Kind.RATING: "Average rating",
    Kind.DISTRIBUTION: "Spread of ratings",
    Kind.EVALUATION: "The course, as they rate it",
    Kind.PROGRESS: "Overall progress",
    Kind.ATTEMPTS: "Tries",
    Kind.CHECK: "A wrong choice drew many",
}
_STEPPED = {Kind.RATING, Kind.EVALUATION}
SAME = "the same"


@dataclass(frozen=True)
class Drawn:
    """What a cohort or pool of ``size`` has had published, by channel, oldest first."""

    catalogue: Catalogue
    size: int
    history: Mapping[str, Sequence[Cell]]

    @cached_property
    def measured(self) -> tuple[Measure, ...]:
        """Everything there is to say, in the order of the course."""
        return tuple(measures.of_course(self.catalogue))

    def figures(self, kind: Kind) -> tuple[Figure, ...]:
        """The newest figures of one kind, in the order of the course."""
        return tuple(self._figure(one) for one in self.measured if one.kind is kind)

    def ratings(self, wave: str) -> tuple[Figure, ...]:
        """The average of each skill in a wave; skills that are not rated then are there too."""
        return tuple(
            self._figure(self._skill(Kind.RATING, rating_channel(wave, one.id), one.id, one.name))
            for one in self.catalogue.rubric.skills
        )

    def growth(self) -> tuple[Growth, ...]:
        """What the averages after the course differ by from those before, by skill."""
        waves = (self.ratings(wave) for wave in WAVES)
        return tuple(_growth(before, after) for before, after in zip(*waves, strict=True))

    def spreads(self) -> tuple[Spread, ...]:
        """How ratings are spread, both waves of each skill after one another."""
        return tuple(
            self._spread(one.id, one.name, wave)
            for one in self.catalogue.rubric.skills
            for wave in WAVES
        )

    def checks(self) -> tuple[CheckItem, ...]:
        """Every question of every check."""
        found = []
        for one in self.measured:
            if one.kind is Kind.CHECK and one.question is not None:
                chosen = measures.choice(one.question, self._label(one.channel))
                figure = self._figure(one)
                found.append(
                    CheckItem(
                        figure if chosen is None else replace(figure, said=chosen.text),
                        one.lesson.id,
                        f"{one.lesson.number}. {one.lesson.title}",
                        None if chosen is None else chosen.id,
                        None if chosen is None else chosen.why,
                    )
                )
        return tuple(found)

    def changed_on(self, day: date | None) -> tuple[Change, ...]:
        """The figures that came on a day, each beside what it said before."""
        found = []
        for one in self.measured:
            cells = self.history.get(one.channel, ())
            if cells and cells[-1].tick_on == day:
                earlier = self._said(one, cells[-2]) if len(cells) > 1 else NOT_PUBLISHED
                now = self._said(one, cells[-1])
                if earlier != now:
                    found.append(Change(_about(one), one.item, one.name, earlier, now))
        return tuple(found)

    def _skill(self, kind: Kind, channel: str, skill_id: str, name: str) -> Measure:
        lesson = next(iter(self.catalogue.editions.values())).lesson
        return Measure(channel, kind, name, skill_id, lesson)

    def _label(self, channel: str) -> str:
        cells = self.history.get(channel)
        return cells[-1].label if cells else ""

    def _said(self, one: Measure, cell: Cell) -> str:
        chosen = None if one.question is None else measures.choice(one.question, cell.label)
        return cell.label if chosen is None else chosen.text

    def _figure(self, one: Measure) -> Figure:
        cells = self.history.get(one.channel)
        if not cells:
            return Figure(one.name, NOT_PUBLISHED, NOT_PUBLISHED, None, None, one.item)
        cell = cells[-1]
        return Figure(
            name=one.name,
            said=cell.label,
            group=cell.group_label,
            since=cell.tick_on,
            number=None if one.kind is Kind.CHECK else labels.number(cell.label),
            item=one.item,
            step=labels.step_behind(cell.group_label) if one.kind in _STEPPED else 0.0,
            at_most=self._is_at_end(one.kind, cell.label),
        )

    def _is_at_end(self, kind: Kind, label: str) -> bool:
        match kind:
            case Kind.COMPLETION | Kind.RETURNS:
                return labels.number(label) >= rules.completion_cap(self.size)
            case Kind.RATING | Kind.EVALUATION:
                return labels.is_lowest(label) or labels.is_highest(label)
            case Kind.PROGRESS:
                return labels.percents(label)[0] in labels.ENDS
            case _:
                return False

    def _spread(self, skill_id: str, name: str, wave: str) -> Spread:
        channel = distribution_channel(wave, skill_id)
        figure = self._figure(self._skill(Kind.DISTRIBUTION, channel, skill_id, name))
        bands = Bands(*labels.percents(figure.said)) if figure.is_published else None
        return Spread(figure, wave, bands)


def _about(one: Measure) -> str:
    return f"{ABOUT[one.kind]}, {one.wave}" if one.wave else ABOUT[one.kind]


def _growth(before: Figure, after: Figure) -> Growth:
    if before.number is None or after.number is None:
        missing = Figure(before.name, NOT_PUBLISHED, NOT_PUBLISHED, None, None, before.item)
        return Growth(missing, None, None)
    number = round(after.number - before.number, 1)
    smaller = min(before, after, key=lambda one: labels.number(one.group))
    half = (before.step + after.step) / 2
    figure = Figure(
        name=before.name,
        said=SAME if number == 0 else f"{'up' if number > 0 else 'down'} {abs(number):.1f}",
        group=smaller.group,
        since=max(day for day in (before.since, after.since) if day),
        number=number,
        item=before.item,
        step=max(before.step, after.step),
        at_most=before.at_most or after.at_most,
    )
    low_open = labels.is_lowest(after.said) or labels.is_highest(before.said)
    high_open = labels.is_highest(after.said) or labels.is_lowest(before.said)
    return Growth(
        figure,
        None if low_open else round(number - half, 2),
        None if high_open else round(number + half, 2),
    )
