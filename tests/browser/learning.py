"""A served course with one signed-in learner, put straight into its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role, Viewer
from course.authoring import load
from course.installation import Installation, open_installation
from course.settings import read
from tests import world
from tests.launch_server import Server

LESSON = "name-what-went-wrong"


@dataclass
class Learning:
    """A server, its installation opened a second time beside it, and a learner's cookie."""

    server: Server
    installation: Installation
    cohort_id: str
    viewer: Viewer
    token: str

    def sign_in(self, context: BrowserContext) -> None:
        """Give a browser the learner's cookie."""
        name = f"goldseam_{self.installation.id[:8]}"
        context.add_cookies([{"name": name, "value": self.token, "url": self.server.url}])

    def step(self, step_id: str) -> str:
        """The address of a step of the first lesson."""
        return f"{self.server.url}/lesson?lesson={LESSON}&step={step_id}"

    def open(self, page: Page, address: str) -> None:
        """Open an address and wait until its page is drawn."""
        page.goto(address)
        expect(page.locator("h1").first).to_be_visible(timeout=30_000)
        settle(page)


def settle(page: Page) -> None:
    """Wait until no run of the page is under way."""
    page.wait_for_timeout(150)
    expect(page.locator('.stApp[data-test-script-state="notRunning"]')).to_be_attached(
        timeout=30_000
    )


def begin(data: Path) -> Learning:
    """Start a server on ``data`` with a cohort and a learner named Sam."""
    server = Server(data).start()
    settings = read({"GOLDSEAM_DATA": str(data)})
    opened = open_installation(settings, load.load_course().catalogue)
    with opened.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira")
        account_id = world.account(work, "Sam")
        world.join(work, account_id, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account_id)
        viewer = world.viewer(work, token)
    return Learning(server, opened, cohort_id, viewer, token)


def end(learning: Learning) -> None:
    """Stop the server and give back the stores."""
    learning.installation.close()
    learning.server.kill()
