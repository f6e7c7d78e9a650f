"""Lessons kept as they read, so that an attempt can be shown beside the lesson it answered."""

from __future__ import annotations

from course.authoring.schema import Lesson
from course.errors import NotFound
from course.work import Work
from db.queries import editions as rows


def remember(work: Work) -> None:
    """Keep the present edition of every lesson. Doing it again changes nothing."""
    known = rows.hashes(work.db)
    for lesson_id, edition in work.catalogue.editions.items():
        if edition.hash not in known:
            rows.add(work.db, edition.hash, lesson_id, edition.canonical)


def edition_text(work: Work, edition: str) -> Lesson:
    """A lesson as it read in the edition with this hash.

    Raises:
        NotFound: no such edition was ever loaded here.
    """
    for present in work.catalogue.editions.values():
        if present.hash == edition:
            return present.lesson
    canonical = rows.canonical(work.db, edition)
    if canonical is None:
        raise NotFound
    return Lesson.model_validate_json(canonical)
