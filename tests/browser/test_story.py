"""The whole story, in a real browser against a real served process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from playwright.sync_api import BrowserContext, Page, expect

from course.authoring.load import load_course
from course.authoring.schema import Exercise, Reflection
from course.cohort import contact
from tests.browser import publishing, reading, returning, teaching, walking
from tests.browser.publishing import Readers
from tests.browser.walking import SLOW, heading, settle
from tests.launch_server import Server

NewContext = Callable[..., BrowserContext]

COHORT, WEEKS = "Autumn cohort", 4
OWNER = ("Noor Example", "noor@example.org")
LEARNER = ("Ana Petrov", "ana@example.org")
FELLOWS = [
    (f"Fellow {letter}", f"fellow.{letter.lower()}@example.org") for letter in "BCDEFGHIJKLM"
]

LESSON = load_course().catalogue.editions["name-what-went-wrong"].lesson
SKILLS = tuple(skill.name for skill in load_course().catalogue.rubric.skills)


def test_from_the_owners_link_to_what_thirteen_learners_let_an_instructor_read(
    server: Server, new_context: NewContext
) -> None:
    first_day = tomorrow_at_noon(server)
    owner = new_context().new_page()
    links = a_cohort_with_invitations(owner, server, first_day)
    mine = links.pop(f"{LEARNER[0]} ({LEARNER[1]})")
    learner = new_context().new_page()
    phrase = a_learner_joins(learner, owner, mine)
    the_lesson_is_done_though_the_server_dies(learner, server)
    what_was_written_is_found_again(learner)
    readers = Readers(owner, learner, server.url, COHORT, LESSON, SKILLS)
    publishing.over_the_weeks(readers, server, links, first_day, WEEKS)
    the_roster_says_no_more_than_who_joined(owner)
    the_learner_leaves_and_comes_back(learner, new_context().new_page(), server, phrase)


def tomorrow_at_noon(server: Server) -> date:
    """Move the server's clock to noon of tomorrow, so that the day never turns meanwhile."""
    now = datetime.now(UTC)
    noon = datetime.combine(now.date() + timedelta(days=1), time(12), UTC)
    server.move_clock(seconds=(noon - now).total_seconds())
    return noon.date()


def a_cohort_with_invitations(owner: Page, server: Server, first_day: date) -> dict[str, str]:
    teaching.become_owner(owner, server.owner_link(), *OWNER)
    teaching.make_cohort(owner, COHORT, first_day, WEEKS)
    roster(owner)
    expect(owner.get_by_text(contact.INCOMPLETE)).to_be_visible()
    expect(owner.get_by_label("Names and addresses")).to_have_count(0)
    owner.get_by_role("link", name="Contact card and cohort settings").click()
    heading(owner, COHORT)
    teaching.fill_card(owner)
    roster(owner)
    everyone = [f"{name} <{email}>" for name, email in (LEARNER, *FELLOWS)]
    teaching.paste(owner, [*everyone[:3], "Ben Ode, ben@example", *everyone[3:]])
    expect(owner.get_by_text("Nobody was invited: 1 line to mend.")).to_be_visible(timeout=SLOW)
    expect(owner.get_by_text("Line 4: the part after the @ is not a whole domain")).to_be_visible()
    assert reading.people(owner) == (instructor_row(),)
    teaching.paste(owner, everyone)
    expect(owner.get_by_text("13 invited.", exact=True)).to_be_visible(timeout=SLOW)
    assert reading.people(owner) == (instructor_row(), *learner_rows(joined=()))
    return teaching.links(owner)


def roster(owner: Page) -> None:
    owner.get_by_role("link", name="Roster", exact=True).first.click()
    heading(owner, "Roster")


def instructor_row() -> tuple[str, ...]:
    return (f"{OWNER[0]} (you){OWNER[1]}", "Instructor", "Joined")


