"""Every page in a real browser under the real headers: nothing blocked, nothing asked elsewhere."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect

from course.access import Role
from pages.ui.registry import PAGES
from tests import world
from tests.launch_server import Server, cookie


def _sign_in_with_every_role(server: Server, context: BrowserContext) -> None:
    with server.opened() as place, place.writing() as work:
        account = world.account(work, is_owner=True)
        world.join(work, account, world.cohort(work, "Learning here"), Role.LEARNER)
        world.join(work, account, world.cohort(work, "Teaching here"), Role.INSTRUCTOR)
        name, value = cookie(place, world.sign_in(work, account)).split("=", 1)
    context.add_cookies(
        [{"name": name, "value": value, "url": server.url, "httpOnly": True, "sameSite": "Lax"}]
    )


def _watch(page: Page, server: Server) -> list[str]:
    """What the browser complains of from now on."""
    amiss: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            amiss.append(message.text)

    def answered(response: Response) -> None:
        ours = response.url.startswith((server.url, "data:", "blob:"))
        if not ours or response.status >= 400:
            amiss.append(f"{response.status} {response.url}")

    page.on("console", heard)
    page.on("response", answered)
    page.on("pageerror", lambda error: amiss.append(str(error)))
    return amiss


def test_every_page_draws_under_its_policy_and_asks_nobody_else(
    server: Server, context: BrowserContext
) -> None:
    page = context.new_page()
    amiss = _watch(page, server)
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
    _sign_in_with_every_role(server, context)
    for entry in PAGES:
        page.goto(f"{server.url}/{entry.path}")
        expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
        expect(page.locator('.stApp[data-test-script-state="notRunning"]')).to_be_visible(
            timeout=60_000
        )
        assert amiss == [], entry.path
    page.goto(server.url.replace("localhost", "127.0.0.1"))
    expect(page).to_have_url(f"{server.url}/")
