"""A learner goes on where they were, finds what they wrote, and removes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role
from course.authoring.schema import Intention, Reflection
from course.study import attempts
from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle


def test_a_learner_goes_on_where_they_were_on_any_device(
    learning: Learning, person: Person, page: Page, context: BrowserContext
) -> None:
    open_page(page, f"{learning.server.url}/lesson?lesson={LESSON}")
    press(page, "Continue to step 2")
    press(page, "Continue to step 3")
    expect(page.locator("h1").first).to_have_text("Kinds and colours")
    expect(page.locator("h1").first).to_be_focused()
    press(page, "Continue to step 4")
    assert learning.done(person) == {"kinds-and-colours"}
    other = context.new_page()
    open_page(other, learning.server.url)
    expect(other.get_by_text("Step 4 of 14. Steps done: 1.")).to_be_visible()
    press(other, "Continue lesson 1")
    expect(other.locator("h1").first).to_have_text("Three words worth keeping apart")
    press(other, "Back")
    expect(other.locator("h1").first).to_have_text("Kinds and colours")


def test_what_was_written_is_found_and_removed(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("looking-back"))
    page.locator("textarea").first.fill("A heron on the roof.")
    press(page, "Keep this reflection")
    open_page(page, f"{learning.server.url}/reflections")
    search = page.get_by_label("Search what you wrote")
    search.fill("HERON")
    search.press("Enter")
    settle(page)
    expect(page.get_by_text("A heron on the roof.")).to_be_visible()
    search.fill("walrus")
    search.press("Enter")
    expect(page.get_by_text("Nothing you wrote holds these words.")).to_be_visible()
    search.fill("")
    search.press("Enter")
    settle(page)
    press(page, "Delete")
    press(page, "Keep it")
    assert len(learning.answers(person, "excuse-and-punish")) == 1
    press(page, "Delete")
    press(page, "Delete it")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    assert learning.answers(person, "excuse-and-punish") == []


def test_a_long_list_shows_its_newest_first_and_the_rest_when_asked(
    learning: Learning, person: Person, page: Page
) -> None:
    editions = learning.installation.catalogue.editions.values()
    with learning.installation.writing() as work:
        every = [
            (edition.lesson.id, block.id)
            for edition in editions
            for step in edition.lesson.steps
            for block in step.blocks
            if isinstance(block, Reflection | Intention)
        ][:22]
        for number, place in enumerate(every):
            words = {"text": f"Thought {number}."}
            attempts.submit(
                replace(work, now=work.now - timedelta(minutes=number)),
                person.viewer,
                learning.cohort_id,
                *place,
                words,
                f"thought-{number:04}",
            )
    open_page(page, f"{learning.server.url}/reflections")
    shown = page.locator('[class*="st-key-card_written_"] .gs-words')
    expect(shown).to_have_text([f"Thought {number}." for number in range(20)])
    press(page, "Show older ones (2 more)")
    expect(shown).to_have_text([f"Thought {number}." for number in range(22)])
    expect(page.get_by_role("button", name="Show older ones")).to_have_count(0)


def test_earlier_versions_are_removed_and_the_newest_stays(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("looking-back"))
    for words, button in (("With a name.", "reflection"), ("Without it.", "version")):
        page.locator("textarea").first.fill(words)
        press(page, f"Keep this {button}")
        if button == "reflection":
            press(page, "Revise")
    open_page(page, f"{learning.server.url}/reflections")
    press(page, "Remove earlier versions")
    press(page, "Remove them")
    expect(page.locator("details.gs-fold")).to_have_count(0)
    assert learning.answers(person, "excuse-and-punish") == [{"text": "Without it."}]


def test_an_instructor_finds_no_lesson_here(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    learning.sign_in(context, learning.learner("Ivy", Role.INSTRUCTOR))
    for path in ("/lesson", "/learn", "/reflections"):
        open_page(page, f"{learning.server.url}{path}?lesson={LESSON}")
        expect(page.locator("textarea")).to_have_count(0)
        expect(page.get_by_text("Name what went wrong")).to_have_count(0)
