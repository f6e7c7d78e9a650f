"""The tables of an overview as markup: the same rows whatever is published, each absence alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from course.cohort.figures import Change, CheckItem, Figure, Growth, Overview, Spread
from course.cohort.labels import NOT_PUBLISHED

Row = tuple[str, Sequence[str]]
HIDDEN = f'<span class="gs-hid">{NOT_PUBLISHED}</span>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Row]) -> str:
    """A table with a row for each name; all texts are escaped."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        f"{''.join(f'<td>{cell(text)}</td>' for text in cells)}</tr>"
        for name, cells in rows
    )
    return (
        f'<table class="gs-tab"><caption class="gs-vh">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def cell(text: str) -> str:
    """What stands in one place of a table, as markup."""
    return HIDDEN if text == NOT_PUBLISHED else escape(text)


def with_people(figure: Figure) -> str:
    """A label and how many stand behind it, such as "3.5 · 10+"."""
    return f"{figure.said} · {figure.group}" if figure.is_published else NOT_PUBLISHED


def figures(caption: str, first: str, second: str, rows: Sequence[Figure]) -> str:
    """What is said of each, and how many stand behind it."""
    return table(
        caption, (first, second, "People"), ((one.name, (one.said, one.group)) for one in rows)
    )


def lessons(seen: Overview) -> str:
    """Lessons completed."""
    return figures("Lessons completed", "Lesson", "Completed by", seen.lessons)


def skills(seen: Overview) -> str:
    """The averages before and now."""
    pairs = zip(seen.ratings, seen.ratings_after, strict=True)
    rows = ((one.name, (with_people(one), with_people(now))) for one, now in pairs)
    return table("Average ratings before and now", ("Skill", "Before", "Now"), rows)


def spreads(rows: Sequence[Spread]) -> str:
    """How ratings are spread before and now."""
    by_skill: dict[str, list[Spread]] = {}
    for one in rows:
        by_skill.setdefault(one.figure.name, []).append(one)
    found = ((name, [with_people(one.figure) for one in both]) for name, both in by_skill.items())
    return table("Ratings of 1 or 2, of 3, of 4 or 5", ("Skill", "Before", "Now"), found)


def growth(rows: Sequence[Growth]) -> str:
    """What each skill moved by, and between what that lies."""
    return table(
        "Growth by skill",
        ("Skill", "Moved", "Lies between", "People"),
        ((one.figure.name, (one.figure.said, _between(one), one.figure.group)) for one in rows),
    )


def _between(one: Growth) -> str:
    if one.figure.number is None:
        return NOT_PUBLISHED
    low = "anything lower" if one.low is None else f"{one.low:+.1f}"
    high = "anything higher" if one.high is None else f"{one.high:+.1f}"
    return f"{low} and {high}"


def checks(rows: Sequence[CheckItem]) -> str:
    """Every question, and the wrong choice that drew many."""
    return table(
        "Wrong choices that drew many",
        ("Question", "Many chose", "People"),
        ((f"{one.lesson}: {one.figure.name}", (one.figure.said, one.figure.group)) for one in rows),
    )


def tries(seen: Overview) -> str:
    """How many tries lessons took."""
    return figures("Tries beside the plan", "Lesson", "Tries", seen.attempts)


def returns(seen: Overview) -> str:
    """Practice that came back."""
    return figures("Practice that came back", "Lesson", "Done by", seen.returns)


def progress(seen: Overview) -> str:
    """The one row of overall progress."""
    return figures("Overall progress", "Of all lessons", "On average", (seen.progress,))


def evaluation(seen: Overview) -> str:
    """Statements about the course."""
    return figures("The course, as they rate it", "Statement", "Average", seen.evaluation)


def changes(rows: Sequence[Change]) -> str:
    """What the last day of figures changed."""
    return table(
        "What changed",
        ("Figure", "Before", "Now"),
        ((f"{one.about}: {one.name}", (one.before, one.now)) for one in rows),
    )
