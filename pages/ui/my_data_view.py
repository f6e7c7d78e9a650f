"""What is held about somebody, in lists: who they are here, what they wrote, what is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from course.own import said
from course.own.agreements import Agreed
from course.own.everything import Everything, Place
from course.signing.sign_ins import WAYS
from course.work import Work
from pages.ui.layout import literal

_KINDS = {
    "reflection": ("reflection", "reflections"),
    "reply": ("reply", "replies"),
    "drill": ("drill", "drills"),
    "reframe": ("reframe", "reframes"),
    "check": ("check", "checks"),
    "sort": ("sorting", "sortings"),
    "demonstration": ("demonstration", "demonstrations"),
    "rating": ("rating", "ratings"),
    "intention": ("intention", "intentions"),
    "evaluation": ("evaluation", "evaluations"),
}
_OWN_ROWS = {"enrolment", "attempt", "draft", "step_done", "position", "contribution"}
_OWN_ROWS |= {"roster", "released", "uncounted", "reply_rating"}


@dataclass(frozen=True)
class Figures:
    """Names of the figures somebody is behind, and of those they wait to count in."""

    published: tuple[str, ...]
    waiting: tuple[str, ...]


def figures(work: Work, place: Place) -> Figures:
    """The figures of one place, by name."""

    def named(table: str) -> tuple[str, ...]:
        return tuple(sorted(said.figure(work, r["channel"]) for r in place.answers[table].rows))

    published = named("released")
    return Figures(published, tuple(one for one in named("contribution") if one not in published))


def who_html(held: Everything) -> str:
    """Identity, row by row, in words."""
    people = held.people
    account = people["account"].rows[0]
    rights = [
        word
        for column, word in (("is_owner", "owner"), ("may_make_cohorts", "may make cohorts"))
        if account[column]
    ]
    rows = [
        ("Name", account["name"]),
        ("Email", account["email"] or "None."),
        ("On this installation", ", ".join(rights)),
        ("Signed in", "; ".join(_ways(row["way"] for row in people["sign_in"].rows))),
        ("Identity providers", "; ".join(row["issuer"] for row in people["subject"].rows)),
        ("Links made", _count(len(people["entry_link"]), "link", "links")),
        ("Invitations", "; ".join(_invitation(row) for row in people["invitation"].rows)),
        ("Notice left for you", account["notice"] or ""),
        ("Letters", _letters(held)),
    ]
    rows += [
        (kept.title, _count(len(kept), "entry", "entries"))
        for name, kept in people.items()
        if name not in _SAID
    ]
    return facts(rows)


_SAID = {"account", "sign_in", "subject", "entry_link", "invitation", "ending_letter"}
_SAID |= {"membership", "agreement", "pid_link"}


def _ways(ways: Iterable[str]) -> list[str]:
    counted = Counter(WAYS.get(way, way) for way in ways)
    return [
        f"{number} {'browser' if number == 1 else 'browsers'} {way}"
        for way, number in sorted(counted.items())
    ]


def _invitation(row: dict[str, object]) -> str:
    state = "taken" if row["state"] == "joined" else "open"
    return f"{row['name']}, {row['email']}, as {row['role']}, {state}"


def _letters(held: Everything) -> str:
    rows = held.people["ending_letter"].rows
    sent = [f"{row['stage']} days before the end" for row in rows if row["sent"]]
    return "; ".join(sent)


def place_html(place: Place, found: Figures) -> str:
    """One cohort: the part in it, the writing in numbers, and what is published."""
    attempts = Counter(row["kind"] for row in place.answers["attempt"].rows)
    drafts = sum(bool(row["sealed"]) for row in place.answers["draft"].rows)
    rows = [
        ("Your part", "Learner" if place.role == "learner" else "You left"),
        ("Kept until", said.day(place.keep_until)),
        (
            "Submitted",
            ", ".join(counted(kind, number) for kind, number in sorted(attempts.items()))
            or "Nothing yet.",
        ),
        ("Replies rated", _count(place.count("reply_rating"), "time", "times")),
        ("In drafts", _count(drafts, "text", "texts")),
        ("Steps done", str(place.count("step_done")) if place.count("step_done") else ""),
        ("Where you were", _count(place.count("position"), "lesson", "lessons")),
        ("In its figures", _counted(place)),
    ]
    rows += [
        (kept.title, _count(len(kept), "entry", "entries"))
        for name, kept in place.answers.items()
        if name not in _OWN_ROWS
    ]
    return facts(rows) + _figures(found)


def _counted(place: Place) -> str:
    if place.count("uncounted"):
        return "You count in none, because you brought writing here."
    return "You are among those counted." if place.count("roster") else ""


def _figures(found: Figures) -> str:
    html = ""
    if found.published:
        html += _fold(
            f"Published with you among others, for good ({len(found.published)})",
            "These stay as they are, even if you erase yourself: they rest on a whole group, and "
            "nothing in them leads to you.",
            found.published,
        )
    if found.waiting:
        html += _fold(
            f"Waiting to count ({len(found.waiting)})",
            "These count from the next date on which enough people are new to a figure.",
            found.waiting,
        )
    return html


def _fold(title: str, text: str, names: Sequence[str]) -> str:
    listed = "".join(f"<li>{escape(name)}</li>" for name in names)
    return (
        f'<details class="gs-fold"><summary>{escape(title)}</summary>'
        f'<p class="gs-small gs-muted gs-p">{escape(text)}</p>'
        f'<ul class="gs-list">{listed}</ul></details>'
    )


def agreed_html(agreed: Sequence[Agreed]) -> str:
    """Which wording was agreed to, and when."""
    if not agreed:
        return '<p class="gs-p">Nothing is noted.</p>'
    return facts(
        (
            f"Version {one.version}" + (", the present one" if one.is_present else ""),
            said.day(one.day) if one.day else "on a day that can't be read any more",
        )
        for one in agreed
    )


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A list of labels and values, those without a value left out."""
    listed = "".join(
        f"<dt>{escape(label)}</dt><dd>{literal(value)}</dd>" for label, value in rows if value
    )
    return f'<dl class="gs-facts">{listed}</dl>'


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def counted(kind: str, number: int) -> str:
    """So many answers to exercises of one kind, in words."""
    one, many = _KINDS.get(kind, (kind, kind))
    return f"{number} {one if number == 1 else many}"
