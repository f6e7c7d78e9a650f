"""A reply at each of its stages, and every way of taking its case, with exactly what is stored."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from course.study import attempts, reply_ratings
from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle
from tests.browser.replying import at, compare, point_to, rate, rated, write
from tests.browser.walking import SLOW

WORDS = "Desmond. I called you Martin. I am sorry! What was it like to hear it?"
SAMPLES = "Three replies to another case, as the authors rate them"


def test_a_reply_is_rated_before_it_is_compared(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    at(page, "Write")
    expect(page.locator("textarea")).to_have_attribute("spellcheck", "false")
    expect(page.locator(".gs-exemplar")).to_have_count(0)
    write(page, WORDS)
    expect(page.locator(".gs-exemplar")).to_have_count(0)
    expect(page.locator("ol.gs-steps")).to_be_focused()
    samples = page.locator(".gs-samples")
    expect(samples.locator("summary")).to_have_text(SAMPLES)
    expect(samples.locator("section")).to_have_count(3)
    expect(samples.get_by_text("Reply 1")).to_be_visible()  # before the very first rating
    rate(page, 2, 4, 3, 1)
    expect(page.get_by_text("4 of 4 rated")).to_be_visible()
    page.get_by_role("button", name="Compare", exact=True).click()
    said = "For a 4 or a 5, choose the words of yours that show it."
    expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)
    point_to(page, 0, "I called you Martin.")
    compare(page)
    expect(page.locator(".gs-exemplar")).to_contain_text("Desmond. I called you by somebody else’s")
    expect(page.locator(".gs-ratings .gs-unasked b")).to_have_text(
        ["Steady myself", "Show why it makes sense", "Find the need, agree a change",
         "Keep it and learn from it"]
    )  # fmt: skip
    expect(page.get_by_text("4 of 5. I name the act, and name it as mine.")).to_be_visible()
    expect(page.get_by_text("Your words: I called you Martin.")).to_be_visible()
    assert learning.answers(person, "another-name") == [{"text": WORDS}]
    levels = {"notice": 2, "own": 4, "apologise": 3, "invite": 1}
    assert rated(learning, person) == [(1, "first", levels, {"own": "I called you Martin."})]
    assert learning.done(person) == {"first-repair"}


def test_a_reply_is_rated_again_and_both_ratings_stay(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    write(page, WORDS)
    rate(page, 3, 3, 3, 3)
    compare(page)
    press(page, "Rate it again, now that you have compared")
    at(page, "Compare")
    rate(page, 3, 2, 3, 5)
    press(page, "Keep this rating")
    said = "For a 4 or a 5, choose the words of yours that show it."
    expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)
    point_to(page, 0, "What was it like to hear it?")
    press(page, "Keep this rating")
    expect(
        page.get_by_text("2 of 5. I own it and add excuses. Before you compared: 3.")
    ).to_be_visible(timeout=SLOW)
    press(page, "Rate it again, now that you have compared")
    press(page, "Leave it as it is")
    expect(page.get_by_role("radiogroup")).to_have_count(0)
    before = {"notice": 3, "own": 3, "apologise": 3, "invite": 3}
    after = {"notice": 3, "own": 2, "apologise": 3, "invite": 5}
    assert sorted(rated(learning, person), key=lambda one: one[1], reverse=True) == [
        (1, "first", before, {}),
        (1, "again", after, {"invite": "What was it like to hear it?"}),
    ]


def test_the_samples_are_folded_once_something_was_rated(
    learning: Learning, person: Person, page: Page
) -> None:
    with learning.installation.writing() as work:
        where = (learning.cohort_id, LESSON, "another-name")
        attempts.submit(work, person.viewer, *where, {"text": "Sorry."}, "a-first-key")
        low = dict.fromkeys(("notice", "own", "apologise", "invite"), 2)
        reply_ratings.rate(work, person.viewer, *where, 1, "first", low, {})
    open_page(page, learning.step("first-repair"))
    press(page, "Try it again")
    at(page, "Write")
    expect(page.get_by_text("Your last attempt")).to_be_visible()
    write(page, "Desmond, I am sorry.")
    expect(page.get_by_text("Reply 1")).to_be_hidden()
    page.locator("summary", has_text=SAMPLES).click()
    expect(page.get_by_text("Reply 1")).to_be_visible()


def test_a_reply_may_be_compared_without_rating(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    write(page, WORDS)
    press(page, "Compare without rating")
    at(page, "Compare")
    expect(page.get_by_text("You compared without rating this one.")).to_be_visible()
    assert rated(learning, person) == []
    assert learning.done(person) == {"first-repair"}


def test_a_reply_is_written_rated_and_compared_by_keyboard_alone(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.step("first-repair"))
    page.locator("textarea").focus()
    page.keyboard.type("Desmond. I am sorry.")
    page.keyboard.press("Control+Enter")
    at(page, "Rate")
    expect(page.locator("ol.gs-steps")).to_be_focused()
    for _ in range(4):
        _tab_to(page, '[type="radio"]:not(:checked)', anew=True)
        page.keyboard.press("Space")
        settle(page)
    _tab_to(page, "button", "Compare")
    page.keyboard.press("Enter")
    at(page, "Compare")
    expect(page.locator("ol.gs-steps")).to_be_focused()
    levels = dict.fromkeys(("notice", "own", "apologise", "invite"), 1)
    assert rated(learning, person) == [(1, "first", levels, {})]


def _tab_to(page: Page, selector: str, text: str = "", *, anew: bool = False) -> None:
    """Press Tab until something that fits has the focus; ``anew`` moves on at least once."""
    found = f"""() => document.activeElement.matches('{selector}')
        && document.activeElement.textContent.includes('{text}')
        && !document.activeElement.textContent.includes('without')"""
    for stop in range(40):
        if (stop or not anew) and page.evaluate(found):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector} {text}")
