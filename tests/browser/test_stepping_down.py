"""A case is taken more gently, another one, or passed by: two taps, nobody told, all of it kept."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from course.study import attempts
from tests.browser.learning import Learning, Person, open_page, press
from tests.browser.replying import at, compare, rate, rated, write
from tests.browser.walking import SLOW

WORDS = "Desmond. I called you Martin. I am sorry! What was it like to hear it?"


def other_lesson(learning: Learning, lesson: str, step: str) -> str:
    return f"{learning.server.url}/lesson?lesson={lesson}&step={step}"


def test_a_case_is_passed_in_two_taps_and_counts_as_done(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("wrong-recipient"))
    press(page, "Make this easier")
    expect(page.get_by_text("Nobody is told, and it counts the same.")).to_be_visible()
    press(page, "Pass this one")
    expect(page.get_by_text("You passed this one by. It counts as done")).to_be_visible()
    assert learning.answers(person, "wrong-inbox") == [{"passed": True}]
    assert learning.done(person) == {"wrong-recipient"}
    press(page, "Take it after all")
    at(page, "Write")


def test_a_case_is_taken_more_gently_in_two_taps(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("wrong-recipient"))
    expect(page.locator(".gs-big")).to_contain_text("I’d read half of it")
    press(page, "Make this easier")
    press(page, "A gentler form of this case")
    expect(page.locator(".gs-big")).to_contain_text("I’d read a line or two", timeout=SLOW)
    expect(page.get_by_text("Nobody is told, and it counts the same.")).to_have_count(0)
    expect(page.locator("ol.gs-steps")).to_be_focused()
    press(page, "Make this easier")
    press(page, "Back to its full strength")
    expect(page.locator(".gs-big")).to_contain_text("I’d read half of it", timeout=SLOW)
    press(page, "Make this easier")
    press(page, "A gentler form of this case")
    expect(page.locator(".gs-big")).to_contain_text("I’d read a line or two", timeout=SLOW)
    write(page, "That was my doing.")
    expect(page.locator(".gs-big").first).to_contain_text("I’d read a line or two")
    rate(page, 3, 3, 3, 3, 3)
    compare(page)
    expect(page.locator(".gs-big").first).to_contain_text("I’d read a line or two")
    assert learning.answers(person, "wrong-inbox") == [
        {"text": "That was my doing.", "taken": {"gentler": True}}
    ]
    assert learning.done(person) == {"wrong-recipient"}


def test_another_case_is_taken_in_two_taps_and_rated_by_its_own_skills(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    press(page, "Make this easier")
    press(page, "Another case: Quiet (mild)")
    expect(page.locator(".gs-big")).to_contain_text("“No. I said quiet.”", timeout=SLOW)
    write(page, "I called you by a word that is not yours.")
    rate(page, 3, 3, 3)
    compare(page)
    assert learning.answers(person, "another-name") == [
        {
            "text": "I called you by a word that is not yours.",
            "taken": {"case": "why-repair-helps/said-quiet"},
        }
    ]
    levels = {"own": 3, "invite": 3, "explore": 3}
    assert rated(learning, person) == [(1, "first", levels, {})]
    assert learning.done(person) == {"first-repair"}
    press(page, "Try it again")  # the case of the step itself, without the words to the other
    expect(page.locator(".gs-big")).to_contain_text("“It’s Desmond.”", timeout=SLOW)
    expect(page.get_by_text("Your last attempt")).to_have_count(0)


def test_a_coach_has_a_case_of_their_own_in_one_tap(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, other_lesson(learning, "why-repair-helps", "good-for-me"))
    expect(page.locator(".gs-big")).to_contain_text("a good row with your therapist")
    press(page, "Take the coaching case instead: Thirty-one comments")
    expect(page.locator(".gs-big")).to_contain_text("On my management course", timeout=SLOW)
    write(page, "You took the back stairs for a week.")
    with learning.installation.reading() as work:
        mine = attempts.mine(work, person.viewer, learning.cohort_id, "why-repair-helps")
    assert [one.answer for one in mine["good-for-me"]] == [
        {
            "text": "You took the back stairs for a week.",
            "taken": {"case": "why-repair-helps/thirty-one-comments"},
        }
    ]


def test_somebody_stuck_sees_the_example_first_and_that_is_said(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    press(page, "I'm stuck: show me one way")
    expect(page.locator(".gs-exemplar")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("You saw this before you wrote.")).to_be_visible()
    expect(page.get_by_role("button", name="I'm stuck: show me one way")).to_have_count(0)
    write(page, WORDS)
    rate(page, 3, 3, 3, 3)
    compare(page)
    expect(page.get_by_text("You saw this before you wrote.")).to_be_visible()
    assert learning.answers(person, "another-name") == [
        {"text": WORDS, "taken": {"seen_first": True}}
    ]
