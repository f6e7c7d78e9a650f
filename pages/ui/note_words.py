"""How a note and its parts are named to those who write them and those who read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from course.authoring.catalogue import Catalogue
from course.cohort import notes
from pages.ui import days, layout, said

WEEKS = {14: "two weeks", 28: "four weeks"}


def who(rule: str, catalogue: Catalogue) -> str:
    """For whom a part is, such as ``haven't begun lesson 3``."""
    kind, _, what = rule.partition("/")
    if kind == notes.AWAY:
        days_away = int(what)
        return f"have handed in nothing for {WEEKS.get(days_away, f'{days_away} days')}"
    edition = catalogue.editions.get(what)
    return (
        "haven't begun a lesson"
        if edition is None
        else f"haven't begun lesson {edition.lesson.number}"
    )


def card(title: str, author: str, on: date | None, texts: Iterable[str], *, level: int = 2) -> str:
    """A note as its reader sees it, as markup."""
    from_whom = f"From {layout.literal(author)}" if author else "From your instructor"
    when = "" if on is None else f", {escape(days.short(on))}"
    body = "".join(said.html(text) for text in texts)
    return (
        f'<p class="gs-eyebrow"><bdi>{from_whom}</bdi>{when}</p>'
        f'<h{level} class="gs-h3"><bdi>{layout.literal(title)}</bdi></h{level}>{body}'
    )
