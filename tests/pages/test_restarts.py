"""A restart in the middle of any page of several steps: text and step are back as they were.

A new process knows nothing of what a tab remembered: here the installation is opened anew, and the
address is asked for by a tab that has just begun. What stands in a browser alone, and comes back
from there, is tried in ``tests/browser/test_restarts.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from course.access import Role
from course.authoring.schema import Evaluation
from course.cohort import notes
from course.installation import open_installation
from course.settings import read
from course.study import returning, take_away
from tests.clock import HandClock
from tests.pages.alone import CATALOGUE, LESSON, Here, choose, press, run, view

WORDS = "I was late. I saw your face, and I spoke over it. What was that like?"


@pytest.fixture
def here(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    opened = open_installation(read({"GOLDSEAM_DATA": str(tmp_path / "data")}), CATALOGUE, clock)
    found = Here(opened, monkeypatch).begin()
    yield found
    found.installation.close()


# What somebody does, and what must stand on the page before and after the restart.
Begun = tuple[AppTest, tuple[str, ...]]


def _a_gentler_case(here: Here) -> Begun:
    here.write(f"{LESSON}/faster-than-agreed", WORDS)
    app = press(here.step("faster-than-agreed"), "A gentler form of this case")
    return app, ("Back to its full strength", WORDS)


def _another_case(here: Here) -> Begun:
    app = press(here.step("wrong-recipient"), "Another case: ")
    here.write(f"{LESSON}/wrong-inbox", WORDS)
    return run(app), ("Back to the first case", WORDS)


def _the_example_seen_first(here: Here) -> Begun:
    here.write(f"{LESSON}/another-name", WORDS)
    app = press(here.step("first-repair"), "I'm stuck: show me one way")
    return app, ("You saw this before you wrote.", WORDS)


def _a_reply_half_rated(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    app = choose(here.step("first-repair"), 1, 3)
    (words,) = (one for one in app.selectbox if one.label == "Which of your words show it?")
    words.set_value(words.options[1])
    return run(app), ("2 of ", "'I saw your face, and I spoke over it.'")


def _a_comparison_without_rating(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    app = press(here.step("first-repair"), "Compare without rating")
    return app, ("You compared without rating this one.", WORDS)


def _a_rating_being_changed(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    app = here.step("first-repair")
    app = press(choose(app, *[1] * len(app.radio)), "Compare")
    app = choose(press(app, "Rate it again"), 2)
    return app, ("Keep this rating", "1 of ")


def _a_reply_tried_again(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    app = press(here.step("first-repair"), "Compare without rating")
    return press(app, "Try it again"), ("Your last attempt", "Leave it as it was")


def _a_demonstration(here: Here) -> Begun:
    app = press(here.step("coloured-aloud"), "Begin")
    while not app.radio:
        app = press(app, "Next")
    app = press(choose(app, 1), "See what happens")
    while not app.radio:
        app = press(app, "Next")
    return choose(app, 2), ("You expected: ",)


def _a_demonstration_seen_to_its_end(here: Here) -> Begun:
    app = press(here.step("coloured-aloud"), "Begin")
    while not any(one.label == "I have watched this" for one in app.button):
        guess = bool(app.radio)
        app = press(choose(app, 0) if guess else app, "See what happens" if guess else "Next")
    return app, ("I have watched this", "You expected: ")


def _cards_half_sorted(here: Here) -> Begun:
    return choose(here.step("ten-incidents"), 0, 1, 2, 0), ("'amber'", "See where they fit")


def _a_drills_note(here: Here) -> Begun:
    here.write(f"{LESSON}/count-the-misses", WORDS)
    return here.step("what-you-cannot-count"), (WORDS, "I have done this")


def _a_drill_done_again(here: Here) -> Begun:
    here.answer("count-the-misses", {"note": ""})
    app = press(here.step("what-you-cannot-count"), "Do it again")
    return app, ("Leave it as it was",)


def _the_opening_rating(here: Here) -> Begun:
    return choose(here.step("where-you-start"), 0, 4, 2), (": 5", ": 3", "Keep my rating")


def _the_closing_rating(here: Here) -> Begun:
    lesson, step = _where(lambda block: getattr(block, "wave", "") == "after")
    return choose(here.step(step, lesson), 3, 0, 2), (": 4", "looking back", "Keep my rating")


def _what_the_course_was_like(here: Here) -> Begun:
    lesson, step = _where(lambda block: isinstance(block, Evaluation))
    app = here.step(step, lesson)
    ours = [one for one in app.radio if one.options == ["1", "2", "3", "4", "5"]]
    ours[-1].set_value(2)
    return run(app), (": 2", "Keep my answers")


def _where(fits: Callable[[object], bool]) -> tuple[str, str]:
    return next(
        (edition.lesson.id, step.id)
        for edition in CATALOGUE.editions.values()
        for step in edition.lesson.steps
        if any(fits(block) for block in step.blocks)
    )


def _a_reflection_and_its_revision(here: Here) -> Begun:
    here.answer("excuse-and-punish", {"text": WORDS})
    here.write(f"{LESSON}/someone-you-admire", "Somebody who says sorry plainly.")
    app = press(here.step("looking-back"), "Revise")
    return app, (WORDS, "Somebody who says sorry plainly.", "Keep this version")


def _three_lines(here: Here) -> Begun:
    reframe = CATALOGUE.exercise(LESSON, "three-lines")
    for number, line in enumerate(reframe.lines):  # type: ignore[attr-defined]
        here.write(f"{LESSON}/three-lines/{line.id}", f"Line {number}")
    return here.step("impact-first"), ("Line 0", "Line 1", "Line 2")


def _a_check(here: Here) -> Begun:
    return choose(here.step("check-and-close"), 1, 0, 1), ("See the reasons",)


def _free_practice(here: Here) -> Begun:
    case = f"{LESSON}/faster-than-agreed"
    here.write(case, WORDS)
    app = press(here.open("practise", case=case), "A gentler form of this case")
    return app, ("Back to its full strength", WORDS)


def _free_practice_compared(here: Here) -> Begun:
    here.answer("faster-than-agreed", {"text": WORDS})
    app = here.open("practise", case=f"{LESSON}/faster-than-agreed", attempt="1")
    return press(app, "Compare without rating"), ("You compared without rating this one.", WORDS)


def _practice_that_came_back(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    item = f"{LESSON}/another-name"
    clock = here.installation.clock
    assert isinstance(clock, HandClock)
    clock.move(days=20)
    here.do(returning.begin, item)
    begun = here.do(returning.begun, item)
    here.write(f"{begun.case_lesson_id}/{begun.case.id}", "Other words for the other case.")
    app = press(here.open("practise_again", item=item), "I'm stuck: show me one way")
    return app, ("Other words for the other case.", "You saw this before you wrote.", WORDS)


def _take_away(here: Here) -> Begun:
    here.answer("next-time", {"text": "Next time I wait."})
    here.do(take_away.write_steps, "me", "Speak to Ira on Friday.", "")
    app = here.open("take_away")
    words = next(one for one in app.selectbox if one.label.startswith("Your words for"))
    words.set_value(words.options[1])
    app = run(app)
    app.text_area[1].set_value("Begin by asking.")
    return run(app), ("Speak to Ira on Friday.", "Begin by asking.", "Next time I wait.")


def _showing_work(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    app = here.open("show_work", lesson=LESSON, exercise="another-name", number="1")
    return app, ("What they will see", WORDS, "Make the link")


def _a_talk_with_a_supervisor(here: Here) -> Begun:
    here.answer("another-name", {"text": WORDS})
    app = here.open("prepare_supervision")
    app.checkbox[0].check()
    return press(app, "Fill the guide"), ("What I wrote", "True")


def _a_note(here: Here) -> Begun:
    here.role = Role.INSTRUCTOR
    parts = [notes.Part(f"unbegun/{LESSON}", "Lesson 1 takes an hour.")]
    here.do(notes.save, "A word on Friday", "We meet at ten.", parts, 0)
    shown = ("'A word on Friday'", "'We meet at ten.'", "Lesson 1 takes an hour.", "Post this note")
    return here.open("write_note"), shown


HALFWAY: dict[str, Callable[[Here], Begun]] = {
    name.removeprefix("_").replace("_", " "): made
    for name, made in list(globals().items())
    if callable(made) and getattr(made, "__annotations__", {}).get("return") == "Begun"
}


def test_every_kind_of_page_is_in_the_table() -> None:
    assert len(HALFWAY) == 25


@pytest.mark.parametrize("what", HALFWAY)
def test_text_and_step_are_back_after_a_restart(here: Here, what: str) -> None:
    app, shown = HALFWAY[what](here)
    before = view(app)
    for words in shown:
        assert any(words in line for line in before), words
    here.restart()
    page = Path(str(app._script_path)).stem
    asked = app.query_params.items()  # a list once a run has met it
    address = {name: one if isinstance(one, str) else one[0] for name, one in asked}
    assert view(here.open(page, **address)) == before
