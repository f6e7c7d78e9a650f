"""One submission makes one attempt, and what was submitted stays submitted."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from course.errors import BadInput, NotFound, StaleDraft, TooLong
from course.installation import Installation
from course.study import attempts, drafts, progress
from course.study.attempts import Outcome
from course.study.drafts import DraftText
from db.tables.cohort import Cohort
from tests.clock import START, HandClock
from tests.course.study.desk import CASE, Desk, desk


def test_a_submission_is_kept_with_its_time_and_edition(installation: Installation) -> None:
    her = desk(installation)
    stored = her.submit("I was late, and I'm sorry.")
    assert (stored.number, stored.kind, stored.outcome) == (1, "reply", Outcome.STORED)
    assert stored.at == START
    assert stored.edition == installation.catalogue.edition("first").hash
    assert her.mine() == {"case": (stored,)}


def test_revising_makes_the_next_number_and_keeps_both(installation: Installation) -> None:
    her = desk(installation)
    her.submit("First")
    her.submit("Second")
    assert [one.number for one in her.mine()["case"]] == [1, 2]
    assert her.texts() == ["First", "Second"]


def test_500_double_taps_make_one_attempt_each(sqlite_installation: Installation) -> None:
    her = desk(sqlite_installation)
    with ThreadPoolExecutor(2) as two:
        for number in range(1, 501):
            key = f"double-tap-{number:04}"
            taps = [two.submit(her.submit, f"Words {number}", key) for _ in range(2)]
            found = [tap.result() for tap in taps]
            assert {one.number for one in found} == {number}
            assert {one.outcome for one in found} == {Outcome.STORED, Outcome.REPEATED}
    assert her.texts() == [f"Words {number}" for number in range(1, 501)]


def test_200_submits_from_two_tabs_make_one_attempt_each(installation: Installation) -> None:
    her = desk(installation)
    times = 200 if installation.settings.on_sqlite else 40
    with ThreadPoolExecutor(2) as two:
        for number in range(1, times + 1):
            key = her.key()  # both tabs show the box drawn for this number
            tabs = [two.submit(her.submit, f"Tab {tab} {number}", key) for tab in "ab"]
            first, second = sorted((tab.result() for tab in tabs), key=lambda one: one.outcome)
            assert (first.outcome, second.outcome) == (Outcome.KEPT_AS_DRAFT, Outcome.STORED)
            assert first.number == second.number == number
            other = "b" if second.answer["text"].startswith("Tab a") else "a"
            assert her.draft() == DraftText(f"Tab {other} {number}", first.revision)
    assert her.row_count() == times


def test_the_key_is_the_same_in_two_tabs_and_new_after_submitting(
    installation: Installation,
) -> None:
    her = desk(installation)
    key = her.key()
    assert key == her.key()
    assert len(key) == 64
    assert len({key, her.key("thought"), desk(installation).key()}) == 3
    her.submit("Words", key)
    assert her.key() != key


def test_submitting_empties_the_draft_and_late_saves_stay_out(installation: Installation) -> None:
    her = desk(installation)
    her.save("Half a sent", 1)
    stored = her.submit("Half a sentence.", revision=3)
    assert stored.revision == 3
    assert her.draft() == DraftText("", 3)
    for revision in (1, 2, 3):
        with pytest.raises(StaleDraft):
            her.save("Half a sentenc", revision)
    with pytest.raises(StaleDraft):
        her.patch(1, (11, 0, "ence"), 4)
    assert her.draft() == DraftText("", 3)
    her.save("A second try", 4)
    assert her.draft() == DraftText("A second try", 4)


def test_500_late_saves_around_a_submission_never_undo_it(
    sqlite_installation: Installation,
) -> None:
    her = desk(sqlite_installation)
    revision = 0
    with ThreadPoolExecutor(3) as three:
        for number in range(500):
            words = f"Words {number}"
            key = f"late-save-{number:04}"
            late = three.submit(_quietly, her, f"{words} h", revision + 1)
            sent = three.submit(her.submit, f"{words} here", key, "case", revision + 2)
            closing = three.submit(_quietly, her, f"{words} here", revision + 2)
            revision = sent.result().revision
            late.result()
            closing.result()
            assert her.draft() == DraftText("", revision)
    assert her.texts() == [f"Words {number} here" for number in range(500)]


def _quietly(her: Desk, text: str, revision: int) -> None:
    with contextlib.suppress(StaleDraft):
        her.save(text, revision)


def test_newer_words_from_another_tab_outlast_a_submission(installation: Installation) -> None:
    her = desk(installation)
    her.save("From tab a", 1)
    her.save("From tab b, and more", 2)
    stored = her.submit("From tab a", revision=1)
    assert stored.outcome is Outcome.STORED
    assert her.draft() == DraftText("From tab b, and more", 2)


def test_words_that_came_second_are_not_kept_over_newer_ones(installation: Installation) -> None:
    her = desk(installation)
    key = her.key()
    her.submit("First", key, revision=1)
    her.save("Begun again since", 2)
    second = her.submit("From a stale tab", key, revision=1)
    assert second.outcome is Outcome.NOT_KEPT
    assert second.answer == {"text": "First"}
    assert her.draft() == DraftText("Begun again since", 2)
    assert her.texts() == ["First"]


def test_a_key_of_another_exercise_is_refused(installation: Installation) -> None:
    her = desk(installation)
    key = her.key()
    her.submit("Words", key)
    with pytest.raises(BadInput):
        her.submit("Other words", key, "thought")
    assert her.row_count() == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space", "'; drop", None, 7, "é" * 20])
def test_a_key_that_is_none_is_refused(sqlite_installation: Installation, key: str) -> None:
    her = desk(sqlite_installation)
    with sqlite_installation.writing() as work, pytest.raises(BadInput):
        attempts.submit(work, her.viewer, her.cohort_id, "first", "case", {"text": "x"}, key)
    assert her.row_count() == 0


def test_20_001_characters_are_refused_and_nothing_is_stored(installation: Installation) -> None:
    her = desk(installation)
    with pytest.raises(TooLong):
        her.submit("x" * 20_001)
    assert her.row_count() == 0
    her.submit("\U0001f926" * 20_000)
    assert her.texts() == ["\U0001f926" * 20_000]


def test_three_lines_are_one_attempt_and_all_their_drafts_go(installation: Installation) -> None:
    her = desk(installation)
    lines = {"who": "Ana", "what": "Slower", "how": "Kindly"}
    for line, text in lines.items():
        her.save(text, 1, box=f"first/anew/{line}")
    stored = her.submit({"lines": lines}, exercise="anew", revision=2)
    assert stored.answer == {"lines": lines}
    for line in lines:
        assert her.draft(f"first/anew/{line}") == DraftText("", 2)


def test_a_lesson_that_is_not_open_takes_no_words(
    installation: Installation, clock: HandClock
) -> None:
    her = desk(installation)
    with installation.writing() as work:
        cohort = work.db.get(Cohort, her.cohort_id)
        assert cohort is not None
        cohort.unlock = {"rule": "dates", "dates": {"first": "2026-09-09"}}
    for call in (
        lambda: her.save("x", 1),
        lambda: her.patch(0, (0, 0, "x"), 1),
        lambda: her.submit("x", "some-key"),
        her.key,
        her.mine,
        her.draft,
    ):
        with pytest.raises(NotFound):
            call()
    with installation.writing() as work, pytest.raises(NotFound):
        progress.move(work, her.viewer, her.cohort_id, "first", "read")
    clock.move(days=2)
    assert her.save(CASE, 1) == 1


def test_an_attempt_moved_to_another_learner_does_not_open(installation: Installation) -> None:
    her, him = desk(installation), desk(installation)
    her.submit("Hers")
    her.save("Her draft", 1, box="first/thought")
    mine, his = her.pid(), him.pid()
    with installation.writing() as work:
        for table in ("attempt", "draft"):
            work.db.connection().exec_driver_sql(
                f"UPDATE {table} SET pid = '{his}' WHERE pid = '{mine}'"
            )
    assert him.mine() == {}
    with installation.reading() as work, pytest.raises(NotFound):
        drafts.load(work, him.viewer, him.cohort_id, "first/thought")


def test_times_do_not_stand_in_the_rows(installation: Installation, clock: HandClock) -> None:
    her = desk(installation)
    clock.set(START + timedelta(hours=3))
    her.submit("Words")
    her.save("Words", 1, box="first/thought")
    with installation.reading() as work:
        rows = [
            repr(tuple(row))
            for table in ("attempt", "draft")
            for row in work.db.connection().exec_driver_sql(f"SELECT * FROM {table}")
        ]
    assert len(rows) == 2
    # With its hyphen: in random keys the year alone comes up by itself.
    assert not any("2026-" in row or "12:00" in row for row in rows)
