"""Every page there is, and what somebody does on it first: for tests that look at all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from course.authoring.load import load_course
from course.authoring.schema import Demonstration
from tests.browser import looking
from tests.browser.walking import SLOW, exercises, groups, settle

LESSON = next(iter(load_course().catalogue.editions.values())).lesson

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """A page: what it is called here, who looks, its path, and what they do first."""

    name: str
    who: str
    path: str
    title: str
    act: Act | None = None


def one_step_a_kind() -> list[str]:
    """The ids of steps that hold every kind of exercise, and one that holds none."""
    found: dict[str, str] = {}
    for step in LESSON.steps:
        for kind in [type(exercise).__name__ for exercise in exercises(step)] or ["prose"]:
            found.setdefault(kind, step.id)
    return list(dict.fromkeys(found.values()))


def press(name: str) -> Act:
    """Press a button by its name, and wait for what comes of it."""

    def act(page: Page) -> None:
        page.get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_load_state()
        looking.drawn(page)

    return act


def follow(name: str) -> Act:
    """Follow a link by its name to a page of another kind."""

    def act(page: Page) -> None:
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_load_state()
        looking.drawn(page)

    return act


def make_a_calendar(page: Page) -> None:
    """A link that is shown once; a later one takes its place."""
    page.get_by_role("button", name=re.compile("Make a (new|calendar) link")).click()
    expect(page.get_by_text("Shown this once.")).to_be_visible(timeout=SLOW)
    settle(page)


def write_to_trainer(page: Page) -> None:
    page.get_by_label("Your message").fill("I need a week.\nThank you.")
    press("See what will be sent")(page)
    expect(page.get_by_text("Exactly this is sent")).to_be_visible(timeout=SLOW)


def come_back_in_vain(page: Page) -> None:
    page.get_by_label("Your email").fill("nobody@example.org")
    page.get_by_label("Your recovery phrase").fill("not these words")
    press("Sign in")(page)


def begin_to_watch(page: Page) -> None:
    """Reveal the first turns of a demonstration, and guess once."""
    button = page.get_by_test_id("stBaseButton-primary")
    for _ in range(3):
        if page.get_by_role("radiogroup").count():
            groups(page.locator("body"))[0].locator("label").first.click()
        settle(page)
        button.click()
    settle(page)


def search_in_vain(page: Page) -> None:
    page.get_by_label("Search what you wrote").fill("nobody wrote this")
    page.get_by_label("Search what you wrote").press("Enter")
    expect(page.get_by_text("Nothing you wrote holds these words.")).to_be_visible(timeout=SLOW)


def send_nothing(page: Page) -> None:
    """Send a reader's form of which only the texts were filled in."""
    page.evaluate("document.querySelector('form').noValidate = true")
    page.get_by_label("One thing to keep").fill("“I called you Martin”")
    press("Send it")(page)


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    for fold in page.get_by_test_id("stExpander").locator("summary").all():
        fold.click()
    settle(page)


def unfold_details(page: Page) -> None:
    """Open everything that our own markup folds."""
    for fold in page.locator("details > summary").all():
        fold.click()


def erase_in_vain(page: Page) -> None:
    page.get_by_label("Type “erase me” to do it").fill("not these words")
    press("Erase me")(page)


def preview_a_blunder(page: Page, harmed: str = "No") -> None:
    """Write a piece for the wall and have it looked over."""
    press("Share a blunder")(page)
    page.get_by_label("What happened").fill("My client Sarah waited an hour for me.")
    page.get_by_label("How the repair went").fill("I told her what I had done.")
    page.get_by_label("A new name for it").fill("The hour")
    page.get_by_text(harmed, exact=True).click()
    press("Look it over")(page)


def share_what_is_red(page: Page) -> None:
    preview_a_blunder(page, "Yes")
    expect(page.get_by_text("This one is for supervision")).to_be_visible(timeout=SLOW)


def step(name: str, who: str, step_id: str, act: Act | None = None) -> Place:
    path = f"/lesson?lesson={LESSON.id}&step={step_id}"
    return Place(f"{step_id}, {name}", who, path, "Lesson - Goldseam", act)


