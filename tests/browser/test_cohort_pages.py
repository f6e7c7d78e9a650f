"""Making, filling and changing a cohort in a real browser, and who is kept out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role, Viewer
from course.cohort import contact, invitations, roster
from course.errors import NOT_FOUND
from course.installation import Installation
from db.queries import cohort as rows
from tests import world
from tests.browser.opened import opened
from tests.browser.walking import SLOW, heading, settle
from tests.launch_server import Server

HOSTILE = "**x** <b>Bo</b> $x$ :red[y] `z`"
PATHS = ("roster", "cohort-settings", "make-cohort", "makers")


@dataclass
class Here:
    """A served process, its data, and a browser's context to sign in."""

    server: Server
    installation: Installation
    context: BrowserContext

    def cohort(self, name: str, *, card: bool = True) -> str:
        with self.installation.writing() as work:
            cohort_id = world.cohort(work, name, starts_on=work.now.date() + timedelta(days=3))
            if not card:
                rows.save_card(work.db, cohort_id, {})
        return cohort_id

    def sign_in(self, cohort_id: str | None, role: Role, **columns: Any) -> Viewer:
        with self.installation.writing() as work:
            account_id = world.account(work, **columns)
            if cohort_id is not None:
                world.join(work, account_id, cohort_id, role)
            token = world.sign_in(work, account_id)
            viewer = world.viewer(work, token)
        name = f"goldseam_{self.installation.id[:8]}"
        self.context.add_cookies([{"name": name, "value": token, "url": self.server.url}])
        return viewer

    def open(self, page: Page, path: str, title: str) -> None:
        page.goto(f"{self.server.url}/{path}")
        heading(page, title)

    def state(self, viewer: Viewer, cohort_id: str) -> list[tuple[str, str, bool]]:
        with self.installation.reading() as work:
            found = roster.people(work, viewer, cohort_id)
        return [(one.name, one.role.value, one.has_joined) for one in found]


@pytest.fixture
def here(shared_server: Server, context: BrowserContext) -> Iterator[Here]:
    with opened(shared_server) as installation:
        yield Here(shared_server, installation, context)


def test_a_cohort_is_made_given_its_card_and_only_then_filled(here: Here, page: Page) -> None:
    here.sign_in(None, Role.INSTRUCTOR, name="Olga", is_owner=True)
    here.open(page, "make-cohort", "Make a cohort")
    expect(page.get_by_text("You also run this server, so nobody can promise")).to_be_visible()
    page.get_by_role("button", name="Make this cohort").click()
    expect(page.get_by_text("Give the cohort a name.")).to_be_visible(timeout=SLOW)
    page.get_by_label("Name", exact=True).fill(HOSTILE)
    page.get_by_label("Name", exact=True).press("Tab")
    page.get_by_role("radiogroup", name="Lessons open").get_by_text("On days I choose").click()
    expect(page.get_by_role("group", name="Lesson 1 opens")).to_be_visible(timeout=SLOW)
    settle(page)
    page.get_by_role("button", name="Make this cohort").click()
    heading(page, HOSTILE)
    assert page.url == f"{here.server.url}/cohort-settings"
    page.get_by_label("Welfare").fill("Welfare desk")
    page.get_by_role("button", name="Save the card").click()
    expect(page.get_by_text("Nobody can be invited until all four are filled in.")).to_be_visible(
        timeout=SLOW
    )
    here.open(page, "roster", "Roster")
    expect(page.get_by_text(contact.INCOMPLETE)).to_be_visible()
    expect(page.get_by_label("Names and addresses")).to_have_count(0)
    here.open(page, "cohort-settings", HOSTILE)
    for label in contact.LABELS.values():
        page.get_by_label(label, exact=True).fill(f"{label}, 01632 960001")
    page.get_by_role("button", name="Save the card").click()
    expect(page.get_by_text("The contact card is saved.")).to_be_visible(timeout=SLOW)
    here.open(page, "roster", "Roster")
    expect(page.get_by_label("Names and addresses")).to_be_visible()


def test_a_paste_is_mended_then_taken_whole(here: Here, page: Page) -> None:
    cohort_id = here.cohort("Pasted")
    viewer = here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ines")
    here.open(page, "roster", "Roster")
    expect(page.get_by_text("so they open on this computer only")).to_be_visible()
    box = page.get_by_label("Names and addresses")
    box.fill(f"{HOSTILE} <x@example.org>\nnobody\nBen, ben@")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("Nobody was invited: 2 lines to mend.")).to_be_visible(timeout=SLOW)
    assert page.locator(".st-key-quiet_outcome li").all_inner_texts() == [
        "Line 2: there is no address.",
        "Line 3: the part after the @ is not a whole domain, such as example.org.",
    ]
    expect(box).to_have_value(f"{HOSTILE} <x@example.org>\nnobody\nBen, ben@")
    assert here.state(viewer, cohort_id) == [("Ines", "instructor", True)]
    box.fill(f"{HOSTILE} <x@example.org>\nBen, ben@example.org")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("2 invited.", exact=True).first).to_be_visible(timeout=SLOW)
    expect(page.get_by_label("Names and addresses")).to_have_value("")
    names = page.locator(".gs-people bdi")
    assert names.all_inner_texts() == ["Ines", HOSTILE, "Ben"]
    assert page.locator(".gs-people b, .gs-people strong, .gs-people .katex").count() == 0


