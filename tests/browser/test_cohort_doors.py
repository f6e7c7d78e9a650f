"""Who is kept out of a cohort's pages, and that everyone let in can use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role, Viewer
from course.cohort import invitations, roster
from course.errors import NOT_FOUND
from db.queries import cohort as rows
from tests import world
from tests.browser import looking
from tests.browser.cohorts import Teaching
from tests.browser.opened import opened
from tests.browser.walking import SLOW, settle
from tests.launch_server import Server

PATHS = ("roster", "cohort-settings", "make-cohort", "makers")


@pytest.fixture
def here(shared_server: Server, context: BrowserContext) -> Iterator[Teaching]:
    with opened(shared_server) as installation:
        yield Teaching(shared_server, installation, context)


@pytest.mark.parametrize("path", PATHS)
def test_a_learner_is_told_it_is_not_there(here: Teaching, page: Page, path: str) -> None:
    here.sign_in(here.cohort("Closed"), Role.LEARNER, name="Lee")
    here.open(page, path, "Not here")
    expect(page.get_by_text(NOT_FOUND)).to_be_visible()
    expect(page.get_by_role("button", name="Invite")).to_have_count(0)


def remove_me(here: Teaching, viewer: Viewer, cohort_id: str) -> None:
    with here.installation.writing() as work:
        world.someone(work, cohort_id, Role.INSTRUCTOR, name="Stays")
        roster.remove(work, viewer, cohort_id, viewer.account_id, Role.INSTRUCTOR.value)


@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.get_by_role("button", name="Invite", exact=True).click(),
        lambda page: page.get_by_role("button", name="Make a new link").click(),
        lambda page: page.get_by_role("button", name="Take it back").click(),
    ],
)
def test_an_instructor_removed_while_connected_changes_nothing_more(
    here: Teaching, page: Page, act: Callable[[Page], None]
) -> None:
    cohort_id = here.cohort("Left")
    viewer = here.sign_in(cohort_id, Role.INSTRUCTOR, name="Leaving")
    with here.installation.writing() as work:
        invitations.invite(work, viewer, cohort_id, "Ana <ana@example.org>")
        (before,) = invitations.offers(work, viewer, cohort_id)
    here.open(page, "roster", "Roster")
    page.get_by_label("Names and addresses").fill("late@example.org")
    remove_me(here, viewer, cohort_id)
    act(page)
    expect(page.get_by_text(NOT_FOUND)).to_be_visible(timeout=SLOW)
    with here.installation.reading() as work:
        stays = rows.members(work.db, cohort_id)
        token = [account for account, _role, name, _email in stays if name == "Stays"]
    with here.installation.writing() as work:
        colleague = world.viewer(work, world.sign_in(work, token[0]))
        assert invitations.offers(work, colleague, cohort_id) == (before,)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390), ("light", 320)])
def test_the_pages_are_for_everyone(here: Teaching, page: Page, scheme: str, width: int) -> None:
    cohort_id = here.cohort("For everyone")
    viewer = here.sign_in(
        cohort_id, Role.INSTRUCTOR, name="Olga", is_owner=True, email="olga@example.org"
    )
    with here.installation.writing() as work:
        invitations.invite(work, viewer, cohort_id, "Ana <ana@example.org>")
        world.someone(work, cohort_id, name="A" * 60, email=f"{'b' * 60}@example.org")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    for path in PATHS:
        page.goto(f"{here.server.url}/{path}")
        expect(page.locator("h1").first).to_be_visible(timeout=SLOW)
        settle(page)
        assert looking.complaints(page) == [], path
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width, path