WAYS_IN = [
    Place("welcome", "", "/", "Welcome - Goldseam"),
    Place("an unknown link", "", "/enter/nothing", "This link doesn't open anything · Goldseam"),
    Place("coming back", "", "/return", "Come back · Goldseam"),
    Place("coming back in vain", "", "/return", "Come back · Goldseam", come_back_in_vain),
    Place("an unknown address", "", "/nothing-here", "Not here · Goldseam"),
    Place("signed out", "", "/sign-out", "Signed out · Goldseam"),
]
ACCOUNTS = [
    Place("signing out", "mended", "/sign-out", "Sign out · Goldseam"),
    Place("account", "arrived", "/account", "Account - Goldseam"),
    Place("a new phrase", "arrived", "/account", "Account - Goldseam", press("Make a new phrase")),
    Place(
        "another device",
        "arrived",
        "/account",
        "Account - Goldseam",
        press("Make a link for another device"),
    ),
    Place("my data", "mended", "/my-data", "My data - Goldseam", unfold_details),
    Place("my data, little", "arrived", "/my-data", "My data - Goldseam"),
    Place("my data, staff", "instructor", "/my-data", "My data - Goldseam"),
    Place("leaving", "arrived", "/my-data", "My data - Goldseam", press("Leave this cohort")),
    Place("erasing", "arrived", "/my-data/erase", "Erase me · Goldseam"),
    Place("erasing in vain", "arrived", "/my-data/erase", "Erase me · Goldseam", erase_in_vain),
    Place("erasing, staff", "instructor", "/my-data/erase", "Erase me · Goldseam"),
    Place("a calendar", "mended", "/account", "Account - Goldseam", make_a_calendar),
    Place("not theirs", "arrived", "/roster", "Not here - Goldseam"),
]
LEARNERS = [
    Place("home, first", "arrived", "/", "Course - Goldseam"),
    Place("home, mended", "mended", "/", "Course - Goldseam"),
    Place("home, near the end", "ending", "/", "Course - Goldseam"),
    Place("home, another text", "unasked", "/", "Course - Goldseam"),
    Place("reflections, none", "arrived", "/reflections", "Reflections - Goldseam"),
    Place("reflections", "mended", "/reflections", "Reflections - Goldseam"),
    Place("in vain", "mended", "/reflections", "Reflections - Goldseam", search_in_vain),
    Place(
        "seen, nothing",
        "arrived",
        "/what-my-instructor-sees",
        "What my instructor sees - Goldseam",
    ),
    Place("time", "mended", "/note?do=time", "A note - Goldseam"),
    Place("tell", "mended", "/note?do=tell", "A note - Goldseam", write_to_trainer),
    Place("pause", "mended", "/note?do=pause", "A note - Goldseam"),
    Place("leave", "arrived", "/note?do=leave", "A note - Goldseam"),
    Place("seen", "mended", "/what-my-instructor-sees", "What my instructor sees - Goldseam"),
]
WATCHED = next(
    one.id
    for one in LESSON.steps
    if any(isinstance(exercise, Demonstration) for exercise in exercises(one))
)
STEPS = [step("before", "arrived", one) for one in one_step_a_kind()]
STEPS += [step("after", "mended", one) for one in one_step_a_kind()]
STEPS += [step("half watched", "arrived", WATCHED, begin_to_watch)]
TEACHERS = [
    Place("overview, nothing", "new instructor", "/cohort", "Cohort - Goldseam", unfold),
    Place("overview", "instructor", "/cohort", "Cohort - Goldseam", unfold),
    Place("notes", "instructor", "/notes", "Notes - Goldseam", unfold),
    Place("notes, none", "new instructor", "/notes", "Notes - Goldseam"),
    Place("for trainers", "instructor", "/for-trainers", "For trainers - Goldseam"),
    Place(
        "a sheet for trainers",
        "instructor",
        "/for-trainers",
        f"For trainers: lesson {LESSON.number}. {LESSON.title} · Goldseam",
        follow("Open it as a page to print"),
    ),
    Place("roster", "new instructor", "/roster", "Roster - Goldseam", unfold),
    Place("settings", "new instructor", "/cohort-settings", "Cohort settings - Goldseam"),
]
OWNERS = [
    Place("make a cohort", "owner", "/make-cohort", "Make a cohort - Goldseam", unfold),
    Place("who may make cohorts", "owner", "/makers", "Who may make cohorts - Goldseam"),
]
ENDS = [
    Place("the end, not yet", "arrived", "/finish", "Finish - Goldseam"),
    Place("the end, before", "complete", "/finish", "Finish - Goldseam"),
    Place("the end, after", "finished", "/finish", "Finish - Goldseam"),
    Place("the end, off", "finished", "/finish", "Finish - Goldseam", press("Turn it off")),
    Place("shown, nothing", "arrived", "/show", "Show to one person - Goldseam"),
    Place("about to be shown", "finished", "{show}", "Show to one person - Goldseam"),
    Place("shown", "finished", "/show", "Show to one person - Goldseam"),
    Place("to read", "", "{shown}", "To read: Another client’s name · Goldseam"),
    Place(
        "to read, incomplete",
        "",
        "{shown}",
        "To read: Another client’s name · Goldseam",
        send_nothing,
    ),
    Place("read", "", "{answered}", "To read: Another client’s name · Goldseam"),
    Place("nothing to read", "", "/shown/nothing", "Nothing to read here · Goldseam"),
    Place("a certificate", "", "{verified}", "Certificate of completion · Goldseam"),
    Place("no certificate", "", "/verified/nothing", "No certificate here · Goldseam"),
    Place("a talk, nothing", "arrived", "/supervision", "A talk with my supervisor - Goldseam"),
    Place("a talk", "finished", "/supervision", "A talk with my supervisor - Goldseam"),
]
WALLS = [
    Place("wall", "sharer", "/wall", "The wall - Goldseam"),
    Place("wall, sharing", "reader", "/wall", "The wall - Goldseam", press("Share a blunder")),
    Place("wall, preview", "reader", "/wall", "The wall - Goldseam", preview_a_blunder),
    Place("wall, red", "reader", "/wall", "The wall - Goldseam", share_what_is_red),
    Place("wall, a batch", "on the wall", "/wall", "The wall - Goldseam"),
    Place("a wall's settings", "on the wall", "/cohort-settings", "Cohort settings - Goldseam"),
]
EVERYWHERE = [*WAYS_IN, *ACCOUNTS, *LEARNERS, *STEPS, *TEACHERS, *OWNERS, *ENDS, *WALLS]
