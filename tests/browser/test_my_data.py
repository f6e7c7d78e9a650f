"""One learner takes their copy, then erases themselves, in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from course.study import attempts
from tests.browser.learning import LESSON, Learning, open_page
from tests.paper_text import letters_of


def test_a_learner_takes_a_copy_and_erases_themselves(learning: Learning, page: Page) -> None:
    sam = learning.learner("Canary Marigold")
    words = "a canary in the reeds"
    with learning.installation.writing() as work:
        attempts.submit(
            work, sam.viewer, learning.cohort_id, LESSON, "another-name", {"text": words}, "k" * 16
        )
    learning.sign_in(page.context, sam)
    open_page(page, f"{learning.server.url}/account")
    page.get_by_role("link", name="Open My data").click()
    expect(page.get_by_role("heading", level=1, name="My data")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("1 reply")).to_be_visible()
    for link, kind in (("To read, as Markdown", "md"), ("To print, as PDF", "pdf")):
        with page.expect_download() as downloading:
            page.get_by_role("link", name=link).click()
        assert downloading.value.suggested_filename == f"goldseam-my-data.{kind}"
        data = downloading.value.path().read_bytes()
        shown = letters_of(data) if kind == "pdf" else data.decode().replace(" ", "")
        assert words.replace(" ", "") in shown
        assert "CanaryMarigold" in shown
    page.get_by_role("link", name="Read what it means first").click()
    page.get_by_label("Type “erase me” to do it").fill("erase me")
    page.get_by_role("button", name="Erase me").click()
    expect(page.get_by_role("heading", level=1, name="You are erased")).to_be_visible()
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert f"goldseam_{learning.installation.id[:8]}" not in names
    page.get_by_role("link", name="Go to the first page").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    assert page.title() == "Welcome - Goldseam"
    for file in learning.server.data.glob("goldseam.db*"):
        assert b"Marigold" not in file.read_bytes(), file.name
    assert "Marigold" not in learning.server.log()
    assert words not in learning.server.log()
