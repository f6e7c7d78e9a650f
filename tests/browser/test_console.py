"""A host leads a workshop from the console, with another host, a board and a learner beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from course.access import Role
from course.workshop import care, runs
from tests.browser.learning import Learning, Person, open_page, press, settle
from tests.browser.walking import SLOW
from tests.rooms import Room

NARROW = ViewportSize(width=390, height=844)
MOVED_ON = "Already moved on: another host, or another window of yours, was first."


class Led:
    """A run of a cohort with two hosts, and who sits in it."""

    def __init__(self, learning: Learning, plan_id: str) -> None:
        self.learning = learning
        self.host = learning.learner("Ira Ode", Role.INSTRUCTOR)
        self.other = learning.learner("Otto Ode", Role.INSTRUCTOR)
        with learning.installation.writing() as work:
            self.run_id = runs.make(
                work,
                self.host.viewer,
                learning.cohort_id,
                plan_id,
                "An evening on repair",
                work.now + timedelta(minutes=5),
                90,
                "Europe/London",
                24,
                True,
            )
        self.room = Room(learning.installation, self.host.viewer, self.run_id)

    @property
    def address(self) -> str:
        return f"{self.learning.server.url}/console?run={self.run_id}"

    def where(self) -> tuple[str, str]:
        """The activity that the run is at, and its stage."""
        state, plan = self.room.host_scene().run.state, self.room.host_scene().run.plan
        return state.activity(plan).id, state.stage.value

    def open(self, page: Page, context: BrowserContext, person: Person) -> None:
        self.learning.sign_in(context, person)
        open_page(page, self.address)
        expect(page.locator("body[data-console]")).to_be_attached(timeout=SLOW)


@contextmanager
def _beside(page: Page) -> Iterator[tuple[BrowserContext, Page]]:
    """A second browser, closed at the end."""
    assert page.context.browser is not None
    context = page.context.browser.new_context(locale="en-GB", reduced_motion="reduce")
    try:
        yield context, context.new_page()
    finally:
        context.close()


def _at(page: Page, title: str, stage: str) -> None:
    expect(page.get_by_role("heading", name=title, exact=True, level=2)).to_be_visible(timeout=SLOW)
    expect(page.locator(".gs-eyebrow", has_text=stage)).to_be_visible(timeout=SLOW)


def _key(page: Page, key: str, then: Callable[[], None]) -> None:
    settle(page)
    page.keyboard.press(key)
    then()


def test_a_host_leads_by_keys_and_another_console_follows_by_itself(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    led.room.join(8)
    led.open(page, context, led.host)
    with _beside(page) as (others, other):
        led.open(other, others, led.other)
        press(page, "Start the workshop")
        _at(page, "The wall", "1 of 4, open")
        _at(other, "The wall", "1 of 4, open")
        _key(page, "n", lambda: _at(page, "A new name", "2 of 4, waiting"))
        _at(other, "A new name", "2 of 4, waiting")
        _key(page, "o", lambda: _at(page, "A new name", "2 of 4, open"))
        expect(page.get_by_role("timer")).to_have_text(re.compile(r"^2:\d\d$"), timeout=SLOW)
    led.room.answers([{"text": f"Name {n}"} for n in range(7)])
    _key(page, "c", lambda: _at(page, "A new name", "2 of 4, closed"))
    assert led.where() == ("new-name", "closed")
    _moderate(page)
    _key(page, "r", lambda: _at(page, "A new name", "2 of 4, revealed"))
    shown = page.locator(".gs-live-room li")
    expect(shown).to_have_count(6, timeout=SLOW)
    _key(page, "?", lambda: expect(page.get_by_text("Listen for keys")).to_be_visible())
    page.get_by_text("Listen for keys").click()
    settle(page)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    settle(page)
    assert led.where() == ("new-name", "revealed")


def _moderate(page: Page) -> None:
    """One text is taken down; the rest are put up."""
    expect(page.get_by_role("button", name="Take down")).to_have_count(7, timeout=SLOW)
    page.get_by_role("button", name="Take down").first.click()
    expect(page.get_by_role("button", name="Take down")).to_have_count(6, timeout=SLOW)
    press(page, "Put all of them up")
    expect(page.get_by_role("button", name="Put up")).to_have_count(0, timeout=SLOW)


def test_the_loser_of_two_clicks_is_told_that_the_run_has_moved_on(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    led.room.do("start")
    context.route("**/nudges", lambda route: route.abort())  # this window hears of nothing
    led.open(page, context, led.host)
    led.room.do("next")
    press(page, "Next")
    expect(page.get_by_text(MOVED_ON)).to_be_visible(timeout=SLOW)
    assert led.where() == ("new-name", "waiting")
    _at(page, "A new name", "2 of 4, waiting")


def test_the_board_opens_by_its_link_until_it_is_revoked(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-8-gallery")
    led.room.do("start")
    led.open(page, context, led.host)
    page.get_by_text("Board for the projector").click()
    press(page, "Make the link")
    link = page.get_by_role("link", name="Open the board")
    expect(link).to_be_visible(timeout=SLOW)
    address = str(link.get_attribute("href"))
    with _beside(page) as (_, board):
        board.goto(address)
        expect(board.get_by_text("First sheet.", exact=False)).to_be_visible(timeout=SLOW)
        press(page, "Revoke it")
        expect(link).to_have_count(0, timeout=SLOW)
        answer = board.goto(address)
        assert answer is not None
        assert answer.status == 404


def test_role_plays_stop_seats_are_minded_and_a_phone_is_wide_enough(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-6-two-minute-stay")
    led.room.join(4)
    led.room.join(3, "online")
    led.room.do("start", "open")
    with learning.installation.writing() as work:
        care.word(work, None, led.run_id, led.room.tokens[0])
    page.set_viewport_size(NARROW)
    led.open(page, context, led.host)
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) == 390
    groups = page.locator(".gs-live-list").filter(has_text="Group 1")
    expect(groups.locator("li")).to_have_count(3, timeout=SLOW)
    expect(page.get_by_text("Asked for a word")).to_be_visible()
    press(page, "I have been there")
    expect(page.get_by_text("Asked for a word")).to_have_count(0, timeout=SLOW)
    press(page, "Stop all role-plays")
    expect(page.get_by_text("All role-plays are stopped.", exact=False)).to_be_visible(timeout=SLOW)
    assert led.room.host_scene().run.state.stopped
    press(page, "Carry on")
    _at(page, "Two-minute stay", "open")
    _seats(page, led)
    assert page.evaluate(wide) == 390


def _seats(page: Page, led: Led) -> None:
    """One is added without a device, and one removed."""
    page.get_by_text("Seats (7)").click()
    press(page, "Add somebody without a device")
    expect(page.get_by_text("Seats (8)")).to_be_visible(timeout=SLOW)
    settle(page)
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_text("Seats (7)")).to_be_visible(timeout=SLOW)
    assert sorted(seat.device for seat in led.room.host_scene().seats).count("none") <= 1


def test_a_small_room_is_offered_its_own_form(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    led = Led(learning, "lesson-1-colour-line")
    led.room.join(5)
    led.room.do("start")
    led.open(page, context, led.host)
    offered = page.get_by_text("As planned for a small room:", exact=False)
    expect(offered).to_be_visible(timeout=SLOW)
    press(page, "Use the form for a small room")
    _key(page, "o", lambda: _at(page, "The corridor", "1 of 4, open"))
    expect(page.locator(".gs-live-room")).to_contain_text("Put three marks along the floor")
    _key(page, "n", lambda: _at(page, "The wrong name", "2 of 4, waiting"))


@pytest.mark.parametrize("where", ["In the room", "Online"])
def test_a_learner_takes_part_from_the_first_page(
    learning: Learning, page: Page, context: BrowserContext, where: str
) -> None:
    led = Led(learning, "lesson-1-colour-line")
    sam = learning.learner("Sam")
    learning.sign_in(context, sam)
    open_page(page, learning.server.url)
    line = page.locator(f".st-key-quiet_live_{led.run_id} a")
    expect(line).to_contain_text("A workshop is open. An evening on repair", timeout=SLOW)
    line.click()
    page.get_by_role("button", name=where).click(timeout=SLOW)
    expect(page.get_by_text("It has not begun.", exact=False)).to_be_visible(timeout=SLOW)
    with learning.installation.writing() as work:
        runs.command(work, led.host.viewer, led.run_id, "start", 0)
    dot: Locator = page.get_by_role("heading", name="You come out eleven minutes late", exact=False)
    expect(dot.or_(page.get_by_text("Not open yet.", exact=False)).first).to_be_visible(
        timeout=SLOW
    )
    assert [seat.device for seat in led.room.host_scene().seats] == [
        {"In the room": "room", "Online": "online"}[where]
    ]
