"""A guide for a talk with a supervisor holds what its learner chose, and only that."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from course.errors import BadInput
from course.installation import Installation
from course.study import guide, reflections
from course.study.guide import Choices
from tests.clock import HandClock
from tests.course.study.desk import Desk, desk
from tests.course.study.test_certificate import HOSTILE
from tests.paper_text import text_of

CASE, THOUGHT, ANEW = ("first", "case"), ("first", "thought"), ("first", "anew")


def written(installation: Installation, clock: HandClock) -> Desk:
    her = desk(installation)
    her.submit("First repair")
    clock.move(minutes=1)
    her.submit("A thought of mine", exercise="thought")
    clock.move(minutes=1)
    her.submit({"lines": {"who": "Ana", "what": "Slower", "how": "Kindly"}}, exercise="anew")
    return her


def choices(her: Desk) -> Choices:
    with her.installation.reading() as work:
        return guide.choices(work, her.viewer, her.cohort_id)


def choose(her: Desk, *chosen: tuple[str, str]) -> None:
    with her.installation.writing() as work:
        guide.choose(work, her.viewer, her.cohort_id, chosen)


def lines(her: Desk) -> list[str]:
    with her.installation.reading() as work:
        paper = text_of(guide.paper(work, her.viewer, her.cohort_id))
    return [line for line in paper.split("\n") if line]


def test_it_begins_empty_and_holds_what_was_chosen_in_the_order_of_the_course(
    installation: Installation, clock: HandClock
) -> None:
    her = written(installation, clock)
    assert choices(her).chosen == frozenset()
    choose(her, ANEW, CASE)
    assert [guide.address(view) for view in choices(her).excerpts] == [CASE, ANEW]
    choose(her, THOUGHT)
    assert [guide.address(view) for view in choices(her).excerpts] == [THOUGHT]
    choose(her)
    assert choices(her).excerpts == ()


def test_the_paper_asks_and_leaves_room_and_shows_the_excerpts(
    installation: Installation, clock: HandClock
) -> None:
    her = written(installation, clock)
    choose(her, ANEW, CASE)
    said = lines(her)
    assert said[0] == "A talk with my supervisor"
    asked = [one for _, questions in guide.PARTS for one in questions]
    assert [line for line in said if line in asked] == asked
    at = said.index("What I wrote")
    assert said[at + 1 : at + 12] == [
        "Lesson 1. The first lesson, 7 September 2026",
        "A case: It's fine.",
        "First repair",
        "Lesson 1. The first lesson, 7 September 2026",
        "Look again",
        "Who was affected",
        "Ana",
        "What I learned",
        "Slower",
        "How I will relate",
        "Kindly",
    ]
    assert "A thought of mine" not in said


def test_without_a_choice_the_paper_is_the_questions_alone(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    her = written(sqlite_installation, clock)
    assert "What I wrote" not in lines(her)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_printed_as_they_were_written(
    sqlite_installation: Installation, words: str
) -> None:
    her = desk(sqlite_installation)
    her.submit(words)
    choose(her, CASE)
    said = lines(her)
    printed = said[said.index("A case: It's fine.") + 1]
    assert printed == words or (not words.isascii() and sorted(printed) == sorted(words))


def test_what_is_deleted_is_gone_from_the_guide(
    installation: Installation, clock: HandClock
) -> None:
    her = written(installation, clock)
    choose(her, CASE, THOUGHT)
    with installation.writing() as work:
        reflections.delete(work, her.viewer, her.cohort_id, *CASE)
    assert [guide.address(view) for view in choices(her).excerpts] == [THOUGHT]
    assert "First repair" not in lines(her)


def test_only_ones_own_writing_can_be_chosen_and_not_too_much(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    her = written(sqlite_installation, clock)
    choose(her, CASE)
    with pytest.raises(BadInput):
        choose(her, ("first", "strong"))
    with pytest.raises(BadInput) as refused:
        choose(her, *((str(n), "case") for n in range(13)))
    assert refused.value.sentence == "A guide holds 12 pieces at most. Leave some out."
    assert choices(her).chosen == {CASE}


def test_what_was_chosen_is_sealed(installation: Installation, clock: HandClock) -> None:
    her = written(installation, clock)
    choose(her, CASE)
    with installation.reading() as work:
        [row] = work.db.execute(text("SELECT * FROM guide")).all()
    assert row[0] == her.pid()
    assert "case" not in row[1]
