"""What one person is shown of one attempt: a copy of that attempt and its case, and no more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from course.authoring.schema import Reply
from course.errors import NotFound
from course.study import answers, reflections, taking
from course.study.asked import Editions
from course.study.attempts import Attempt
from course.study.learner import Learner
from course.work import Work
from db.vault import Box, Vault

PURPOSE = "shown"  # of the key that is made of a link's token


@dataclass(frozen=True)
class Asked:
    """A skill to mark; ``anchors`` say what 1 to 5 look like, in order."""

    id: str
    name: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One attempt as it is shown.

    ``case`` holds what was asked, (label, lesson text) each; ``texts`` what was written, (label,
    the learner's words), the label often empty. ``sender`` is empty for a learner who chose to
    give no name. Only a reply has ``skills``.
    """

    title: str
    case: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...] = field(repr=False)
    skills: tuple[Asked, ...] = ()
    sender: str = field(default="", repr=False)
    reader: str = field(default="", repr=False)


def of_attempt(work: Work, learner: Learner, attempt: Attempt) -> Item:
    """What is shown of an attempt. Raises NotFound where nothing was written in it."""
    editions = Editions(work)
    lesson, exercise = editions.lesson(attempt), editions.exercise(attempt)
    labels = {line["id"]: line["label"] for line in exercise.get("lines", ())}
    written = tuple(
        (labels.get(part, ""), text)
        for part, text in answers.texts(attempt.answer).items()
        if text.strip()
    )
    if not written:
        raise NotFound
    case = _case(work, learner, attempt, exercise)
    if case is None:
        prompt = reflections.prompt_of(exercise)
        title = str(exercise.get("title") or lesson.title)
        return Item(title, (("What was asked", prompt),) if prompt else (), written)
    skills = tuple(
        Asked(skill.id, skill.name, tuple(skill.anchors))
        for skill in work.catalogue.rubric.skills
        if skill.id in case.skills
    )
    return Item(
        case.title,
        (("The case", case.scene), (f"The {work.catalogue.course.person}", case.client)),
        written,
        skills,
    )


def _case(
    work: Work, learner: Learner, attempt: Attempt, exercise: Mapping[str, Any]
) -> Reply | None:
    """The case that a reply answers, as it read then; None for anything else, and if it is gone."""
    if attempt.kind != "reply":
        return None
    try:
        read = Reply.model_validate(exercise)
    except ValidationError:  # it is kept for return, or its edition is not known here
        try:
            read = work.catalogue.unseen(attempt.lesson_id, attempt.exercise_id)
        except NotFound:
            return None
    return taking.as_answered(work, learner.cohort_id, read, taking.of(attempt.answer))


def seal(item: Item, until: datetime, box: Box, shown_id: str) -> str:
    """An item and the end of its link, sealed for one row."""
    return box.seal(json.dumps({"until": until.isoformat(), **asdict(item)}), _place(shown_id))


def unseal(sealed: str, box: Box, shown_id: str) -> tuple[Item, datetime]:
    """What :func:`seal` sealed. Raises CannotOpen."""
    inside = json.loads(box.open(sealed, _place(shown_id)))
    until = datetime.fromisoformat(inside.pop("until"))
    inside["case"] = tuple((label, text) for label, text in inside["case"])
    inside["texts"] = tuple((label, text) for label, text in inside["texts"])
    inside["skills"] = tuple(
        Asked(one["id"], one["name"], tuple(one["anchors"])) for one in inside["skills"]
    )
    return Item(**inside), until


def token_box(vault: Vault, token: str) -> Box:
    """The box that only whoever has the link can open."""
    return vault.token_box(token, PURPOSE)


def _place(shown_id: str) -> str:
    return f"shown/{shown_id}/item"
