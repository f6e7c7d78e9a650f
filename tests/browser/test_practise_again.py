"""A week later in a browser: what has come back is taken up, answered, compared and taken away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from course.access import Role
from course.authoring.schema import Reply
from course.installation import open_installation
from course.settings import read
from course.study import attempts, take_away
from tests import world
from tests.browser import learning as served
from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle
from tests.browser.lists import pick
from tests.browser.walking import SLOW, rate
from tests.clock import HandClock
from tests.content import our_course
from tests.launch_server import Server
from tests.paper_text import text_of

FIRST = "Desmond, I am sorry."
MEANT = 'Next time I stop and say the name. #"Yes"'
WAITED = 8


@pytest.fixture(scope="module")
def learning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    data = tmp_path_factory.mktemp("again") / "served"
    server = Server(data)
    now = datetime.now(UTC)
    clock = HandClock(now - timedelta(days=WAITED))
    opened = open_installation(read(server.environ()), our_course(), clock)
    with opened.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
    begun = Learning(server, opened, cohort_id)
    server.start()
    yield begun
    served.end(begun)


@pytest.fixture
def person(learning: Learning, context: BrowserContext) -> Person:
    """Somebody who wrote a reply and an intention eight days ago, and has just signed in."""
    clock = learning.installation.clock
    assert isinstance(clock, HandClock)
    clock.set(datetime.now(UTC) - timedelta(days=WAITED))
    sam = learning.learner()
    with learning.installation.writing() as work:
        for number, (exercise, text) in enumerate([("another-name", FIRST), ("next-time", MEANT)]):
            place = (sam.viewer, learning.cohort_id, LESSON, exercise)
            attempts.submit(work, *place, {"text": text}, f"key-{number:08}")
    clock.set(datetime.now(UTC))
    learning.sign_in(context, sam)
    return sam


def test_home_leads_to_an_intention_with_a_new_case_beside_the_first_attempt(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, learning.server.url)
    page.get_by_role("link", name="Back for practice. Two things, about 13 minutes").click()
    expect(page.get_by_role("heading", level=1, name="Practise again")).to_be_visible()
    settle(page)
    card = page.locator(".st-key-card_back_name-what-went-wrong_next-time")
    expect(card.get_by_text(MEANT)).to_be_visible()
    card.get_by_role("button", name="Begin").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your intention, with a case")
    expect(page.locator(".gs-attempts .gs-words")).to_have_text([MEANT, FIRST])
    expect(page.get_by_text("You have not met this case before.")).to_be_visible()
    here = page.locator('[class*="st-key-exercise_"]')
    case = _case(page, learning)
    expect(here.get_by_text(case.title, exact=True)).to_be_visible()
    here.locator(".gs-write textarea").fill("I see that you went quiet after I spoke.")
    here.locator(".gs-submit").click()
    rate(here)
    expect(page.locator(".gs-exemplar")).to_be_visible()
    later = datetime.now(UTC) + timedelta(days=30 - WAITED)
    again = f"It comes back on {later.day} {later:%B}. There is nothing to remember until then."
    expect(page.get_by_text(again)).to_be_visible()
    page.get_by_role("link", name="Practise again").click()
    settle(page)
    expect(page.get_by_role("button", name="Begin")).to_have_count(1)


def _case(page: Page, learning: Learning) -> Reply:
    key = page.locator('[class*="st-key-exercise_"]').get_attribute("class") or ""
    name = key.split("st-key-exercise_")[1].split()[0]
    return learning.installation.catalogue.unseen(LESSON, name)


def test_it_is_put_off_or_let_go_by_the_keyboard_and_brought_back(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, f"{learning.server.url}/again")
    page.get_by_role("button", name="Not now").first.press("Enter")
    settle(page)
    expect(page.get_by_role("button", name="Not now")).to_have_count(1)
    page.get_by_role("button", name="Let it go").press("Enter")
    settle(page)
    expect(page.get_by_text("Nothing is here today. The next comes back on")).to_be_visible()
    page.get_by_role("button", name="Bring it back").press("Enter")
    settle(page)
    expect(page.get_by_role("button", name="Begin")).to_have_count(1)


def test_what_was_begun_is_still_there_after_a_reload(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, f"{learning.server.url}/again")
    press(page, "Begin")
    title = page.locator('[class*="st-key-exercise_"] .gs-eyebrow').first.inner_text()
    page.locator(".gs-write textarea").fill("Half a")
    expect(page.get_by_text("Saved", exact=False).first).to_be_visible(timeout=15_000)
    page.reload()
    expect(page.locator(".gs-write textarea")).to_have_value("Half a", timeout=30_000)
    expect(page.locator('[class*="st-key-exercise_"] .gs-eyebrow').first).to_have_text(title)
    open_page(page, f"{learning.server.url}/again")
    expect(page.get_by_role("button", name="Go on", exact=True)).to_have_count(1)


def test_the_card_takes_ones_own_words_and_comes_as_a_pdf(
    learning: Learning, person: Person, page: Page, tmp_path: Path
) -> None:
    open_page(page, f"{learning.server.url}/take-away")
    move = page.locator(".st-key-move_own")
    pick(page, "Your words for: Own my part", re.compile("Next time"))
    expect(move.locator(".gs-words")).to_have_text(MEANT)
    page.get_by_role("textbox", name="For my client").fill("Say on Friday what I will change.")
    page.get_by_role("textbox", name="For my client").blur()
    settle(page)
    for name, said in (("repair-card", MEANT), ("next-steps", "Say on Friday what I will change.")):
        with page.expect_download() as download:
            page.locator(f'a[href$="{name}.pdf"]').click()
        target = tmp_path / f"{name}.pdf"
        download.value.save_as(target)
        assert said in text_of(target.read_bytes()).split("\n")


def test_next_steps_are_filled_from_what_was_written_and_kept(
    learning: Learning, person: Person, page: Page
) -> None:
    open_page(page, f"{learning.server.url}/take-away")
    page.get_by_role("textbox", name="For me").fill("Breathe first.")
    page.get_by_role("textbox", name="For me").blur()
    settle(page)
    pick(page, "Something you wrote", re.compile("Next time"))
    press(page, "Add it for me")
    both = f"Breathe first.\n\n{MEANT}"
    expect(page.get_by_role("textbox", name="For me")).to_have_value(both)
    open_page(page, f"{learning.server.url}/take-away")
    expect(page.get_by_role("textbox", name="For me")).to_have_value(both)


def test_next_steps_are_kept_while_they_are_typed(
    learning: Learning, person: Person, page: Page
) -> None:
    def steps() -> tuple[str, str]:
        with learning.installation.reading() as work:
            kept = take_away.next_steps(work, person.viewer, learning.cohort_id)
        return kept.me, kept.client

    def kept_within(seconds: float, *texts: str) -> None:
        until = time.monotonic() + seconds
        while steps() != texts and time.monotonic() < until:
            page.wait_for_timeout(100)
        assert steps() == texts

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    open_page(page, f"{learning.server.url}/take-away")
    mine, theirs = (page.get_by_role("textbox", name=name) for name in ("For me", "For my client"))
    said = page.get_by_text("Kept as you write.")
    expect(said).to_be_visible()
    mine.press_sequentially("Breathe")
    kept_within(20, "Breathe", "")
    expect(mine).to_be_focused()
    page.keyboard.type(" first.")
    kept_within(20, "Breathe first.", "")
    theirs.press_sequentially("Ask how it was.")
    asked: list[str] = []
    page.once("dialog", stay)
    page.evaluate("location.reload()")  # at once, and still in the box
    kept_within(20, "Breathe first.", "Ask how it was.")
    assert asked == ["beforeunload"]
    settle(page)
    page.context.set_offline(True)
    mine.press_sequentially(" Then speak.")
    expect(page.get_by_text("Not kept yet. Your words are still here.")).to_be_visible()
    page.context.set_offline(False)
    expect(said).to_be_visible(timeout=SLOW)
    kept_within(20, "Breathe first. Then speak.", "Ask how it was.")


def test_an_instructor_is_offered_neither(learning: Learning, context: BrowserContext) -> None:
    clock = learning.installation.clock
    assert isinstance(clock, HandClock)
    clock.set(datetime.now(UTC))
    ira = learning.learner("Ira", Role.INSTRUCTOR)
    learning.sign_in(context, ira)
    page = context.new_page()
    for path in ("again", "take-away"):
        open_page(page, f"{learning.server.url}/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Not here")
