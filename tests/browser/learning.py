"""A served course with one signed-in learner, put straight into its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role, Viewer
from course.installation import Installation, open_installation
from course.settings import read
from course.study import attempts, drafts, progress
from tests import world
from tests.browser import runs
from tests.content import our_course
from tests.launch_server import Server

LESSON = "name-what-went-wrong"
settle = runs.settle


@dataclass(frozen=True)
class Person:
    """A signed-in learner: who they are, and their cookie's token."""

    viewer: Viewer
    token: str


@dataclass
class Learning:
    """A server, and its installation opened a second time beside it."""

    server: Server
    installation: Installation
    cohort_id: str

    def learner(self, name: str = "Sam", role: Role = Role.LEARNER) -> Person:
        """Somebody new in the cohort, signed in."""
        with self.installation.writing() as work:
            account_id = world.account(work, name)
            world.join(work, account_id, self.cohort_id, role)
            token = world.sign_in(work, account_id)
            return Person(world.viewer(work, token), token)

    def sign_in(self, context: BrowserContext, person: Person) -> None:
        """Give a browser somebody's cookie."""
        name = f"goldseam_{self.installation.id[:8]}"
        context.add_cookies([{"name": name, "value": person.token, "url": self.server.url}])

    def step(self, step_id: str) -> str:
        """The address of a step of the first lesson."""
        return f"{self.server.url}/lesson?lesson={LESSON}&step={step_id}"

    def draft(self, person: Person, box: str) -> str:
        """What the server keeps of a box now."""
        with self.installation.reading() as work:
            kept = drafts.load(work, person.viewer, self.cohort_id, f"{LESSON}/{box}")
        return "" if kept is None else kept.text

    def answers(self, person: Person, exercise_id: str) -> list[dict[str, Any]]:
        """The answers a learner has submitted to an exercise, the first one first."""
        with self.installation.reading() as work:
            mine = attempts.mine(work, person.viewer, self.cohort_id, LESSON)
        return [attempt.answer for attempt in mine.get(exercise_id, ())]

    def done(self, person: Person) -> frozenset[str]:
        """The ids of the steps a learner has done."""
        with self.installation.reading() as work:
            return progress.lesson(work, person.viewer, self.cohort_id, LESSON).done


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until its page is drawn."""
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=30_000)
    settle(page)


def connected(page: Page) -> None:
    """Wait until a tab speaks with a server that was started anew."""
    expect(page.locator('.stApp[data-test-connection-state="CONNECTED"]')).to_be_attached(
        timeout=60_000
    )
    settle(page)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page to settle."""
    page.get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def begin(data: Path) -> Learning:
    """Start a server on ``data`` with a cohort and its instructor."""
    server = Server(data).start()
    settings = read({"GOLDSEAM_DATA": str(data)})
    opened = open_installation(settings, our_course())
    with opened.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira")
    return Learning(server, opened, cohort_id)


def end(learning: Learning) -> None:
    """Stop the server and give back the stores."""
    learning.installation.close()
    learning.server.kill()
