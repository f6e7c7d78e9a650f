"""The server dies while somebody types, and they reload, close the tab, or just wait."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from itertools import pairwise

from playwright.sync_api import BrowserContext, Locator, Page, expect

from course.authoring.schema import Reflection
from course.study import drafts
from tests.browser.halfway import HALFWAY, everywhere
from tests.browser.learning import Learning, Person, connected, open_page
from tests.browser.walking import SLOW
from tests.content import our_course
from tests.soak import size

AT_ONCE = 10
ROUNDS = size(1, 10)  # of ten tabs each
MOST_LOST = 5.0  # seconds of typing
BREAKS = ("kill", "reload", "close")

# Types the time of day, again and again, so that the words say when they were typed.
TYPE_ON = """
area => { const on = () => { area.value += `${Date.now()} `;
    area.dispatchEvent(new InputEvent("input", { bubbles: true })); };
  on(); setInterval(on, 120); }
"""


@dataclass
class Writing:
    """A tab in which somebody types. ``broke`` is when that came to its end, in seconds."""

    page: Page
    box: str
    how: str
    broke: float = 0.0

    def area(self) -> Locator:
        return self.page.locator(f'[id="gs-{self.box.replace("/", ".")}.1-text"]')


def boxes(number: int) -> list[tuple[str, str, str]]:
    """(lesson, step, exercise) of so many reflections."""
    found = [
        (edition.lesson.id, step.id, block.id)
        for edition in our_course().editions.values()
        for step in edition.lesson.steps
        for block in step.blocks
        if isinstance(block, Reflection)
    ]
    return found[:number]


def test_at_most_five_seconds_of_typing_are_lost(
    learning: Learning, context: BrowserContext
) -> None:
    chance = random.Random(14)
    for _ in range(ROUNDS):
        person = learning.learner()
        learning.sign_in(context, person)
        tabs = []
        for number, (lesson, step, exercise) in enumerate(boxes(AT_ONCE)):
            page = context.new_page()
            open_page(page, f"{learning.server.url}/lesson?lesson={lesson}&step={step}")
            tabs.append(Writing(page, f"{lesson}/{exercise}", BREAKS[number % len(BREAKS)]))
        began = time.time()
        for tab in tabs:
            tab.area().evaluate(TYPE_ON)
        _break_off(learning, tabs, chance)
        for tab in tabs:
            kept = _kept(learning, person, tab.box)
            stamps = [int(word) / 1000 for word in kept.split()]
            assert stamps[0] - began < 2 * MOST_LOST
            assert all(0 <= later - one < 2.5 for one, later in pairwise(stamps))
            lost = tab.broke - stamps[-1]
            assert lost <= MOST_LOST, (tab.how, lost)
            if tab.how == "reload":
                expect(tab.area()).to_have_value(kept, timeout=SLOW)
            tab.page.close()


def _break_off(learning: Learning, tabs: list[Writing], chance: random.Random) -> None:
    """Each tab at its own moment; the server last, and with it the tabs that are left."""
    for tab in sorted((one for one in tabs if one.how != "kill"), key=lambda _: chance.random()):
        time.sleep(chance.uniform(0.2, 1.6))
        tab.broke = time.time()
        tab.page.reload() if tab.how == "reload" else tab.page.close()
    dying = [tab for tab in tabs if tab.how == "kill"]
    for tab in dying:
        tab.broke = time.time()
    learning.server.kill()
    for tab in dying:
        tab.page.close()  # with all that stood in it alone
    learning.server.start()


def _kept(learning: Learning, person: Person, box: str) -> str:
    """A draft, once the last of it has arrived."""
    time.sleep(0.3)
    with learning.installation.reading() as work:
        kept = drafts.load(work, person.viewer, learning.cohort_id, box)
    assert kept is not None
    return kept.text


def test_what_stands_in_the_browser_alone_is_still_there_and_goes_on(
    learning: Learning, context: BrowserContext
) -> None:
    here = everywhere(learning, context)
    pages = [before(here) for before, _ in HALFWAY]
    learning.server.kill()
    learning.server.start()
    for page, (_, after) in zip(pages, HALFWAY, strict=True):
        connected(page)
        after(here, page)
