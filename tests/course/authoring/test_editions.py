"""An attempt can always be shown beside the lesson as it read then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.authoring.editions import edition_text, remember
from course.authoring.load import edition_of
from course.errors import NotFound
from course.installation import Installation
from db.queries import editions as rows


def test_editions_are_remembered_at_start_and_only_once(installation: Installation) -> None:
    with installation.writing() as work:
        assert len(rows.hashes(work.db)) == 2
        remember(work)
    with installation.reading() as work:
        known = rows.hashes(work.db)
    assert known == {edition.hash for edition in installation.catalogue.editions.values()}


def test_a_lesson_reads_as_it_did_after_it_has_changed(installation: Installation) -> None:
    with installation.writing() as work:
        remember(work)
    old = installation.catalogue.edition("first")
    new = edition_of(old.lesson.model_copy(update={"title": "Another title"}))
    changed = replace(installation.catalogue, editions={"first": new})
    with installation.writing() as opened:
        work = replace(opened, catalogue=changed)
        remember(work)
        assert edition_text(work, old.hash) == old.lesson
        assert edition_text(work, new.hash).title == "Another title"


def test_an_edition_never_loaded_is_not_found(installation: Installation) -> None:
    with installation.reading() as work, pytest.raises(NotFound):
        edition_text(work, "0" * 64)


def test_two_replicas_starting_together_keep_one_row(installation: Installation) -> None:
    edition = installation.catalogue.edition("first")
    for _ in range(2):
        with installation.writing() as work:
            rows.add(work.db, edition.hash, "first", edition.canonical)
    with installation.reading() as work:
        assert rows.canonical(work.db, edition.hash) == edition.canonical
