"""Free practice in a browser: choosing, resuming, going on, and what is kept of it."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role
from course.errors import NOT_FOUND
from tests import world
from tests.browser.grown import NAME, QUIET, Grown, grown
from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle
from tests.browser.lists import pick
from tests.browser.replying import at, bowls, columns, compare, rate, write
from tests.browser.walking import SLOW

NAMES = "/practice?case=name-what-went-wrong%2Fanother-name"


def choose(page: Page, group: str, choice: str) -> None:
    page.get_by_role("radiogroup", name=group).get_by_text(choice, exact=True).click()
    settle(page)


def in_address(page: Page, *parts: str) -> None:
    page.wait_for_function(
        "parts => parts.every(part => decodeURIComponent(location.search).includes(part))",
        arg=list(parts),
    )


def test_the_choices_say_how_many_lines_fit_and_which_to_loosen(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, f"{learning.server.url}/practice")
    expect(page.get_by_text("30 cases fit.")).to_be_visible()
    for name, said in (
        ("Withdrawal", "they go quiet, or agree too soon"),
        ("Confrontation", "they complain, refuse or push back"),
        ("Blunder", "you slipped, and it touched them"),
        ("Boundary", "something crossed a line between you"),
    ):
        expect(page.get_by_text(f"{name}: {said}")).to_be_visible()
    choose(page, "A kind of rupture", "Blunder")
    expect(page.get_by_text("5 cases fit.")).to_be_visible(timeout=SLOW)
    choose(page, "How strong", "Middling")
    expect(page.get_by_text("One case fits.")).to_be_visible(timeout=SLOW)
    pick(page, "A skill", re.compile("Steady myself"))
    said = "No case fits all of this. With any skill, 1 would; with any kind of rupture, 7."
    expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="Begin")).to_have_count(0)
    in_address(page, "skill=steady", "rupture=blunder", "strength=2")
    page.reload()
    expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)
    choose(page, "How strong", "Mild")
    none = "No case fits all of this. Leave two of the choices open."
    expect(page.get_by_text(none)).to_have_count(0)
    expect(page.get_by_text("With any skill, 2 would")).to_be_visible(timeout=SLOW)


def test_another_client_line_keeps_to_what_was_chosen(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, f"{learning.server.url}/practice?rupture=blunder&strength=3")
    expect(page.get_by_text("2 cases fit.")).to_be_visible()
    press(page, "Begin")
    expect(page.locator(".gs-case")).to_have_text("Faster than agreed", timeout=SLOW)
    press(page, "Another case")
    expect(page.locator(".gs-case")).to_have_text("Nothing in the post", timeout=SLOW)
    press(page, "Another case")
    expect(page.locator(".gs-case")).to_have_text("Faster than agreed", timeout=SLOW)
    page.get_by_role("link", name="What to practise").click()
    expect(page.get_by_text("2 cases fit.")).to_be_visible(timeout=SLOW)


def test_practice_is_resumed_where_it_was_with_the_words_begun(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.server.url + NAMES)
    in_address(page, "attempt=1")
    page.locator("textarea").fill("Desmond, I called")
    expect(page.get_by_text("Saved")).to_be_visible(timeout=SLOW)
    page.reload()
    expect(page.locator("textarea")).to_have_value("Desmond, I called", timeout=SLOW)
    settle(page)
    assert learning.draft(person, "another-name") == "Desmond, I called"
    write(page, "Desmond, I called you Martin.")
    page.reload()
    at(page, "Rate")
    rate(page, 3, 3, 3, 3)
    compare(page)
    page.reload()
    at(page, "Compare")
    assert learning.answers(person, "another-name") == [{"text": "Desmond, I called you Martin."}]


def test_an_attempt_in_practice_is_the_cases_next_and_the_lesson_has_it_too(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.server.url + NAMES)
    write(page, "First.")
    press(page, "Compare without rating")
    at(page, "Compare")
    press(page, "Try it again")
    at(page, "Write")
    in_address(page, "attempt=2")
    expect(page.get_by_text("Your last attempt")).to_have_count(0)
    write(page, "Second.")
    press(page, "Compare without rating")
    at(page, "Compare")
    both = page.locator(".gs-attempts .gs-words")
    expect(both).to_have_text(["First.", "Second."])
    assert learning.answers(person, "another-name") == [{"text": "First."}, {"text": "Second."}]
    assert learning.done(person) == {"first-repair"}
    open_page(page, learning.server.url + NAMES)  # a client line met again begins afresh
    at(page, "Write")
    in_address(page, "attempt=3")


def test_passing_in_practice_goes_on_and_stores_nothing(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.server.url + NAMES)
    press(page, "Make this easier")
    press(page, "Pass this one")
    expect(page.locator(".gs-case")).to_have_text("An email to the wrong person", timeout=SLOW)
    assert learning.answers(person, "another-name") == []
    press(page, "Make this easier")
    press(page, "Another case: Late on Thursday (mild)")
    expect(page.locator(".gs-case")).to_have_text("Late on Thursday", timeout=SLOW)
    in_address(page, "case=why-repair-helps/late-on-thursday")
    assert learning.answers(person, "wrong-inbox") == []


def test_a_case_kept_for_return_is_not_found_here(
    learning: Learning, person: Person, page: Page
) -> None:
    kept = learning.installation.catalogue.lesson(LESSON).unseen[0]
    for case in (f"{LESSON}%2F{kept.id}", f"{LESSON}%2Fnothing", "nothing"):
        open_page(page, f"{learning.server.url}/practice?case={case}")
        expect(page.locator("h1").first).to_have_text("Not here")
        expect(page.get_by_text(NOT_FOUND)).to_be_visible()
        expect(page.get_by_text(kept.title)).to_have_count(0)


def test_before_a_lesson_is_open_the_page_says_when(
    learning: Learning, context: BrowserContext, page: Page
) -> None:
    with learning.installation.writing() as work:
        start = work.now.date() + timedelta(days=5)
        later = world.cohort(work, "Later cohort", starts_on=start)
        account = world.account(work, "Lou")
        world.join(work, account, later, Role.LEARNER)
        token = world.sign_in(work, account)
        lou = Person(world.viewer(work, token), token)
    learning.sign_in(context, lou)
    open_page(page, f"{learning.server.url}/practice")
    said = "Cases come with the lessons, and none is open yet. Lesson 1 opens "
    expect(page.get_by_text(f"{said}{start.day} {start:%B}.")).to_be_visible()
    expect(page.get_by_role("radiogroup")).to_have_count(0)


def test_the_last_five_repairs_are_small_bowls_with_a_dash_where_nothing_was_asked(
    learning: Learning, context: BrowserContext, page: Page
) -> None:
    gia: Grown = grown(learning.installation)
    learning.sign_in(context, gia.person)
    times = []
    for number, days in enumerate((30, 25, 20, 15, 10, 5), start=1):
        low = {"notice": 3, "own": 2, "apologise": 3, "invite": 3 if number == 6 else 2}
        if number == 3:
            times.append(gia.repair(days, QUIET, 1, {"own": 3, "invite": 1, "explore": 3}))
        else:
            turn = number - (number > 3)
            times.append(gia.repair(days, NAME, turn, low))
    open_page(page, f"{learning.server.url}/practice")
    expect(page.get_by_role("heading", name="Your last five repairs")).to_be_visible()
    assert columns(page) == [f"{one.day} {one:%b}" for one in times[1:]]
    none = ["not asked"] * 5
    assert bowls(page) == [
        ["Notice the shift", "3 of 5", "not asked", "3 of 5", "3 of 5", "3 of 5"],
        ["Steady myself", *none],
        ["Own my part", "2 of 5", "3 of 5", "2 of 5", "2 of 5", "2 of 5"],
        ["Apologise plainly", "3 of 5", "not asked", "3 of 5", "3 of 5", "3 of 5"],
        ["Make room for their reaction", "2 of 5", "1 of 5", "2 of 5", "2 of 5", "3 of 5"],
        ["Show why it makes sense", *none],
        ["Find the need, agree a change", "not asked", "3 of 5", *none[2:]],
        ["Keep it and learn from it", *none],
    ]
    said = "“Make room for their reaction” is your quietest skill so far. Lesson 6 is about it."
    expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("link", name="Your ratings over time").click()
    expect(page.locator("h1").first).to_have_text("Growth", timeout=SLOW)
