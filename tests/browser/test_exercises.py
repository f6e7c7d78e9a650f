"""Every kind of exercise, done in a real browser, stores exactly what was chosen or written."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from course.authoring.schema import Check
from tests.browser import replying
from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle


def choose(page: Page, group: int, option: int) -> None:
    page.get_by_role("radiogroup").nth(group).locator("label").nth(option).click()


def test_a_reply_is_written_compared_and_tried_again_beside_the_first(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    expect(
        page.get_by_text("Bereavement, and being called by someone else’s name.")
    ).to_be_visible()
    replying.write(page, "Desmond, I am sorry.")
    replying.rate(page, 3, 3, 3, 3)
    replying.compare(page)
    expect(page.locator(".gs-exemplar")).to_contain_text("Desmond. I called you by somebody else’s")
    expect(page.locator(".gs-b-good li")).to_have_count(3)
    press(page, "Try it again")
    expect(page.locator("textarea")).to_have_value("")
    replying.write(page, "Desmond. I called you Martin, and I am sorry.")
    press(page, "Compare without rating")
    expect(page.locator(".gs-attempts .gs-words")).to_have_text(
        ["Desmond, I am sorry.", "Desmond. I called you Martin, and I am sorry."]
    )
    assert learning.answers(person, "another-name") == [
        {"text": "Desmond, I am sorry."},
        {"text": "Desmond. I called you Martin, and I am sorry."},
    ]
    assert learning.done(person) == {"first-repair"}


def test_the_eight_skills_are_rated_by_their_descriptions(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("where-you-start"))
    expect(page.get_by_role("radiogroup")).to_have_count(8)
    expect(page.get_by_text("2. I see the sign and carry on as before.")).to_be_visible()
    for skill in range(7):
        choose(page, skill, skill % 5)
    press(page, "Keep my rating")
    expect(page.get_by_text("Rate each of the skills first.")).to_be_visible()
    choose(page, 7, 4)
    press(page, "Keep my rating")
    expect(page.locator(".gs-ratings li")).to_have_count(8)
    assert learning.answers(person, "opening-rating") == [
        {
            "ratings": {
                "notice": 1,
                "steady": 2,
                "own": 3,
                "apologise": 4,
                "invite": 5,
                "validate": 1,
                "explore": 2,
                "follow-through": 5,
            }
        }
    ]


def test_a_demonstration_asks_before_it_tells(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("coloured-aloud"))
    press(page, "Begin")
    expect(page.locator(".gs-turn")).to_have_count(1)
    press(page, "See what happens")
    expect(page.get_by_text("Choose what you expect first.")).to_be_visible()
    choose(page, 0, 1)
    settle(page)
    press(page, "See what happens")
    expect(page.locator(".gs-turn")).to_have_count(2)
    expect(page.get_by_text("You expected: It has happened before.")).to_be_visible()
    expect(page.get_by_text("Choose what you expect first.")).to_have_count(0)


def test_cards_are_sorted_with_the_keyboard_alone(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("ten-incidents"))
    expect(page.get_by_role("radiogroup")).to_have_count(20)
    for card in range(10):
        first = page.get_by_role("radiogroup").nth(card).get_by_role("radio").first
        first.focus()
        page.keyboard.press("Space")
        for _ in range(card % 3):
            page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="See where they fit").first.focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("1 of 10 cards is where it fits best.")).to_be_visible()
    (answer,) = learning.answers(person, "ten-colours")
    assert list(answer["places"].values()) == [
        ["green", "amber", "red"][card % 3] for card in range(10)
    ]


def test_a_drill_is_as_complete_without_its_clock(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("what-you-cannot-count"))
    expect(page.locator(".gs-time")).to_have_text("5:00")
    expect(page.get_by_text("Without the clock:")).to_be_visible()
    page.get_by_role("button", name="Start the clock").click()
    expect(page.locator(".gs-time")).to_have_text(re.compile("^4:5[0-8]$"))
    press(page, "I have done this")
    expect(page.get_by_text("Done on")).to_be_visible()
    assert learning.answers(person, "count-the-misses") == [{"note": ""}]
    assert learning.done(person) == {"what-you-cannot-count"}
    press(page, "Do it again")
    page.get_by_role("button", name="Start the clock").click()
    expect(page.locator(".gs-time")).to_have_text("4:58", timeout=5_000)
    press(page, "I have done this")
    expect(page.get_by_text("Done on")).to_be_visible()
    assert learning.answers(person, "count-the-misses") == [{"note": ""}, {"note": ""}]


def test_a_reflection_is_revised_and_both_versions_stay(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("looking-back"))
    page.locator("textarea").first.fill("First thought.")
    press(page, "Keep this reflection")
    press(page, "Revise")
    expect(page.locator("textarea").first).to_have_value("First thought.")
    page.locator("textarea").first.fill("Second thought.")
    press(page, "Keep this version")
    expect(page.locator(".gs-sheet > .gs-words")).to_have_text("Second thought.")
    page.locator("summary", has_text="Earlier versions (1)").click()
    expect(page.locator(".gs-versions .gs-words")).to_have_text("First thought.")
    assert learning.answers(person, "excuse-and-punish") == [
        {"text": "First thought."},
        {"text": "Second thought."},
    ]


def test_three_lines_are_written_in_one_box(learning: Learning, person: Person, page: Page) -> None:
    open_page(page, learning.step("impact-first"))
    for number, words in enumerate(("I cut him off.", "He left early.", "I ring him today.")):
        page.locator("textarea").nth(number).fill(words)
    press(page, "Keep these lines")
    expect(page.locator(".gs-lines dd")).to_have_text(
        ["I cut him off.", "He left early.", "I ring him today."]
    )
    assert learning.answers(person, "three-lines") == [
        {
            "lines": {
                "act": "I cut him off.",
                "impact": "He left early.",
                "next": "I ring him today.",
            }
        }
    ]


def test_a_check_gives_its_reasons_and_may_be_taken_again(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("check-and-close"))
    for question in range(5):
        choose(page, question, 0)
    press(page, "See the reasons")
    expect(
        page.get_by_text("1 of 5 choices fit best. Not yet: the step asks for 80%.")
    ).to_be_visible()
    exercise = learning.installation.catalogue.exercise(LESSON, "check")
    assert isinstance(exercise, Check)
    expect(page.get_by_text(exercise.questions[0].choices[0].why)).to_be_visible()
    assert learning.done(person) == frozenset()
    press(page, "Take it again")
    for question, option in enumerate((1, 2, 0, 1, 2)):
        choose(page, question, option)
    press(page, "See the reasons")
    expect(page.get_by_text("5 of 5 choices fit best. That is enough to go on.")).to_be_visible()
    assert learning.done(person) == frozenset()  # an intention stands beside the check
    page.locator("textarea").fill("Next time I say what I see.")
    press(page, "Keep this intention")
    expect(page.get_by_role("button", name="Revise")).to_be_visible()
    assert learning.answers(person, "next-time") == [{"text": "Next time I say what I see."}]
    assert learning.done(person) == {"check-and-close"}
