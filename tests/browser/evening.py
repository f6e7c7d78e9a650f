"""An evening: a workshop led from a console, with a board, phones in Chromium and phones without.

The console is a page of a signed-in host; the board opens by the link made there. Every phone is a
browser of its own, the first one on the room's plain-http address; the rest of the room speaks the
same protocol from a thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ProxySettings, expect

from course.access import Role
from course.workshop import runs
from pages.rehearsal.phone import Scene
from tests import rooms, world
from tests.browser.learning import connected, open_page, press, settle
from tests.browser.sleeping import Way
from tests.browser.walking import SLOW
from tests.content import our_course
from tests.launch_server import Server, cookie
from tests.live import served
from tests.live.crowd import Crowd
from tests.live.served import Hosted

ROOM = "room.test"
PLAN = our_course().workshops["ninety-minutes"]
TITLE = "An evening on repair"
OF = len(PLAN.activities)
LOST = "The line is gone. This phone keeps trying to get back."
RECEIVED = "Received. You can change it until time is up or the host closes it."


@dataclass
class Evening:
    """Everybody who is there."""

    hosted: Hosted
    console: Page
    browser: Browser
    doors: ExitStack
    crowd: Crowd
    phones: list[Page] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    board: Page = field(init=False)
    way: Way = field(init=False)

    @property
    def server(self) -> Server:
        """What serves it."""
        return self.hosted.server

    @property
    def screens(self) -> list[Page]:
        """The board, and every phone in Chromium that is there."""
        return [self.board, *self.phones]

    def tab(self, width: int, height: int, proxy: ProxySettings | None = None) -> Page:
        """A browser that knows nothing yet, closed at the end."""
        context = self.browser.new_context(
            locale="en-GB",
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
            proxy=proxy,
        )
        self.doors.callback(context.close)
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def open_board(self) -> None:
        """Make its link on the console, unfolded before it begins, and open it on the projector."""
        press(self.console, "Make the link")
        link = self.console.get_by_role("link", name="Open the board")
        expect(link).to_be_visible(timeout=SLOW)
        self.board = self.tab(1280, 720)
        self.board.goto(str(link.get_attribute("href")))

    def arrive(
        self,
        where: str = "",
        device: str = "In the room",
        proxy: ProxySettings | None = None,
    ) -> Page:
        """One more phone joins by the code."""
        phone = self.tab(390, 844, proxy)
        phone.goto(f"{where or self.server.url}/join")
        code = self.hosted.code
        phone.get_by_label("The code on the screen").fill(f"{code[:3]} {code[3:].lower()}")
        phone.get_by_role("button", name="Join").click()
        phone.get_by_role("button", name=device).click()
        expect(phone.locator(".sc-seat")).to_contain_text("You are ")
        self.phones.append(phone)
        return phone

    def arrive_sleepy(self) -> Page:
        """One more joins over a line of its own, which is its ``way``."""
        self.way = Way(self.server.port)
        port = self.crowd.do(self.way.begin())
        self.doors.callback(lambda: self.crowd.do(self.way.end()))
        return self.arrive(proxy={"server": f"socks5://127.0.0.1:{port}", "bypass": "<-loopback>"})

    def press(self, keys: str, title: str, where: str) -> None:
        """Keys of the console, one by one; then it is at an activity and a stage."""
        stage = self.console.locator(".gs-eyebrow").first
        for key in keys[:-1]:
            settle(self.console)
            before = stage.inner_text()
            self.console.keyboard.press(key)
            # A key does what the drawn stage allows: the next one waits for the next stage.
            expect(stage).not_to_have_text(before, timeout=SLOW)
        settle(self.console)
        self.console.keyboard.press(keys[-1])
        self.at(title, where)

    def click(self, name: str) -> None:
        """A button of the console."""
        press(self.console, name)

    def at(self, title: str, where: str) -> None:
        """The console is at an activity and a stage."""
        expect(self.console.locator(".gs-live-title")).to_have_text(title, timeout=SLOW)
        expect(self.console.locator(".gs-eyebrow").first).to_have_text(where, timeout=SLOW)

    def show(self, heading: str, screens: Iterable[Page] | None = None) -> None:
        """Every screen has come to a heading."""
        for screen in self.screens if screens is None else screens:
            expect(screen.get_by_role("heading", level=1)).to_have_text(heading, timeout=SLOW)

    def until(self, item: str, stage: str) -> list[Scene]:
        """Every phone without a browser is at a stage of a round."""
        return self.crowd.until(served.at(stage, item))

    def people(self, said: str) -> None:
        """The board's head-count."""
        expect(self.board.locator(".sc-people")).to_have_text(said, timeout=SLOW)

    def back(self) -> None:
        """Wait until console and phones have their line to a new server."""
        connected(self.console)
        for phone in self.phones:
            expect(phone.locator(".sc-line-state")).to_be_hidden(timeout=SLOW)


