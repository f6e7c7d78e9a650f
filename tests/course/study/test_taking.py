"""A case may be taken more gently, another in its place, or not at all; completion stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from course.authoring.schema import Reply
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.study import cases, progress, taking
from course.study.taking import Taken
from db.tables.answers import Attempt as AttemptRow
from tests.content import small_catalogue
from tests.course.study.desk import Desk, desk

BOTH = ("first", "second")


def _reply(name: str) -> Reply:
    found = small_catalogue().exercise("first", name)
    assert isinstance(found, Reply)
    return found


def _offered(name: str, lessons: tuple[str, ...] = BOTH) -> list[str]:
    found = cases.in_place_of(small_catalogue(), lessons, "first", _reply(name))
    return [case.address for case in found]


def test_a_gentler_form_is_one_step_milder_and_keeps_the_rest() -> None:
    milder = cases.gentler(_reply("strong"))
    assert milder is not None
    assert (milder.client, milder.scene, milder.intensity) == ("Perhaps.", "You began late.", 2)
    assert cases.gentler(milder) is None
    assert cases.gentler(_reply("case")) is None


def test_its_own_variant_is_offered_first_and_no_harder_case() -> None:
    assert _offered("case") == ["first/coach", "second/case"]
    assert _offered("strong") == ["first/case", "second/case", "second/strong"]
    assert _offered("coach") == ["first/case", "second/case"]


def test_cases_of_closed_lessons_are_not_offered() -> None:
    assert _offered("strong", ("first",)) == ["first/case"]


def _done(her: Desk) -> frozenset[str]:
    with her.installation.reading() as work:
        return progress.lesson(work, her.viewer, her.cohort_id, "first").done


def test_a_case_that_was_passed_by_counts_and_leaves_no_text(installation: Installation) -> None:
    her = desk(installation)
    her.submit({"passed": True})
    her.submit({"text": "A thought"}, exercise="thought")
    assert her.mine()["case"][0].answer == {"passed": True}
    assert _done(her) == {"write"}


@pytest.mark.parametrize(
    "taken",
    [{"case": "first/coach"}, {"seen_first": True}, {"case": "first/coach", "seen_first": True}],
)
def test_how_a_case_was_taken_is_kept_inside_the_seal_alone(
    installation: Installation, taken: dict[str, Any]
) -> None:
    her = desk(installation)
    her.submit({"text": "Words", "taken": taken})
    assert her.mine()["case"][0].answer == {"text": "Words", "taken": taken}
    with installation.reading() as work:
        row = work.db.scalars(select(AttemptRow)).one()
    outside = {row.lesson_id, row.exercise_id, row.kind, str(row.number)}
    assert outside == {"first", "case", "reply", "1"}


def test_a_case_taken_as_it_stands_keeps_no_word_of_it(installation: Installation) -> None:
    her = desk(installation)
    her.submit({"text": "Words", "taken": {"gentler": False}})
    assert her.mine()["case"][0].answer == {"text": "Words"}


@pytest.mark.parametrize(
    "taken",
    [
        {"case": "first/strong"},  # harder than the one it would stand in for
        {"case": "first/nowhere"},
        {"case": "first/first-unseen"},  # kept for return
        {"case": "x"},
        {"gentler": True},  # at intensity 1 there is nothing milder
    ],
)
def test_what_is_not_offered_is_not_found(
    installation: Installation, taken: dict[str, Any]
) -> None:
    her = desk(installation)
    with pytest.raises(NotFound):
        her.submit({"text": "Words", "taken": taken})
    assert her.row_count() == 0


@pytest.mark.parametrize("taken", [[], "x", {"case": 1}, {"gentler": 1}, {"else": True}])
def test_a_tampered_message_is_refused(installation: Installation, taken: Any) -> None:
    her = desk(installation)
    with pytest.raises(BadInput):
        her.submit({"text": "Words", "taken": taken})
    assert her.row_count() == 0


def test_a_stored_answer_is_shown_beside_the_case_it_answers(installation: Installation) -> None:
    her = desk(installation)
    with installation.reading() as work:

        def answered(name: str, taken: Taken) -> str:
            return taking.as_answered(work, her.cohort_id, _reply(name), taken).id

        assert answered("case", Taken()) == "case"
        assert answered("case", Taken(case="first/coach")) == "coach"
        assert answered("case", Taken(case="first/gone")) == "case"
        milder = taking.as_answered(work, her.cohort_id, _reply("strong"), Taken(gentler=True))
        assert milder.client == "Perhaps."
