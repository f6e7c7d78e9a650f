"""A course on cooking, served and walked in a browser to its end; nothing speaks of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from course.access import Role
from course.authoring.load import load_course
from course.installation import Installation, open_installation
from course.settings import read
from course.wall import walls
from pages.ui.registry import offered
from tests import world
from tests.browser.looking import drawn
from tests.browser.walking import SLOW, heading, walk
from tests.kitchen.launch import COURSE
from tests.launch_server import Server

# What would give away that a page was written for another course. Ruptures, repairs and supervision
# are the practice itself, whatever a course is about.
OURS = re.compile(
    r"\b(?:clients?|therap\w*|coach\w*|eight|steady|apologi\w*|england)\b", re.IGNORECASE
)


@pytest.fixture
def kitchen(tmp_path: Path) -> Iterator[tuple[Server, Installation]]:
    server = Server(tmp_path / "kitchen", module="tests.kitchen.launch").start()
    opened = open_installation(read(server.environ()), load_course(COURSE).catalogue)
    yield server, opened
    opened.close()
    server.kill()


def says_nothing_of_ours(page: Page) -> None:
    shown = page.locator("body").inner_text()
    assert OURS.findall(shown) == []


def test_a_learner_finishes_a_course_on_cooking(
    kitchen: tuple[Server, Installation], context: BrowserContext, page: Page
) -> None:
    server, installation = kitchen
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Cooks")
        walls.open_for(work, cohort_id)
        account = world.account(work, "Kim")
        world.join(work, account, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account)
    page.goto(server.url)
    heading(page, "Saving supper")
    says_nothing_of_ours(page)
    name = f"goldseam_{installation.id[:8]}"
    context.add_cookies([{"name": name, "value": token, "url": server.url}])
    page.goto(server.url)
    heading(page, "Welcome, Kim")
    expect(page.get_by_text("Your bowl has two cracks.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("in preparation")).to_have_count(0)
    says_nothing_of_ours(page)
    for number, edition in enumerate(installation.catalogue.in_place(None).editions.values()):
        page.locator(".gs-rows a").nth(number).click()
        walk(page, edition.lesson, {})
        heading(page, "Welcome back, Kim")
        said = ("One seam of your bowl is mended.", "Two seams of your bowl are mended.")[number]
        expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)
    for edition in installation.catalogue.in_place(None).editions.values():
        for step in edition.lesson.steps:
            page.goto(f"{server.url}/lesson?lesson={edition.lesson.id}&step={step.id}")
            heading(page, step.title)
            says_nothing_of_ours(page)
    with installation.reading() as work:
        viewer = world.viewer(work, token)
    for entry in offered(viewer):
        if entry.path != "lesson":
            page.goto(f"{server.url}/{entry.path}")
            drawn(page)
            says_nothing_of_ours(page)
