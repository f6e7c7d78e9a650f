"""An overview in plain words, made from what is published and from nothing else. Pure.

Each chart has a sentence or two beside it. A skill or lesson is named only where labels differ by
two displayed steps; growth is called self-rated; a label at an end of what can be said for the
group says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.authoring.catalogue import Catalogue
from course.cohort import apart, rules
from course.cohort.figures import CheckItem, Figure, Growth, Overview, Spread
from course.cohort.labels import ENDS, NOT_PUBLISHED
from course.cohort.leads import Lead, leads, trained
from course.cohort.wording import MOVED, RATED, compared, names, said

SELF_RATED = "Growth is self-rated: it says how people see themselves."
SEE_MORE = "A rating that falls can mean that people see more now."
_BUCKET = 1.0  # between two words for tries
_BAND = 20.0  # percent, between two shares of a spread


@dataclass(frozen=True)
class Reading:
    """What is said beside each chart, and up to three things to do next."""

    lessons: str
    skills: str
    growth: str
    checks: str
    attempts: str
    returns: str
    progress: str
    evaluation: str
    changed: str
    leads: tuple[Lead, ...]


def read(seen: Overview, catalogue: Catalogue) -> Reading:
    """The reading of an overview; ``catalogue`` says which lesson trains a skill."""
    step = float(rules.batch(seen.counted or 0))
    return Reading(
        lessons=_lessons(seen.lessons, step),
        skills=_skills(seen, catalogue),
        growth=_growth(seen.growth, catalogue),
        checks=_checks(seen.checks),
        attempts=_attempts(seen.attempts),
        returns=_returns(seen.returns, step),
        progress=_progress(seen.progress),
        evaluation=_evaluation(seen.evaluation),
        changed=_changed(seen),
        leads=leads(seen, catalogue, step),
    )


def _lessons(figures: Sequence[Figure], step: float) -> str:
    shown = [one for one in figures if one.is_published]
    if not shown:
        return NOT_PUBLISHED
    lag = f"Figures move {int(step)} people at a time, so each can lag behind by {int(step) - 1}."
    fall = apart.steepest(figures, step)
    if fall is not None:
        before, after = fall
        return (
            f"The figures fall furthest between ‘{before.name}’, completed by {said(before)}, and "
            f"‘{after.name}’, completed by {said(after)}. {lag}"
        )
    if len(shown) == 1:
        return f"‘{shown[0].name}’ was completed by {said(shown[0])}. {lag}"
    if len({one.said for one in shown}) == 1:
        each = f"Each of the {len(shown)} lessons that are published was completed by"
        return f"{each} {said(shown[0])}. {lag}"
    most = max(shown, key=lambda one: one.number or 0)
    return (
        f"Between the {len(shown)} lessons that are published there is no clear difference; the "
        f"most is {said(most)}. {lag}"
    )


def _skills(seen: Overview, catalogue: Catalogue) -> str:
    after = any(one.is_published for one in seen.ratings_after)
    figures = seen.ratings_after if after else seen.ratings
    when = "After the course" if after else "Before the course"
    if not any(one.is_published for one in figures):
        return NOT_PUBLISHED
    found = apart.ends(figures)
    if found is None:
        words = f"{when} there is no clear difference between the skills."
    else:
        words = f"{when} {compared(found, RATED)}"
        if not after and found.lowest:
            words += f" {trained(catalogue, found.lowest)}"
    return " ".join(filter(None, (words, _bands(seen.spreads))))


def _bands(spreads: Sequence[Spread]) -> str:
    figures = [
        Figure(
            name=one.figure.name,
            said=f"{one.bands.high}%",
            group=one.figure.group,
            since=one.figure.since,
            number=float(one.bands.high),
            item=one.figure.item,
            at_most=one.bands.high in ENDS,
        )
        for one in spreads
        if one.wave == "after" and one.bands is not None
    ]
    found = apart.ends(figures, _BAND)
    if found is None or not found.lowest or not found.highest:
        return ""
    low, high = found.lowest[0], found.highest[0]
    return (
        f"Now {said(high)} rate {names(found.highest)} 4 or 5, and {said(low)} rate "
        f"{names(found.lowest)} so."
    )


def _growth(growth: Sequence[Growth], catalogue: Catalogue) -> str:
    shown = [one for one in growth if one.figure.is_published]
    if not shown:
        return NOT_PUBLISHED
    found = apart.growth_ends(growth)
    words = [SELF_RATED]
    if found is None:
        words.append("There is no clear difference between the skills.")
    else:
        words.append(compared(found, MOVED))
        if found.lowest:
            words.append(trained(catalogue, found.lowest))
    clear = [one for one in shown if one.is_clear and (one.figure.number or 0) > 0]
    words.append(
        f"{len(clear)} of {len(shown)} skills moved up by two steps or more; one step may be "
        "rounding alone."
    )
    if any((one.figure.number or 0) < 0 for one in shown):
        words.append(SEE_MORE)
    return " ".join(words)


def _checks(items: Sequence[CheckItem]) -> str:
    shown = [one for one in items if one.choice is not None]
    if not shown:
        return NOT_PUBLISHED
    first = "In one question" if len(shown) == 1 else f"In {len(shown)} questions"
    lessons = list(dict.fromkeys(f"‘{one.lesson}’" for one in shown))
    where = " and ".join(filter(None, (", ".join(lessons[:-1]), lessons[-1])))
    return (
        f"{first} one wrong choice drew two in five or more, in {where}. What tempts there is a "
        "good thing to open with."
    )


def _attempts(figures: Sequence[Figure]) -> str:
    if not any(one.is_published for one in figures):
        return NOT_PUBLISHED
    found = apart.ends(figures, _BUCKET)
    if found is None or not found.highest or not found.lowest:
        return "There is no clear difference between the lessons."
    return (
        f"{names(found.highest)} took more tries than {names(found.lowest)}: "
        f"{found.highest[0].said}, and {found.lowest[0].said}."
    )


def _returns(figures: Sequence[Figure], step: float) -> str:
    shown = [one for one in figures if one.is_published]
    if not shown:
        return NOT_PUBLISHED
    found = apart.ends(figures, step)
    if found is None or not found.lowest or not found.highest:
        most = max(shown, key=lambda one: one.number or 0)
        return f"There is no clear difference between the lessons; the most is {said(most)}."
    return (
        f"Practice of {names(found.highest)} was done by {said(found.highest[0])}, of "
        f"{names(found.lowest)} by {said(found.lowest[0])}."
    )


def _progress(figure: Figure) -> str:
    if not figure.is_published:
        return NOT_PUBLISHED
    return (
        f"On average people completed about {said(figure)} of the lessons. 20% also stands for "
        "less, and 80% for more."
    )


def _evaluation(figures: Sequence[Figure]) -> str:
    if not any(one.is_published for one in figures):
        return NOT_PUBLISHED
    found = apart.ends(figures)
    if found is None:
        return "There is no clear difference between the statements."
    return compared(found, RATED)


def _changed(seen: Overview) -> str:
    if not seen.has_figures:
        return NOT_PUBLISHED
    first = sum(one.before == NOT_PUBLISHED for one in seen.changed)
    moved = len(seen.changed) - first
    words = [
        f"{_many(first)} came for the first time." if first else "",
        f"{_many(moved)} moved on from what {'it' if moved == 1 else 'they'} said."
        if moved
        else "",
    ]
    return " ".join(filter(None, words)) or "No figure changed."


def _many(number: int) -> str:
    return "One figure" if number == 1 else f"{number} figures"
