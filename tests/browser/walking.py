"""Doing a lesson in a browser, whatever it holds: one way to answer each kind of exercise.

Everything is driven from the lesson's own file, and found by place and role, so that no wording
of the lesson or of a button matters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

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

SLOW = 30_000  # milliseconds; two cores serve the browser, the server and the test
OPEN = '.gs-submit, [class*="st-key-asking_"], [data-testid="stBaseButton-primary"]'
RATING = 3

Words = Callable[[Exercise, str], str]


def written(exercise: Exercise, part: str) -> str:
    """Invented words for one box."""
    return f"Words for {exercise.id}, {part}: I spoke too soon, and I will say so on Friday."


def settle(page: Page) -> None:
    """Wait until no run of the page is under way."""
    page.wait_for_timeout(120)
    idle = page.locator('.stApp[data-test-script-state="notRunning"]')
    expect(idle).to_be_attached(timeout=SLOW)


def heading(page: Page, title: str) -> None:
    """Wait for a page by its heading."""
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible(timeout=SLOW)
    settle(page)


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
        heading(page, step.title)
        for exercise in exercises(step):
            instead.get(exercise.id, answer)(page, exercise)
            # What was answered stays in sight, with what there is to learn from it.
            expect(place(page, exercise)).to_be_visible()
            expect(place(page, exercise).locator(OPEN)).to_have_count(0, timeout=SLOW)
        heading(page, step.title)
        page.locator(".st-key-continue button").click()


def answer(page: Page, exercise: Exercise) -> None:
    """Answer one exercise as a learner would, and submit it."""
    here = place(page, exercise)
    expect(here).to_be_visible(timeout=SLOW)
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
    expect(here.locator(".gs-submit")).to_have_count(0, timeout=SLOW)
    for group in groups(here):
        choose(group, RATING - 1)
    here.get_by_role("button", name="Compare", exact=True).click()


def send(here: Locator) -> None:
    """Press the button below what was chosen, once every choice has arrived."""
    settle(here.page)
    here.locator('[class*="st-key-asking_"] [data-testid="stButton"] button').click()


def groups(here: Locator) -> list[Locator]:
    """The questions of an exercise, in order."""
    expect(here.get_by_role("radiogroup").first).to_be_visible(timeout=SLOW)
    return here.get_by_role("radiogroup").all()


def choose(group: Locator, number: int) -> None:
    """Choose the ``number``-th choice of a question, from 0, as a click on its text does."""
    group.locator("label").nth(number).click()
    expect(group.get_by_role("radio").nth(number)).to_be_checked()


def watch(page: Page, here: Locator, exercise: Demonstration) -> None:
    """Reveal a dialogue turn by turn, guessing where a guess is asked for."""
    primary = here.locator('[data-testid="stBaseButton-primary"]')
    for number, turn in enumerate(exercise.turns):
        expect(here.locator(".gs-turn")).to_have_count(number, timeout=SLOW)
        if turn.predict is not None:
            choose(groups(here)[0], number % len(turn.predict.choices))
        settle(page)
        primary.click()
    expect(here.locator(".gs-turn")).to_have_count(len(exercise.turns), timeout=SLOW)
    settle(page)
    primary.click()
