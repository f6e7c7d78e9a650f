"""A learner finds what they wrote, and what they remove is gone, from the disk too."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql

from course.errors import NotFound, StaleDraft
from course.installation import Installation
from course.study import reflections
from course.study.drafts import DraftText
from course.study.reflections import ReflectionView
from tests.clock import HandClock
from tests.course.study.desk import Desk, desk


def found(her: Desk, search: str = "") -> tuple[ReflectionView, ...]:
    with her.installation.reading() as work:
        return reflections.mine(work, her.viewer, her.cohort_id, search)


def delete(her: Desk, exercise: str, number: int | None = None) -> None:
    with her.installation.writing() as work:
        reflections.delete(work, her.viewer, her.cohort_id, "first", exercise, number)


def remove_earlier(her: Desk, exercise: str) -> int:
    with her.installation.writing() as work:
        return reflections.remove_earlier(work, her.viewer, her.cohort_id, "first", exercise)


def written(installation: Installation, clock: HandClock) -> Desk:
    her = desk(installation)
    her.submit("I was ÄRGERLICH, and late.", exercise="thought")
    clock.move(minutes=1)
    her.submit("First repair", exercise="case")
    clock.move(minutes=1)
    her.submit("I was late.", exercise="thought")
    clock.move(minutes=1)
    her.submit({"lines": {"who": "Ana", "what": "Slower", "how": "Kindly"}}, exercise="anew")
    her.submit({"note": ""}, exercise="count")
    her.submit({"choices": {"q1": "a"}}, exercise="quiz")
    return her


def test_everything_written_is_listed_newest_first(
    installation: Installation, clock: HandClock
) -> None:
    views = found(written(installation, clock))
    assert [(one.exercise_id, one.kind, one.prompt) for one in views] == [
        ("anew", "reframe", "Look again"),
        ("thought", "reflection", "What do you notice?"),
        ("case", "reply", "A case: It's fine."),
    ]
    assert views[0].latest.texts == (
        ("Who was affected", "Ana"),
        ("What I learned", "Slower"),
        ("How I will relate", "Kindly"),
    )
    assert views[0].lesson_title == "The first lesson"
    thought = views[1]
    assert [one.number for one in thought.versions] == [2, 1]
    assert thought.latest.texts == (("", "I was late."),)


def test_a_reply_stands_under_the_case_it_answered(
    installation: Installation, clock: HandClock
) -> None:
    her = desk(installation)
    her.submit("To the first.", exercise="strong")
    clock.move(minutes=1)
    her.submit({"text": "Gently.", "taken": {"gentler": True}}, exercise="strong")
    clock.move(minutes=1)
    elsewhere = {"case": "second/case", "seen_first": True}
    her.submit({"text": "To another.", "taken": elsewhere}, exercise="strong")
    her.submit({"passed": True}, exercise="strong")
    her.submit({"passed": True}, exercise="case")
    (view,) = found(her)
    assert (view.exercise_id, view.prompt) == ("strong", "A case: It's fine.")
    assert [(one.number, one.texts) for one in view.versions] == [
        (3, (("", "To another."),)),
        (2, (("A case: Perhaps.", "Gently."),)),
        (1, (("", "To the first."),)),
    ]
    assert [one.exercise_id for one in found(her, "perhaps")] == ["strong"]


def test_an_old_edition_and_a_case_that_is_gone_keep_their_words(
    sqlite_installation: Installation,
) -> None:
    her = desk(sqlite_installation)
    taken = {"case": "second/case"}
    her.submit({"text": "To another.", "taken": taken}, exercise="strong")
    del sqlite_installation.catalogue.editions["second"]
    (view,) = found(her)
    assert (view.prompt, view.latest.texts) == ("A case: It's fine.", (("", "To another."),))


@pytest.mark.parametrize(
    ("search", "exercises"),
    [
        ("ärgerlich", ["thought"]),
        ("  LATE ", ["thought"]),
        ("it's fine", ["case"]),
        ("kindly", ["anew"]),
        ("%", []),
        ("nowhere", []),
    ],
)
def test_search_finds_words_whatever_their_case(
    sqlite_installation: Installation, clock: HandClock, search: str, exercises: list[str]
) -> None:
    views = found(written(sqlite_installation, clock), search)
    assert [one.exercise_id for one in views] == exercises


def test_one_version_or_all_of_it_can_be_removed(
    installation: Installation, clock: HandClock
) -> None:
    her = written(installation, clock)
    delete(her, "thought", 1)
    assert her.texts("thought") == ["I was late."]
    her.save("A draft", 1, box="first/thought")
    delete(her, "thought")
    assert her.texts("thought") == []
    assert her.draft("first/thought") == DraftText("", 1)
    with pytest.raises(StaleDraft):
        her.save("A draft", 1, box="first/thought")
    for exercise, number in (
        ("thought", None),
        ("thought", 1),
        ("case", 2),
        ("none", None),
        ("quiz", None),  # a check is not something written
    ):
        with pytest.raises(NotFound):
            delete(her, exercise, number)
    assert her.texts() == ["First repair"]


def test_removing_earlier_versions_leaves_the_newest(
    installation: Installation, clock: HandClock
) -> None:
    her = written(installation, clock)
    her.save("one", 1, box="first/thought", tab="a", base=0)
    her.save("two", 2, box="first/thought", tab="a", base=1)
    assert remove_earlier(her, "thought") == 1
    assert remove_earlier(her, "thought") == 0
    assert her.texts("thought") == ["I was late."]
    assert her.draft("first/thought") == DraftText("two", 2)
    with pytest.raises(NotFound):
        remove_earlier(her, "quiz/none")


def test_a_lesson_that_left_the_course_still_shows_its_words(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    her = written(sqlite_installation, clock)
    with sqlite_installation.writing() as work:
        work.db.execute(sql("UPDATE attempt SET lesson_id = 'gone', edition = 'gone'"))
    shown = found(her, "late")
    assert [(one.lesson_title, one.prompt) for one in shown] == [
        ("A lesson that is no longer in the course", "")
    ]
    assert shown[0].latest.texts == (("", "I was late."),)


def test_a_detail_taken_out_leaves_no_byte_behind(sqlite_installation: Installation) -> None:
    her = desk(sqlite_installation)
    box, name = "first/thought", "Canary Marigold Finch"
    traces = []
    her.save(f"I met {name}", 1, box=box, tab="a", base=0)
    traces += sealed(sqlite_installation)
    her.save(f"I met {name}, late", 2, box=box, tab="a", base=1)
    traces += sealed(sqlite_installation)
    her.submit(f"I met {name}, late.", exercise="thought", revision=3)
    traces += sealed(sqlite_installation)
    her.save("I met somebody, late.", 4, box=box, tab="a", base=3)
    her.submit("I met somebody, late.", exercise="thought", revision=5)
    assert sum(token.encode() in on_disk(sqlite_installation) for token in traces) > 0
    assert remove_earlier(her, "thought") == 1
    raw = on_disk(sqlite_installation)
    assert len(set(traces)) == 3
    assert [token for token in traces if token[:40].encode() in raw] == []
    assert name.encode() not in raw
    assert her.texts("thought") == ["I met somebody, late."]


def test_deleting_leaves_no_byte_behind(sqlite_installation: Installation) -> None:
    her = desk(sqlite_installation)
    her.submit("x" * 20_000, exercise="thought")
    her.save("y" * 20_000, 9, box="first/thought")
    traces = sealed(sqlite_installation)
    delete(her, "thought")
    raw = on_disk(sqlite_installation)
    for token in traces:
        pieces = [token[at : at + 60].encode() for at in range(0, len(token) - 60, 1000)]
        assert [piece for piece in pieces if piece in raw] == []
    assert len(traces) == 2


def sealed(installation: Installation) -> list[str]:
    with installation.reading() as work:
        return [
            token
            for table in ("draft", "attempt")
            for token in work.db.scalars(sql(f"SELECT sealed FROM {table} WHERE sealed <> ''"))
        ]


def on_disk(installation: Installation) -> bytes:
    data: Path = installation.settings.data
    files = [path for path in data.iterdir() if path.name.startswith("goldseam.db")]
    assert len(files) > 1
    return b"".join(path.read_bytes() for path in files)
