"""What somebody is in the middle of on pages whose words stand in the browser alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page, expect

from course.access import Role
from course.study import attempts
from course.wall import walls
from db.tables.identity import Account
from tests import world
from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle
from tests.browser.walking import SLOW


@dataclass
class Everywhere:
    """Somebody who learns in one cohort, with a wall, and teaches another one."""

    learning: Learning
    context: BrowserContext
    person: Person
    taught: str

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        open_page(page, f"{self.learning.server.url}/{path}")
        return page


Before = Callable[[Everywhere], Page]
After = Callable[[Everywhere, Page], None]
WHAT = "I had the wrong brother in mind for most of an hour."
REPAIR = "At the end I asked what I had missed, and she told me his name."


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def a_piece_for_the_wall(here: Everywhere) -> Page:
    page = here.open("wall")
    press(page, "Share a blunder")
    box(page, "What happened").fill(WHAT)
    box(page, "How the repair went").fill(REPAIR)
    box(page, "A new name for it").fill("The other brother")
    page.get_by_role("radiogroup").locator("label").nth(0).click()
    press(page, "Look it over")
    expect(page.get_by_text("Exactly what others will see")).to_be_visible(timeout=SLOW)
    return page


def the_piece_is_shared(here: Everywhere, page: Page) -> None:
    expect(page.get_by_text("Exactly what others will see")).to_be_visible(timeout=SLOW)
    expect(page.locator(".st-key-card_preview")).to_contain_text(WHAT)
    expect(page.locator(".st-key-card_preview")).to_contain_text(REPAIR)
    press(page, "Share it")
    expect(page.get_by_text("It waits now.")).to_be_visible(timeout=SLOW)


def a_piece_begun(here: Everywhere) -> Page:
    page = here.open("wall")
    press(page, "Share a blunder")
    box(page, "What happened").fill(WHAT)
    return page


def the_piece_goes_on(here: Everywhere, page: Page) -> None:
    expect(box(page, "What happened")).to_have_value(WHAT)
    press(page, "Look it over")
    expect(page.get_by_text("How the repair went is still empty.")).to_be_visible(timeout=SLOW)
    expect(box(page, "What happened")).to_have_value(WHAT)


def an_answer_to_a_piece(here: Everywhere) -> Page:
    page = here.open("wall")
    press(page, "Answer this")
    box(page, "What you know of it yourself").fill("I know that clock.")
    box(page, "One question").fill("What did you hear first?")
    press(page, "Look it over")
    expect(page.get_by_text("Exactly what others will see")).to_be_visible(timeout=SLOW)
    return page


def the_answer_is_shared(here: Everywhere, page: Page) -> None:
    expect(page.locator(".st-key-card_preview")).to_contain_text("I know that clock.")
    press(page, "Share it")
    expect(page.get_by_text("It waits now.")).to_be_visible(timeout=SLOW)


def names_for_a_link(here: Everywhere) -> Page:
    with here.learning.installation.writing() as work:
        where = (here.person.viewer, here.learning.cohort_id, LESSON, "another-name")
        key = attempts.next_key(work, *where)
        attempts.submit(work, *where, {"text": WHAT}, key)
    page = here.open(f"show?lesson={LESSON}&exercise=another-name&number=1")
    box(page, "Their name").fill("Priya Nair")
    box(page, "Your name, as they see it").fill("Sam")
    return page


def the_link_is_made(here: Everywhere, page: Page) -> None:
    expect(box(page, "Their name")).to_have_value("Priya Nair")
    expect(box(page, "Your name, as they see it")).to_have_value("Sam")
    press(page, "Make the link")
    expect(page.get_by_text("To Priya Nair")).to_be_visible(timeout=SLOW)


def next_steps(here: Everywhere) -> Page:
    page = here.open("take-away")
    box(page, "For me").fill("Speak to Ira on Friday.")
    box(page, "For my client").fill("Ask how it was.")
    return page


def next_steps_are_there(here: Everywhere, page: Page) -> None:
    expect(box(page, "For me")).to_have_value("Speak to Ira on Friday.")
    expect(box(page, "For my client")).to_have_value("Ask how it was.")


def words_to_a_trainer(here: Everywhere) -> Page:
    page = here.open("note?do=tell")
    box(page, "Your message").fill("I need a week.")
    press(page, "See what will be sent")
    expect(page.get_by_text("Exactly this is sent")).to_be_visible(timeout=SLOW)
    return page


def the_words_are_sent(here: Everywhere, page: Page) -> None:
    expect(box(page, "Your message")).to_have_value("I need a week.")
    press(page, "Send it")
    expect(page.get_by_text("With your instructor now")).to_be_visible(timeout=SLOW)


def a_note_begun(here: Everywhere) -> Page:
    page = here.open("notes")
    box(page, "Title").fill("A word on Friday")
    box(page, "For everyone").fill("We meet at ten.")
    return page


def the_note_is_kept(here: Everywhere, page: Page) -> None:
    expect(box(page, "Title")).to_have_value("A word on Friday")
    expect(box(page, "For everyone")).to_have_value("We meet at ten.")
    press(page, "Keep and look at it")
    expect(page.get_by_text("As learners will see it")).to_be_visible(timeout=SLOW)


def a_plan_of_a_cohort(here: Everywhere) -> Page:
    page = here.open("make-cohort")
    box(page, "Name").fill("Winter cohort")
    weeks = page.get_by_label("Weeks")
    weeks.fill("6")
    weeks.press("Enter")
    settle(page)
    page.get_by_role("radiogroup").locator("label").nth(1).click()
    settle(page)
    return page


def the_cohort_is_made(here: Everywhere, page: Page) -> None:
    expect(box(page, "Name")).to_have_value("Winter cohort")
    expect(page.get_by_label("Weeks")).to_have_value("6")
    expect(page.get_by_role("radio", name="All on the first day")).to_be_checked()
    press(page, "Make this cohort")
    expect(page.get_by_text("Winter cohort").first).to_be_visible(timeout=SLOW)


def people_to_invite(here: Everywhere) -> Page:
    page = here.open("roster")
    box(page, "Names and addresses").fill("Ana <ana@example.org>")
    return page


def the_people_are_there(here: Everywhere, page: Page) -> None:
    expect(box(page, "Names and addresses")).to_have_value("Ana <ana@example.org>")


HALFWAY: list[tuple[Before, After]] = [
    (a_piece_for_the_wall, the_piece_is_shared),
    (a_piece_begun, the_piece_goes_on),
    (an_answer_to_a_piece, the_answer_is_shared),
    (names_for_a_link, the_link_is_made),
    (next_steps, next_steps_are_there),
    (words_to_a_trainer, the_words_are_sent),
    (a_note_begun, the_note_is_kept),
    (a_plan_of_a_cohort, the_cohort_is_made),
    (people_to_invite, the_people_are_there),
]


def everywhere(learning: Learning, context: BrowserContext) -> Everywhere:
    person = learning.learner()
    with learning.installation.writing() as work:
        walls.open_for(work, learning.cohort_id)
        taught = world.cohort(work, "Evening cohort")
        world.join(work, person.viewer.account_id, taught, Role.INSTRUCTOR)
        account = work.db.get(Account, person.viewer.account_id)
        assert account is not None
        account.may_make_cohorts = True
    learning.sign_in(context, person)
    return Everywhere(learning, context, person, taught)
