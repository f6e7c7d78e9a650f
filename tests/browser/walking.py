"""Doing a lesson in a browser, whatever it holds: one way to answer each kind of exercise.

Everything is driven from the lesson's own file, and found by place and role, so that no wording
of the lesson or of a button matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from playwright.sync_api import Locator, Page, expect

from course.authoring.schema import (
    Check,
    Demonstration,
    Drill,
    Evaluation,
    Exercise,
    Intention,
    Lesson,
    RatingExercise,
    Reflection,
    Reframe,
    Reply,
    Sort,
    Step,
)
from tests.browser import runs

SLOW, settle, ended = runs.SLOW, runs.settle, runs.ended
# ``wait_for`` looks again after 20, 50 and 100 milliseconds, ``expect`` only after 100 and 250: a
# whole lesson feels it.
OPEN = '.gs-submit, [class*="st-key-asking_"], [data-testid="stBaseButton-primary"]'
RATING = 3

Words = Callable[[Exercise, str], str]


def written(exercise: Exercise, part: str) -> str:
    """Invented words for one box."""
    return f"Words for {exercise.id}, {part}: I spoke too soon, and I will say so on Friday."


def heading(page: Page, title: str) -> None:
    """Wait for a page by its heading."""
    _titled(page, title)
    settle(page)


def _titled(page: Page, title: str) -> None:
    page.get_by_role("heading", level=1, name=title, exact=True).wait_for(timeout=SLOW)


def exercises(step: Step) -> list[Exercise]:
    """The exercises of a step, in order, those that may be left out among them."""
    found = [cast(Exercise, block) for block in step.blocks if isinstance(block, Exercise)]
    return [one for one in found if getattr(one, "instead_of", None) is None]


def place(page: Page, exercise: Exercise) -> Locator:
    """Where an exercise stands on its page."""
    return page.locator(f".st-key-exercise_{exercise.id}")


def walk(
    page: Page,
    lesson: Lesson,
    instead: Mapping[str, Callable[[Page, Exercise], None]],
) -> None:
    """From the first step to the end of a lesson; ``instead`` does some exercises its own way."""
    for step in lesson.steps:
        _titled(page, step.title)
        ended(page)
        for exercise in exercises(step):
            instead.get(exercise.id, answer)(page, exercise)
            # What was answered stays in sight, with what there is to learn from it.
            place(page, exercise).locator(OPEN).first.wait_for(state="detached", timeout=SLOW)
            expect(place(page, exercise)).to_be_visible()
        ended(page)
        page.locator(".st-key-continue button").click()


def answer(page: Page, exercise: Exercise) -> None:
    """Answer one exercise as a learner would, and submit it."""
    here = place(page, exercise)
    here.wait_for(timeout=SLOW)
    match exercise:
        case Reply():
            write(here, exercise)
            submit(here)
            rate(here)
        case Reflection() | Intention() | Drill() | Reframe():
            write(here, exercise)
            submit(here)
        case Demonstration():
            watch(page, here, exercise)
        case Check():
            for question, group in zip(exercise.questions, groups(here), strict=True):
                choose(group, next(n for n, one in enumerate(question.choices) if one.right))
            send(here)
        case Sort():
            for number, group in enumerate(groups(here)):
                choose(group, number % len(exercise.boxes))
            send(here)
        case RatingExercise():
            for group in groups(here):
                choose(group, RATING - 1)
            send(here)
        case Evaluation():
            for group in groups(here):
                choose(group, RATING - 1)
            send(here)


def left(exercise: Exercise, skills: Sequence[str], words: Words = written) -> dict[str, Any]:
    """What ``answer`` leaves behind: the fields of the answer that is stored."""
    match exercise:
        case Drill():
            return {"note": words(exercise, "text") if exercise.write else ""}
        case Reframe():
            return {"lines": {line.id: words(exercise, line.id) for line in exercise.lines}}
        case Demonstration():
            asked = {n: turn.predict for n, turn in enumerate(exercise.turns) if turn.predict}
            return {"predictions": {str(n): n % len(one.choices) for n, one in asked.items()}}
        case Check():
            right = {
                q.id: next(one.id for one in q.choices if one.right) for q in exercise.questions
            }
            return {"choices": right}
        case Sort():
            boxes = [box.id for box in exercise.boxes]
            cards = enumerate(exercise.cards)
            return {"places": {card.id: boxes[n % len(boxes)] for n, card in cards}}
        case RatingExercise():
            ratings = dict.fromkeys(skills, RATING)
            back = {"looking_back": ratings} if exercise.wave == "after" else {}
            return {"ratings": ratings, **back}
        case Evaluation():
            return {"answers": {one.id: RATING for one in exercise.statements}}
        case _:
            return {"text": words(exercise, "text")}


def write(here: Locator, exercise: Exercise, words: Words = written) -> None:
    """Fill every box of an exercise."""
    boxes = here.locator(".gs-write textarea")
    expect(boxes.first).to_be_editable(timeout=SLOW)
    parts = [line.id for line in exercise.lines] if isinstance(exercise, Reframe) else ["text"]
    for number, part in enumerate(parts):
        boxes.nth(number).fill(words(exercise, part))


def submit(here: Locator) -> None:
    """Press a writing box's own button."""
    here.locator(".gs-submit").click()


def rate(here: Locator) -> None:
    """Rate a reply in the middle of each scale, which asks for no words, and compare."""
    here.locator(".gs-submit").wait_for(state="detached", timeout=SLOW)
    for group in groups(here):
        choose(group, RATING - 1)
    here.get_by_role("button", name="Compare", exact=True).click()


def send(here: Locator) -> None:
    """Press the button below what was chosen, once every choice has arrived."""
    settle(here.page)
    here.locator('[class*="st-key-asking_"] [data-testid="stButton"] button').click()


def groups(here: Locator) -> list[Locator]:
    """The questions of an exercise, in order."""
    here.get_by_role("radiogroup").first.wait_for(timeout=SLOW)
    return here.get_by_role("radiogroup").all()


def choose(group: Locator, number: int) -> None:
    """Choose the ``number``-th choice of a question, from 0, as a click on its text does."""
    group.locator("label").nth(number).click()
    expect(group.get_by_role("radio").nth(number)).to_be_checked()


def watch(page: Page, here: Locator, exercise: Demonstration) -> None:
    """Reveal a dialogue turn by turn, guessing where a guess is asked for."""
    primary = here.locator('[data-testid="stBaseButton-primary"]')
    for number, turn in enumerate(exercise.turns):
        _revealed(here, number)
        if turn.predict is not None:
            choose(groups(here)[0], number % len(turn.predict.choices))
        ended(page)
        primary.click()
    _revealed(here, len(exercise.turns))
    ended(page)
    primary.click()


def _revealed(here: Locator, turns: int) -> None:
    if turns:
        here.locator(".gs-turn").nth(turns - 1).wait_for(timeout=SLOW)
    expect(here.locator(".gs-turn")).to_have_count(turns)
