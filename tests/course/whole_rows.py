"""Whether every row of an installation is one that the app would have made: for hostile tests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from course.authoring.schema import Reply
from course.cohort import contact, enrolment, making, measures, notes, planning
from course.errors import GoldseamError
from course.own.held import ANSWERS
from course.signing import mailbox
from course.study import answers, done, taking
from course.study.learner import Learner
from course.study.texts import LIMIT
from course.study.under_way import UnderWay
from course.wall import kept, texts
from course.work import Work
from db.base import Base
from db.queries import holdings, study
from db.tables.answers import Attempt, Contribution, Enrolment, ReplyRating
from db.tables.cohort import Cohort
from db.tables.identity import Account, Invitation, Membership
from db.tables.notes import Note
from db.tables.wall import WallWaiting

Row = dict[str, Any]
EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")


def problems(work: Work) -> list[str]:
    """Every row that is not as it should be, by its table and what is wrong with it."""
    found = [*_anywhere(work), *_people(work), *_cohorts(work)]
    for enrolled in work.db.scalars(select(Enrolment)):
        box = enrolment.learner_box(work, enrolled.pid)
        found += _learner(work, Learner(enrolled.pid, enrolled.cohort_id, box))
    return found


def _anywhere(work: Work) -> Iterator[str]:
    """No column holds more than it says, a null or half of a character."""
    for table in Base.metadata.sorted_tables:
        for row in work.db.execute(select(table)).mappings():
            for column in table.columns:
                value, longest = row[column.name], getattr(column.type, "length", None)
                if not isinstance(value, str):
                    continue
                odd = "\0" in value or value.encode(errors="replace").decode() != value
                if odd or (longest is not None and len(value) > longest):
                    yield f"{table.name}.{column.name}"


def _people(work: Work) -> Iterator[str]:
    for one in work.db.scalars(select(Account)):
        if mailbox.name(one.name) != one.name or len(one.name) > 200:
            yield "account.name"
        if one.email is not None and mailbox.email_or_none(one.email) != one.email:
            yield "account.email"
    for place in work.db.scalars(select(Membership)):
        if place.role not in {"learner", "instructor", "former"}:
            yield "membership.role"
    for asked in work.db.scalars(select(Invitation)):
        if asked.role not in {"learner", "instructor"} or not EMAIL.fullmatch(asked.email):
            yield "invitation"


def _cohorts(work: Work) -> Iterator[str]:
    lessons = list(work.catalogue.editions)
    for row in work.db.scalars(select(Cohort)):
        plan = making.view(work, row.id)
        known = planning.problems(plan, lessons, min(plan.starts_on, plan.today(work.now)))
        yield from (f"cohort: {one}" for one in known)
        if plan.place is not None and plan.place not in {
            p.id for p in work.catalogue.course.places
        }:
            yield "cohort.place"
        if any(len(text) > contact.LONGEST for text in row.card.values()):
            yield "cohort.card"
    for note in work.db.scalars(select(Note)):
        parts = note.parts["some"]
        rules = notes.rules(work)
        short = len(note.title) <= notes.TITLE_MOST and len(parts) <= notes.PARTS_MOST
        said = [note.parts["everyone"], *(part["text"] for part in parts)]
        known_parts = all(part["who"] in rules for part in parts)
        if not short or not known_parts or any(len(text) > notes.TEXT_MOST for text in said):
            yield "note"


def _learner(work: Work, learner: Learner) -> Iterator[str]:
    for name, check in CHECKS.items():
        for row in holdings.of_pid(work.db, name, learner.pid):
            try:
                fits = check(work, learner, _opened(learner, name, row))
            except (GoldseamError, ValueError, KeyError, TypeError) as error:
                yield f"{name}: {type(error).__name__}"
            else:
                if not fits:
                    yield name


def _opened(learner: Learner, name: str, row: Row) -> Row:
    """A row with what was sealed in it opened."""
    found = dict(row)
    for column, place in ANSWERS[name].sealed.items():
        if found[column] and not ANSWERS[name].by_installation:
            found[column] = json.loads(learner.box.open(found[column], place(row, learner.pid)))
    return found


def _attempt(work: Work, learner: Learner, row: Row) -> bool:
    exercise = work.catalogue.exercise(row["lesson_id"], row["exercise_id"])
    answer = {part: value for part, value in row["sealed"].items() if part != "at"}
    skills = [skill.id for skill in work.catalogue.rubric.skills]
    return answers.checked(exercise, answer, skills) == answer and row["number"] > 0


def _reply_rating(work: Work, learner: Learner, row: Row) -> bool:
    where = (row["lesson_id"], row["exercise_id"])
    exercise = work.catalogue.exercise(*where)
    assert isinstance(exercise, Reply)
    (attempt,) = (
        one
        for one in study.attempts(work.db, learner.pid)
        if (one.lesson_id, one.exercise_id, one.number) == (*where, row["number"])
    )
    answer = done.unseal(learner, attempt)
    assert answer is not None
    case = taking.as_answered(work, learner.cohort_id, exercise, taking.of(answer))
    given, shown = row["sealed"]["ratings"], row["sealed"]["words"]
    return (
        set(given) == set(case.skills)
        and all(type(level) is int and 1 <= level <= 5 for level in given.values())
        and set(shown) == {skill for skill, level in given.items() if level >= 4}
        and all(words and words in str(answer["text"]) for words in shown.values())
    )


def _draft(work: Work, learner: Learner, row: Row) -> bool:
    text = row["sealed"]["text"] if row["sealed"] else ""
    return len(text) <= LIMIT and row["revision"] > 0


def _under_way(work: Work, learner: Learner, row: Row) -> bool:
    work.catalogue.exercise(*row["place"].split("/"))
    now = UnderWay(**row["sealed"])
    taking.read(dict(now.taken))
    values = [one for one in now.given.values() if not isinstance(one, dict)]
    values += [
        level for one in now.given.values() if isinstance(one, dict) for level in one.values()
    ]
    return all(isinstance(one, int | str | list) for one in values)


def _step(work: Work, learner: Learner, row: Row) -> bool:
    return bool(work.catalogue.step(row["lesson_id"], row["step_id"]))


def _contribution(work: Work, learner: Learner, row: Row) -> bool:
    known = {one.channel: one for one in measures.of_course(work.catalogue)}
    return row["channel"] in known and 0 <= row["value"] <= 100


def _wall_waiting(work: Work, learner: Learner, row: Row) -> bool:
    found = kept.open_waiting(work, row["id"], learner.pid, row["sealed"])
    assert found is not None
    shared = found.shared
    if isinstance(shared, texts.Post):
        return texts.post(shared.what, shared.repair, shared.name) == shared
    return texts.reply(shared.to, shared.recognition, shared.question) == shared


def _sheet(work: Work, learner: Learner, row: Row) -> bool:
    return all(isinstance(one, str) and len(one) <= LIMIT for one in row["sealed"].values())


def _opens(work: Work, learner: Learner, row: Row) -> bool:
    return True


CHECKS: dict[str, Callable[[Work, Learner, Row], bool]] = {
    Attempt.__tablename__: _attempt,
    ReplyRating.__tablename__: _reply_rating,
    "draft": _draft,
    "under_way": _under_way,
    "step_done": _step,
    "position": _step,
    Contribution.__tablename__: _contribution,
    WallWaiting.__tablename__: _wall_waiting,
    "sheet": _sheet,
    "guide": _opens,
    "return_item": _opens,
    "wall_own": _opens,
}
