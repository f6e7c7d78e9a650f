"""All that is held about a person as a document to read: the same blocks for Markdown and PDF."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from course.access import Viewer, operation
from course.own import everything, said
from course.own.everything import UNREADABLE, Everything, Kept, Place
from course.study import reflections
from course.study.asked import Editions
from course.work import Work


class Kind(StrEnum):
    """What a block is."""

    HEAD = "head"  # a part of the document
    SUB = "sub"  # a table, or one exercise
    NOTE = "note"  # a sentence of ours
    LINE = "line"  # a label and a short value
    WORDS = "words"  # somebody's words, whole, nothing in them interpreted


@dataclass(frozen=True)
class Block:
    """One piece. ``label`` stands before a line, or above words."""

    kind: Kind
    text: str = field(repr=False)
    label: str = field(default="", repr=False)


@dataclass(frozen=True)
class Document:
    """The whole, under its title."""

    title: str = field(repr=False)
    made_on: date
    blocks: tuple[Block, ...] = field(repr=False)


@operation
def document(work: Work, viewer: Viewer | None) -> Document:
    """Everything held about the viewer, to read."""
    held = everything.of_mine(work, viewer)
    return Document(f"What is held about {held.name}", held.made_on, tuple(_blocks(work, held)))


def _blocks(work: Work, held: Everything) -> Iterator[Block]:
    yield Block(Kind.NOTE, "This copy is yours alone. Keep it where only you look.")
    names = {place.cohort_id: place.cohort_name for place in held.places}
    yield Block(Kind.HEAD, "Who you are here")
    for kept in held.people.values():
        yield from _table(kept, names)
    for place in held.places:
        yield from _place(work, place, names)


def _place(work: Work, place: Place, names: dict[str, str]) -> Iterator[Block]:
    yield Block(Kind.HEAD, f"In {place.cohort_name}")
    yield Block(Kind.LINE, place.role, "Your part")
    yield Block(Kind.LINE, said.day(place.keep_until), "Kept until")
    yield from _attempts(work, place.answers["attempt"])
    yield from _drafts(place.answers["draft"])
    for table, kept in place.answers.items():
        if table not in {"attempt", "draft"}:
            yield from _table(kept, names, work)


def _attempts(work: Work, kept: Kept) -> Iterator[Block]:
    yield Block(Kind.HEAD, "What you submitted")
    if not kept.rows:
        yield Block(Kind.NOTE, "Nothing.")
    order = {lesson_id: number for number, lesson_id in enumerate(work.catalogue.editions)}
    rows = sorted(
        kept.rows,
        key=lambda row: (
            order.get(row["lesson_id"], len(order)),
            row["lesson_id"],
            row["exercise_id"],
            row["number"],
        ),
    )
    before = ""
    editions = Editions(work)
    for row in rows:
        lesson = editions.edition(row["lesson_id"], row["edition"])
        exercise = lesson.blocks.get(row["exercise_id"], {})
        prompt = reflections.prompt_of(exercise) or row["exercise_id"]
        heading = f"{lesson.title}: {prompt}"
        if heading != before:
            yield Block(Kind.SUB, heading)
            before = heading
        yield from _attempt(work, row, exercise)


def _attempt(work: Work, row: dict[str, Any], exercise: Mapping[str, Any]) -> Iterator[Block]:
    content = row["sealed"]
    if not isinstance(content, dict):
        yield Block(Kind.LINE, UNREADABLE, f"Version {row['number']}")
        return
    yield from _content(work, content, exercise, f"Version {row['number']}")


def _content(
    work: Work,
    content: dict[str, Any],
    exercise: Mapping[str, Any] | None = None,
    label: str = "Written",
) -> Iterator[Block]:
    """What was sealed: when it was written, then part by part."""
    if "at" in content:
        yield Block(Kind.LINE, said.moment(datetime.fromisoformat(str(content["at"]))), label)
    for part, text, is_words in said.answer(work, exercise or {}, content):
        yield Block(Kind.WORDS if is_words else Kind.LINE, text, part)


def _drafts(kept: Kept) -> Iterator[Block]:
    yield Block(Kind.HEAD, "Drafts")
    for row in kept.rows:
        yield Block(Kind.SUB, row["box"])
        content = row["sealed"]
        if not content:
            yield Block(Kind.NOTE, f"Empty, at revision {row['revision']}: it was submitted.")
        elif not isinstance(content, dict):
            yield Block(Kind.NOTE, UNREADABLE)
        else:
            at = said.moment(datetime.fromisoformat(str(content["at"])))
            yield Block(Kind.LINE, at, f"Revision {row['revision']}")
            yield Block(Kind.WORDS, content["text"])
            if content["before"] is not None:
                yield Block(Kind.WORDS, content["before"][1], "One revision earlier")
    if not kept.rows:
        yield Block(Kind.NOTE, "None.")


def _table(kept: Kept, names: dict[str, str], work: Work | None = None) -> Iterator[Block]:
    """Any other table, row by row, column by column."""
    if not kept.rows:
        return
    yield Block(Kind.SUB, kept.title)
    for number, row in enumerate(kept.rows, start=1):
        if len(kept.rows) > 1:
            yield Block(Kind.NOTE, f"{number} of {len(kept.rows)}")
        for column, value in row.items():
            if isinstance(value, dict) and work is not None:
                yield from _content(work, value)
            elif value is not None and value != "":
                yield Block(Kind.LINE, _value(column, value, names, work), said.label(column))
    for column, why in kept.withheld.items():
        yield Block(Kind.NOTE, f"Left out, {said.label(column).lower()}: {why}")


def _value(column: str, value: Any, names: dict[str, str], work: Work | None) -> str:
    if column == "cohort_id":
        return names.get(value, str(value))
    if column == "channel" and work is not None:
        return said.figure(work, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return said.day(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
