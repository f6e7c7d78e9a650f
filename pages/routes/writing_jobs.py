"""What a message from the writing box asks for: read strictly, then run in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from course.access import Viewer
from course.authoring.schema import Reply
from course.study import answers, attempts, care, compact, drafts, identifying
from course.study.attempts import Outcome
from course.work import Work
from pages.ui import wiring

OTHERWISE = {
    Outcome.KEPT_AS_DRAFT: "This was already submitted from another tab. Your words from here are "
    "kept as a draft; reload to see both.",
    Outcome.NOT_KEPT: "This was already submitted from another tab, and newer words are in its "
    "draft. Your words are only in this box: copy what you need, then reload.",
}


@dataclass(frozen=True)
class Job:
    """What a request asks for: ``run`` in one transaction, ``after`` it what the writer is told."""

    cohort_id: str
    run: Callable[[Work, Viewer | None], dict[str, Any]]
    after: Callable[[], dict[str, Any]] = dict


class _Body(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)
    cohort: str


class _Draft(_Body):
    box: str
    text: str
    revision: int
    base: int | None = None
    tab: str = ""


class _Patch(_Body):
    box: str
    base: int
    start: int
    removed: int
    inserted: str = ""
    revision: int
    tab: str = ""
    length: int | None = None


class _Submission(_Body):
    lesson: str
    exercise: str
    texts: dict[str, str]
    key: str
    revision: int | None = None
    taken: dict[str, Any] | None = None


def draft_job(body: bytes) -> Job:
    """Keep the whole text of a box. Raises ValidationError."""
    sent = _Draft.model_validate_json(body)
    given = (sent.cohort, sent.box, sent.text, sent.revision)

    def run(work: Work, viewer: Viewer | None) -> dict[str, Any]:
        return {"revision": drafts.save(work, viewer, *given, base=sent.base, tab=sent.tab)}

    return Job(sent.cohort, run, lambda: _noticed(sent.box, sent.text))


def _noticed(box: str, text: str) -> dict[str, Any]:
    """What the writer is told about their own words: nothing of it is stored or logged."""
    lesson_id, exercise_id = box.split("/")[:2]
    exercise = wiring.installation().catalogue.exercise(lesson_id, exercise_id)
    warning = identifying.warning(text)
    return {
        "notices": [warning] if warning else [],
        # The clients of a reply are invented; what is written elsewhere may be about now.
        "care": not isinstance(exercise, Reply) and care.risk_words(text),
    }


def packed_job(body: bytes) -> Job:
    """Change a text, from the compact form. Raises ValidationError, BadInput, TooLong."""
    header, inserted = compact.split(body)
    return _patched(_Patch.model_validate_json(header), inserted)


def patch_job(body: bytes) -> Job:
    """Change a text. Raises ValidationError."""
    sent = _Patch.model_validate_json(body)
    return _patched(sent, sent.inserted)


def _patched(sent: _Patch, inserted: str) -> Job:
    def run(work: Work, viewer: Viewer | None) -> dict[str, Any]:
        revision = drafts.patch(
            work,
            viewer,
            sent.cohort,
            sent.box,
            sent.base,
            sent.start,
            sent.removed,
            inserted,
            sent.revision,
            tab=sent.tab,
            length=sent.length,
        )
        return {"revision": revision}

    return Job(sent.cohort, run)


def submit_job(body: bytes) -> Job:
    """Store an attempt from the texts sent with it. Raises ValidationError."""
    sent = _Submission.model_validate_json(body)

    def run(work: Work, viewer: Viewer | None) -> dict[str, Any]:
        exercise = work.catalogue.exercise(sent.lesson, sent.exercise)
        answer = answers.from_texts(exercise, sent.texts)
        if sent.taken:
            answer["taken"] = sent.taken
        where = (sent.cohort, sent.lesson, sent.exercise)
        stored = attempts.submit(work, viewer, *where, answer, sent.key, revision=sent.revision)
        return {
            "number": stored.number,
            "revision": stored.revision,
            "sentence": OTHERWISE.get(stored.outcome, ""),
        }

    return Job(sent.cohort, run)
