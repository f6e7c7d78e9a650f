"""Making, filling and changing a cohort in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role
from course.cohort import contact, invitations
from tests import world
from tests.browser import looking
from tests.browser.cohorts import Teaching
from tests.browser.opened import opened
from tests.browser.walking import SLOW, heading, settle
from tests.launch_server import Server

HOSTILE = "**x** <b>Bo</b> $x$ :red[y] `z`"


@pytest.fixture
def here(shared_server: Server, context: BrowserContext) -> Iterator[Teaching]:
    with opened(shared_server) as installation:
        yield Teaching(shared_server, installation, context)


def test_a_cohort_is_made_given_its_card_and_only_then_filled(here: Teaching, page: Page) -> None:
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


def test_a_paste_is_mended_then_taken_whole(here: Teaching, page: Page) -> None:
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
    expect(page.get_by_text("No letter goes out, because no mail is set up here")).to_be_visible()
    expect(box).to_have_count(1)  # until the page is drawn to its end, the filled one stays too
    expect(box).to_have_value("")
    names = page.locator(".gs-people bdi")
    assert names.all_inner_texts() == ["Ines", HOSTILE, "Ben"]
    assert page.locator(".gs-people b, .gs-people strong, .gs-people .katex").count() == 0


def test_a_file_is_read_by_our_own_route(here: Teaching, page: Page, tmp_path: Path) -> None:
    cohort_id = here.cohort("Filed")
    viewer = here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ines")
    with looking.requests(page) as asked:
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
        file.write_bytes(
            "\ufeffemail;name\r\nana@example.org;Ana\r\nben@example.org;Ben\r\n".encode()
        )
        page.get_by_label("Or choose a CSV file").set_input_files(file)
        send.click()
        expect(page.get_by_text("2 invited.", exact=True).first).to_be_visible(timeout=SLOW)
    assert here.state(viewer, cohort_id) == [
        ("Ines", "instructor", True),
        ("Ana", "learner", False),
        ("Ben", "learner", False),
    ]
    sent = {url for method, url in asked if method in {"POST", "PUT"}}
    assert sent == {f"{here.server.url}/invite/csv"}


def test_a_link_is_shown_renewed_and_taken_back(here: Teaching, page: Page) -> None:
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


def test_the_owner_grants_and_takes_back(here: Teaching, page: Page) -> None:
    with here.installation.writing() as work:
        someone = world.account(work, f"Maker {HOSTILE}", email="maker@example.org")
        token = world.sign_in(work, someone)
    here.sign_in(None, Role.INSTRUCTOR, name="Olga", is_owner=True)
    here.open(page, "makers", "Who may make cohorts")
    page.get_by_role("button", name="Let them make cohorts").click()
    expect(page.get_by_text("Choose a person first.")).to_be_visible(timeout=SLOW)
    page.get_by_role("combobox", name="Account").fill("maker@")
    page.get_by_role("option", name="maker@example.org").click()
    page.get_by_role("button", name="Let them make cohorts").click()
    row = page.locator(f".st-key-row_{someone}")
    expect(row.locator("bdi")).to_have_text(f"Maker {HOSTILE}", timeout=SLOW)
    assert may_make(here, token)
    row.get_by_role("button", name="Take it back").click()
    expect(row).to_have_count(0, timeout=SLOW)
    assert not may_make(here, token)


def may_make(here: Teaching, token: str) -> bool:
    with here.installation.reading() as work:
        return world.viewer(work, token).may_make_cohorts


def test_a_copy_is_made_with_its_dates_moved(here: Teaching, page: Page) -> None:
    cohort_id = here.cohort("This year")
    here.sign_in(cohort_id, Role.INSTRUCTOR, name="Ines", may_make_cohorts=True)
    here.open(page, "cohort-settings", "This year")
    page.get_by_label("Name of the copy").fill("Next year")
    page.get_by_role("button", name="Make the copy").click()
    heading(page, "Next year")
    expect(page.get_by_text("The copy is made, and this is it.")).to_be_visible()
    expect(page.get_by_label("Welfare")).to_have_value(world.CARD["welfare"])
