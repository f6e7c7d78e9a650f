"""A note from being written to being answered, letters asked for and ended, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from course.access import Role
from course.installation import Installation
from course.letters import preferences
from course.study import progress
from tests import world
from tests.browser import looking
from tests.browser.lists import pick
from tests.browser.opened import opened
from tests.browser.walking import SLOW, heading, settle
from tests.launch_server import Server
from tests.postbox import Postbox, off_path, text_of

LESSON = "name-what-went-wrong"
HOSTILE = "**x** <b>Bo</b> [y](http://evil.example) שלום 🙂"


class Here:
    """A served process with a mail server, a cohort, its instructor Ira and its learner Ana."""

    def __init__(self, server: Server, box: Postbox, installation: Installation) -> None:
        self.server, self.box, self.installation = server, box, installation
        with installation.writing() as work:
            self.cohort_id = world.cohort(work, "Autumn cohort")
            zone = work.now.hour - 12
            world.set_zone(work, self.cohort_id, f"Etc/GMT{zone:+d}" if zone else "UTC")
            self.accounts = {
                "Ira": world.account(work, "Ira"),
                "Ana": world.account(work, f"Ana {HOSTILE}", email="ana@example.org"),
            }
            world.join(work, self.accounts["Ira"], self.cohort_id, Role.INSTRUCTOR)
            world.join(work, self.accounts["Ana"], self.cohort_id, Role.LEARNER)

    def sign_in(self, context: BrowserContext, who: str) -> None:
        with self.installation.writing() as work:
            token = world.sign_in(work, self.accounts[who])
        name = f"goldseam_{self.installation.id[:8]}"
        context.add_cookies([{"name": name, "value": token, "url": self.server.url}])

    def open(self, page: Page, path: str, title: str) -> None:
        page.goto(f"{self.server.url}{path}")
        heading(page, title)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    box = Postbox().up()
    server = Server(tmp_path / "served", environ={"GOLDSEAM_SMTP_URL": box.url}).start()
    with opened(server) as installation:
        yield Here(server, box, installation)
    server.kill()
    box.down()


@pytest.fixture
def ira(here: Here, browser: Browser) -> Iterator[Page]:
    yield from signed_in(here, browser, "Ira")


@pytest.fixture
def ana(here: Here, browser: Browser) -> Iterator[Page]:
    yield from signed_in(here, browser, "Ana")


def signed_in(here: Here, browser: Browser, who: str) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    here.sign_in(context, who)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def test_a_note_is_written_looked_at_posted_and_answered(here: Here, ira: Page, ana: Page) -> None:
    here.open(ira, "/notes", "Notes")
    expect(ira.get_by_text("No note has been posted yet.")).to_be_visible()
    ira.get_by_label("Title").fill(HOSTILE)
    ira.get_by_role("textbox", name="For everyone").fill(
        "No meeting **this** week.\n\n[Read](http://evil.example)"
    )
    ira.get_by_text("Parts for some readers").click()
    settle(ira)
    pick(ira, "Part 1, for those who", "haven't begun lesson 1")
    ira.get_by_label("Text of part 1").fill("Begin anywhere.")
    press(ira, "Keep and look at it")
    preview = ira.locator(".st-key-quiet_note_preview")
    expect(preview.locator("h3")).to_have_text(HOSTILE, timeout=SLOW)
    expect(preview.locator("strong")).to_have_text("this")
    expect(preview).to_contain_text("Only for those who haven't begun lesson 1")
    here.open(ana, "/", f"Welcome, Ana {HOSTILE}")
    expect(ana.locator(".st-key-quiet_note")).to_have_count(0)
    here.open(ira, "/notes", "Notes")  # what was kept outlasts a reload
    expect(ira.get_by_label("Title")).to_have_value(HOSTILE)
    press(ira, "Post this note")
    expect(ira.get_by_text("The note is posted.")).to_be_visible(timeout=SLOW)
    expect(ira.get_by_label("Title")).to_have_value("")
    here.open(ana, "/", f"Welcome, Ana {HOSTILE}")
    card = ana.locator(".st-key-quiet_note")
    expect(card.locator("h2")).to_have_text(HOSTILE)
    expect(card).to_contain_text("[Read](http://evil.example)")
    expect(card).to_contain_text("Begin anywhere.")
    assert card.locator(".gs-said a, .gs-said img, h2 b").count() == 0
    tell(ana, ira, here)
    with here.installation.writing() as work:
        viewer = world.viewer(work, world.sign_in(work, here.accounts["Ana"]))
        second = here.installation.catalogue.lesson(LESSON).steps[1].id
        progress.move(work, viewer, here.cohort_id, LESSON, second)
    here.open(ana, "/", f"Welcome back, Ana {HOSTILE}")
    expect(card).to_contain_text("No meeting this week.")
    expect(card).not_to_contain_text("Begin anywhere.")


def tell(ana: Page, ira: Page, here: Here) -> None:
    ana.get_by_role("link", name="Tell my instructor").click()
    heading(ana, "Tell my instructor")
    expect(ana.get_by_text("This goes to Ira under your name.")).to_be_visible()
    text = f"I am away.\n{HOSTILE}"
    ana.get_by_label("Your message").fill(text)
    press(ana, "See what will be sent")
    card = ana.locator(".st-key-card_tell")
    expect(card.locator(".gs-words")).to_have_text(text, timeout=SLOW)
    expect(card.locator("dd")).to_contain_text([f"Ana {HOSTILE}", "ana@example.org"])
    here.open(ira, "/notes", "Notes")
    expect(ira.get_by_text("Told to you")).to_have_count(0)
    press(ana, "Send it")
    expect(ana.get_by_text("With your instructor now")).to_be_visible(timeout=SLOW)
    expect(ana.get_by_label("Your message")).to_have_value("")
    here.open(ira, "/notes", "Notes")
    heard = ira.locator('[class*="st-key-card_heard_"]')
    expect(heard.locator("bdi")).to_have_text(f"Ana {HOSTILE}")
    expect(heard.locator(".gs-words")).to_have_text(text)
    press(ana, "Take it back")
    expect(ana.get_by_text("It is taken back.")).to_be_visible(timeout=SLOW)
    here.open(ira, "/notes", "Notes")
    expect(heard).to_have_count(0)


def test_a_pause_folds_the_notes_and_ends_by_hand(here: Here, ira: Page, ana: Page) -> None:
    here.open(ira, "/notes", "Notes")
    ira.get_by_label("Title").fill("A quiet week")
    ira.get_by_role("textbox", name="For everyone").fill("No meeting.")
    press(ira, "Keep and look at it")
    press(ira, "Post this note")
    expect(ira.get_by_text("The note is posted.")).to_be_visible(timeout=SLOW)
    here.open(ana, "/note?do=pause", "Pause")
    press(ana, "Pause for two weeks")
    expect(ana.get_by_text("You paused until")).to_be_visible(timeout=SLOW)
    here.open(ana, "/", f"Welcome, Ana {HOSTILE}")
    card = ana.locator(".st-key-quiet_note")
    expect(card.get_by_text("Notes wait here, folded.")).to_be_visible()
    expect(card.get_by_text("No meeting.")).to_be_hidden()
    card.locator("summary").click()
    expect(card.get_by_text("No meeting.")).to_be_visible()
    here.open(ana, "/note?do=pause", "Pause")
    press(ana, "Go on now")
    expect(ana.get_by_text("Letters and notes go on.")).to_be_visible(timeout=SLOW)
    here.open(ana, "/", f"Welcome, Ana {HOSTILE}")
    expect(card.get_by_text("No meeting.")).to_be_visible()


def test_leaving_asks_twice_and_ends_it_at_once(here: Here, ana: Page, ira: Page) -> None:
    here.open(ana, "/note?do=leave", "Leave")
    press(ana, "Leave")
    expect(ana.get_by_text("Nothing was changed.")).to_be_visible(timeout=SLOW)
    here.open(ira, "/roster", "Roster")
    expect(ira.locator(".gs-people bdi")).to_have_text(["Ira", f"Ana {HOSTILE}"])
    ana.get_by_text("Yes, I leave this cohort").click()
    press(ana, "Leave")
    heading(ana, "Account")
    ana.goto(f"{here.server.url}/note?do=leave")
    expect(ana.get_by_role("heading", level=1, name="Not here")).to_be_visible(timeout=SLOW)
    here.open(ira, "/roster", "Roster")
    expect(ira.locator(".gs-people bdi")).to_have_text(["Ira"])


def test_letters_are_asked_for_arrive_and_end_by_their_link_signed_out(
    here: Here, ana: Page, page: Page
) -> None:
    here.open(ana, "/account", "Account")
    press(ana, "Send me these letters")
    expect(ana.get_by_text("Letters come to your email address.")).to_be_visible(timeout=SLOW)
    assert looking.found_by_axe(ana, lambda: here.open(ana, "/account", "Account")) == {}
    here.server.move_clock(days=3)  # the day of the first weekly note
    for _ in range(300):
        if here.box.letters:
            break
        page.wait_for_timeout(100)
    (letter,) = here.box.letters
    assert text_of(letter).startswith(f"Hello Ana {HOSTILE},\n")
    page.goto(f"{here.server.url}{off_path(letter)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Letters by mail")
    assert wants(here)
    page.get_by_role("button", name="Turn letters off").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Letters are off")
    assert not wants(here)
    here.open(ana, "/account", "Account")
    expect(ana.get_by_role("button", name="Send me these letters")).to_be_visible()


def wants(here: Here) -> bool:
    with here.installation.writing() as work:
        viewer = world.viewer(work, world.sign_in(work, here.accounts["Ana"]))
        return preferences.mine(work, viewer).reminders
