"""For trainers, in a real browser: a sheet a lesson on one page, and words at a lesson's head."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role
from tests.browser import learning as served
from tests.browser.learning import LESSON, Learning, Person, open_page, press
from tests.browser.walking import SLOW

MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")


@pytest.fixture(scope="module")
def learning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    begun = served.begin(tmp_path_factory.mktemp("trainers"))
    yield begun
    served.end(begun)


@pytest.fixture
def ira(learning: Learning, context: BrowserContext) -> Person:
    person = learning.learner("Ira Trainer", Role.INSTRUCTOR)
    learning.sign_in(context, person)
    return person


def test_every_lesson_is_one_printed_page_of_its_own_block(
    learning: Learning, ira: Person, page: Page
) -> None:
    lessons = [edition.lesson for edition in learning.installation.catalogue.editions.values()]
    assert len(lessons) == 8
    for lesson in lessons:
        page.goto(f"{learning.server.url}/for-trainers/{learning.cohort_id}/{lesson.id}")
        page.evaluate("document.fonts.ready.then(() => true)")
        block = lesson.trainer
        assert block is not None
        expect(page.locator("h1")).to_have_text(
            f"For trainers: lesson {lesson.number}. {lesson.title}"
        )
        expect(page.locator("ol").nth(0).locator("li")).to_have_count(3)
        expect(page.locator("ol").nth(1).locator("li")).to_have_count(3)
        expect(page.locator("main")).to_contain_text(block.activity.title)
        for paper in ("A4", "Letter"):
            printed = page.pdf(format=paper, margin=MARGIN)  # type: ignore[arg-type]
            assert printed.count(b"/Type /Page\n") == 1, (lesson.id, paper)


def test_words_are_looked_at_first_then_saved_and_stand_before_the_lesson(
    learning: Learning, ira: Person, page: Page, context: BrowserContext
) -> None:
    open_page(page, f"{learning.server.url}/for-trainers?lesson={LESSON}")
    box = page.get_by_role("textbox", name="Your words")
    box.fill("Bring **one** case.\n\n<b>Not</b> [a link](http://evil.example)")
    press(page, "Look at it first")
    expect(page.get_by_text("As learners would see it, not saved")).to_be_visible(timeout=SLOW)
    shown = page.locator(".st-key-quiet_words_preview .gs-said")
    expect(shown.locator("strong")).to_have_text("one")
    expect(shown).to_contain_text("<b>Not</b> [a link](http://evil.example)")
    assert shown.locator("a, b").count() == 0
    open_page(page, f"{learning.server.url}/for-trainers?lesson={LESSON}")
    expect(box).to_have_value("")  # looking kept nothing
    box.fill("Bring **one** case.")
    press(page, "Save")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible(timeout=SLOW)
    learning.sign_in(context, learning.learner("Lee"))
    open_page(page, learning.step("first-repair"))
    head = page.locator(".st-key-quiet_from_trainer")
    expect(head).to_contain_text("From your instructor")
    expect(head.locator("strong")).to_have_text("one")
