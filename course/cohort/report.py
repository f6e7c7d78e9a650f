"""The overview on one page, for a training committee: made of what is published, like the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from course.access import Viewer, operation
from course.cohort import overview, reading, rules
from course.cohort.figures import Figure, Overview
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.reading import Reading
from course.work import Work

Data = Mapping[str, object]

TEMPLATE = "overview"
ROWS_MOST = 14  # lessons or statements; a page holds no more that can be read
CHECKS_MOST = 3
UNTIL_FIXED = "The roster is not fixed yet."


@dataclass(frozen=True)
class Report:
    """A page to print: ``course.paper.render`` takes both."""

    template: str
    data: Data = field(repr=False)


@operation
def one_page(work: Work, viewer: Viewer | None, cohort_id: str) -> Report:
    """The overview of a cohort, ready for paper."""
    seen = overview.cohort(work, viewer, cohort_id)
    return Report(TEMPLATE, of(seen, reading.read(seen, work.catalogue)))


def of(seen: Overview, said: Reading) -> Data:
    """What goes into the template. Nothing in it changes between two days of figures."""
    return {
        "title": seen.cohort_name,
        "facts": [[a, b] for a, b in _facts(seen)],
        "pool": ", ".join(seen.pool),
        "leads": [one.text for one in said.leads],
        "lessons": [_lesson(one, seen.counted or 0) for one in seen.lessons[:ROWS_MOST]],
        "skills": [
            [one.name, _people(one), _people(now), grown.figure.said]
            for one, now, grown in zip(seen.ratings, seen.ratings_after, seen.growth, strict=True)
        ],
        "statements": [[one.name, _people(one)] for one in seen.evaluation[:ROWS_MOST]],
        "others": [[a, b] for a, b in _others(seen)],
        "readings": [
            {"about": about, "text": text}
            for about, text in (
                ("Lessons", said.lessons),
                ("Skills", said.skills),
                ("Growth", said.growth),
            )
            if text != NOT_PUBLISHED
        ],
        "absent": NOT_PUBLISHED,
        "foot": _foot(seen.counted),
    }


def _facts(seen: Overview) -> Sequence[tuple[str, str]]:
    counted = UNTIL_FIXED if seen.counted is None else str(seen.counted)
    return (
        ("First and last day", f"{_day(seen.starts_on)} to {_day(seen.ends_on)}"),
        ("Learners counted", counted),
        ("Figures of", NOT_PUBLISHED if seen.last_tick is None else _day(seen.last_tick)),
    )


def _lesson(figure: Figure, counted: int) -> dict[str, object]:
    share = 0.0 if figure.number is None or not counted else figure.number / counted
    return {"name": figure.name, "said": _people(figure), "percent": round(100 * share)}


def _people(figure: Figure) -> str:
    return f"{figure.said} · {figure.group}" if figure.is_published else NOT_PUBLISHED


def _others(seen: Overview) -> Sequence[tuple[str, str]]:
    drew = [one for one in seen.checks if one.choice is not None]
    tried = [one for one in seen.attempts if (one.number or 0) > 1]
    back = [int(one.number) for one in seen.returns if one.number is not None]
    return (
        ("Average share of the lessons completed", _people(seen.progress)),
        (
            "Lessons that took more tries than planned",
            "; ".join(f"{one.name} ({one.said})" for one in tried)
            or (NOT_PUBLISHED if not any(one.is_published for one in seen.attempts) else "None"),
        ),
        (
            "Questions in which a wrong choice drew two in five or more",
            "; ".join(f"{one.lesson}: {one.figure.name}" for one in drew[:CHECKS_MOST])
            + (f"; and {len(drew) - CHECKS_MOST} more" if len(drew) > CHECKS_MOST else "")
            or NOT_PUBLISHED,
        ),
        (
            "Practice that came back, done",
            f"at least {min(back)} to at least {max(back)}, by lesson" if back else NOT_PUBLISHED,
        ),
    )


def _foot(counted: int | None) -> str:
    step = rules.batch(counted or 0)
    return (
        f"Groups only: figures come on fixed days, {step} people at a time at the least, rounded "
        "and capped. “10+” is how many stand behind a figure. Averages are of ratings from 1 to 5; "
        "1.5 and 4.5 also stand for what is beyond them. People rate themselves. “Not published” "
        "is said for every absence, whatever its cause."
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