def learner_rows(joined: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The roster's rows of the learners: those who have joined, then those invited."""
    rows = [
        (f"{name}{email}", "Learner", "Joined" if name in joined else "Invited")
        for name, email in (LEARNER, *FELLOWS)
    ]
    return sorted(rows, key=lambda row: row[2] == "Invited")


def a_learner_joins(learner: Page, owner: Page, link: str) -> str:
    """Looking at an invitation changes nothing; a click on its button joins."""
    for _ in range(2):
        learner.goto(link)
        learner.reload()
    assert learner.context.cookies() == []
    roster(owner)
    assert reading.people(owner) == (instructor_row(), *learner_rows(joined=()))
    expect(learner.get_by_role("heading", level=1)).to_have_text(f"Join {COHORT}")
    learner.get_by_role("button", name="Join", exact=True).click()
    phrase = teaching.keep_phrase(learner)
    assert len(phrase.split()) == 6
    heading(learner, f"Welcome, {LEARNER[0]}")
    return phrase


def the_lesson_is_done_though_the_server_dies(learner: Page, server: Server) -> None:
    first = next(
        exercise
        for step in LESSON.steps
        for exercise in walking.exercises(step)
        if isinstance(exercise, Reflection)
    )

    def cut_off(page: Page, exercise: Exercise) -> None:
        here = walking.place(page, exercise)
        words = walking.written(exercise, "text")
        area = here.locator("textarea")
        area.click()
        area.press_sequentially(words[:30], delay=20)
        expect(here.get_by_text("Saved")).to_be_visible(timeout=SLOW)
        area.press_sequentially(words[30:], delay=5)
        server.kill()
        expect(here.get_by_text("Not saved yet. Your words are still here.")).to_be_visible()
        server.start()
        expect(here.get_by_text("Saved")).to_be_visible(timeout=SLOW)
        page.reload()
        expect(area).to_have_value(words, timeout=SLOW)
        settle(page)
        walking.submit(here)

    learner.locator(".st-key-go_on button").click()
    walking.walk(learner, LESSON, {first.id: cut_off})
    heading(learner, f"Welcome back, {LEARNER[0]}")
    expect(learner.get_by_text("One seam of your bowl is mended.")).to_be_visible()
    row = learner.locator(".gs-rows")
    expect(row.get_by_text("Mended", exact=True)).to_be_visible()


def what_was_written_is_found_again(learner: Page) -> None:
    learner.get_by_role("link", name="Reflections", exact=True).first.click()
    heading(learner, "Reflections")
    kept = [
        exercise
        for step in LESSON.steps
        for exercise in walking.exercises(step)
        if isinstance(exercise, Reflection)
    ]
    for exercise in kept:
        expect(learner.get_by_text(walking.written(exercise, "text"))).to_be_visible()
    search = learner.get_by_label("Search what you wrote")
    search.fill(f"words for {kept[0].id}")
    search.press("Enter")
    expect(learner.locator('[class*="st-key-card_written_"]')).to_have_count(1, timeout=SLOW)
    expect(learner.get_by_text(walking.written(kept[0], "text"))).to_be_visible()
    search.fill("nobody wrote this")
    search.press("Enter")
    expect(learner.get_by_text("Nothing you wrote holds these words.")).to_be_visible(timeout=SLOW)


def the_roster_says_no_more_than_who_joined(owner: Page) -> None:
    roster(owner)
    joined = tuple(name for name, _ in (LEARNER, *FELLOWS))
    assert reading.people(owner) == (instructor_row(), *learner_rows(joined))
    expect(owner.get_by_text("14 joined, 0 invited.")).to_be_visible()


def the_learner_leaves_and_comes_back(
    learner: Page, elsewhere: Page, server: Server, phrase: str
) -> None:
    returning.sign_out(learner, "here")
    for page in (learner, elsewhere):
        returning.by_phrase(page, server.url, LEARNER[1], phrase)
        heading(page, f"Welcome back, {LEARNER[0]}")
    returning.sign_out(learner, "everywhere")
    returning.welcome(elsewhere)
    elsewhere.reload()
    returning.welcome(elsewhere)
    expect(elsewhere.get_by_text(LEARNER[0])).to_have_count(0)