def seat(phone: Page) -> str:
    """Whose phone it is."""
    return phone.locator(".sc-seat").inner_text()


def dot(phone: Page) -> Locator:
    """The dot on a line of colours."""
    return phone.get_by_role("slider", name="Where would you put it?")


def put(phone: Page, key: str, receipt: str = RECEIVED) -> None:
    """Put the dot to one end of the line by a key."""
    dot(phone).press(key)
    expect(phone.locator(".sc-receipt")).to_have_text(receipt, timeout=SLOW)


def step_back(phone: Page, what: str) -> None:
    """Choose something of what is always two taps away."""
    phone.get_by_role("button", name="Step back").click()
    phone.get_by_role("button", name=what).click()


def leave(phone: Page) -> None:
    """Give up a seat."""
    step_back(phone, "Leave the workshop")
    phone.get_by_role("button", name="Leave", exact=True).click()
    expect(phone.get_by_role("heading", name="You have left")).to_be_visible(timeout=SLOW)


def shares(screen: Page, number: int = 0) -> Locator:
    """How much each bar of a result says."""
    return screen.locator(".sc-bars").nth(number).locator(".sc-bar-head b")


def role(phone: Page) -> str:
    """What somebody is in a round of role-play."""
    expect(phone.locator(".sc-where")).to_be_visible(timeout=SLOW)
    return phone.locator(".sc-where b").last.inner_text()


def make(server: Server) -> Hosted:
    """A run of the plan, for guests, with its host signed in."""
    with server.opened() as installation, installation.writing() as work:
        cohort_id = world.cohort(work, "Of the host")
        account_id = world.account(work, "The host")
        world.join(work, account_id, cohort_id, Role.INSTRUCTOR)
        token = world.sign_in(work, account_id)
        viewer = world.viewer(work, token)
        soon = work.now + timedelta(minutes=5)
        run_id = runs.make(
            work, viewer, None, PLAN.id, TITLE, soon, 90, "Europe/London", 18, for_guests=True
        )
        code = runs.host_view(work, viewer, run_id).code
    return Hosted(server, run_id, code, token, "", viewer)


@contextmanager
def begin(data: Path, page: Page) -> Iterator[Evening]:
    """A server, a run of the plan, and its console and board open."""
    assert page.context.browser is not None
    with ExitStack() as doors:
        server = served.serve(data, room=ROOM)
        doors.callback(server.kill)
        hosted = make(server)
        crowd = Crowd(hosted)
        doors.callback(crowd.close)
        with server.opened() as installation:
            name, _, value = cookie(installation, hosted.token).partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": server.url}])
        evening = Evening(hosted, page, page.context.browser, doors, crowd)
        open_page(page, f"{server.url}/console?run={hosted.run_id}")
        expect(page.locator("body[data-console]")).to_be_attached(timeout=SLOW)
        evening.open_board()
        yield evening


def command(hosted: Hosted, name: str) -> int:
    """Ask something of a run past its console, as the operation would be asked."""
    with hosted.server.opened() as installation:
        return rooms.Room(installation, hosted.host, hosted.run_id).do(name)


def state(hosted: Hosted) -> Any:
    """Where the database says that a run is."""
    return hosted.seen().run.state