def test_a_file_is_read_by_our_own_route(here: Here, page: Page, tmp_path: Path) -> None:
    cohort_id = here.cohort("Filed")
    viewer = here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ines")
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url) if r.method in {"POST", "PUT"} else None)
    here.open(page, "roster", "Roster")
    file = tmp_path / "people.csv"
    send = page.get_by_role("button", name="Invite from the file")
    send.click()
    expect(page.get_by_text("Choose a file first.")).to_be_visible()
    file.write_bytes(b"email;name\r\nana@example.org;Ana\r\n;Ben\r\n")
    page.get_by_label("Or choose a CSV file").set_input_files(file)
    send.click()
    expect(page.get_by_text("Nobody was invited: 1 line to mend.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Line 3: there is no address.")).to_be_visible()
    file.write_bytes("\ufeffemail;name\r\nana@example.org;Ana\r\nben@example.org;Ben\r\n".encode())
    page.get_by_label("Or choose a CSV file").set_input_files(file)
    send.click()
    expect(page.get_by_text("2 invited.", exact=True).first).to_be_visible(timeout=SLOW)
    assert here.state(viewer, cohort_id) == [
        ("Ines", "instructor", True),
        ("Ana", "learner", False),
        ("Ben", "learner", False),
    ]
    assert set(sent) == {f"{here.server.url}/invite/csv"}


def test_a_link_is_shown_renewed_and_taken_back(here: Here, page: Page) -> None:
    cohort_id = here.cohort("Linked")
    viewer = here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ines")
    with here.installation.writing() as work:
        invitations.invite(work, viewer, cohort_id, "Ana <ana@example.org>")
        (offer,) = invitations.offers(work, viewer, cohort_id)
    here.open(page, "roster", "Roster")
    code = page.locator('[data-testid="stCode"]').first
    expect(code).to_contain_text(offer.url)
    page.get_by_role("button", name="Make a new link").click()
    expect(page.get_by_text("This is the new link.")).to_be_visible(timeout=SLOW)
    with here.installation.reading() as work:
        (renewed,) = invitations.offers(work, viewer, cohort_id)
    assert renewed.url != offer.url
    expect(code).to_contain_text(renewed.url)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The invitation is taken back.")).to_be_visible(timeout=SLOW)
    assert here.state(viewer, cohort_id) == [("Ines", "instructor", True)]


def test_the_owner_grants_and_takes_back(here: Here, page: Page) -> None:
    with here.installation.writing() as work:
        someone = world.account(work, f"Maker {HOSTILE}", email="maker@example.org")
        token = world.sign_in(work, someone)
    here.sign_in(None, Role.INSTRUCTOR, name="Olga", is_owner=True)
    here.open(page, "makers", "Who may make cohorts")
    page.get_by_role("combobox", name="Account").fill("maker@")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Let them make cohorts").click()
    row = page.locator(f".st-key-row_{someone}")
    expect(row.locator("bdi")).to_have_text(f"Maker {HOSTILE}", timeout=SLOW)
    assert may_make(here, token)
    row.get_by_role("button", name="Take it back").click()
    expect(row).to_have_count(0, timeout=SLOW)
    assert not may_make(here, token)


def may_make(here: Here, token: str) -> bool:
    with here.installation.reading() as work:
        return world.viewer(work, token).may_make_cohorts


def test_a_copy_is_made_with_its_dates_moved(here: Here, page: Page) -> None:
    cohort_id = here.cohort("This year")
    here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ines", may_make_cohorts=True)
    here.open(page, "cohort-settings", "This year")
    page.get_by_label("Name of the copy").fill("Next year")
    page.get_by_role("button", name="Make the copy").click()
    heading(page, "Next year")
    expect(page.get_by_text("The copy is made, and this is it.")).to_be_visible()
    expect(page.get_by_label("Welfare")).to_have_value(world.CARD["welfare"])


@pytest.mark.parametrize("path", PATHS)
def test_a_learner_is_told_it_is_not_there(here: Here, page: Page, path: str) -> None:
    here.sign_in(here.cohort("Closed"), Role.LEARNER, name="Lee")
    here.open(page, path, "Not here")
    expect(page.get_by_text(NOT_FOUND)).to_be_visible()
    expect(page.get_by_role("button", name="Invite")).to_have_count(0)


def remove_me(here: Here, viewer: Viewer, cohort_id: str) -> None:
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
    here: Here, page: Page, act: Callable[[Page], None]
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
def test_the_pages_are_for_everyone(here: Here, page: Page, scheme: str, width: int) -> None:
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
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width, path
