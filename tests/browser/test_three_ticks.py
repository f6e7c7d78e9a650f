"""One cohort over its three days of figures, as its instructor and a learner read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from course.authoring.schema import Check
from course.cohort import measures
from course.cohort.channels import check_channel, completion_channel, rating_channel
from course.cohort.labels import NOT_PUBLISHED
from course.installation import open_installation
from course.settings import read
from pages.ui.overview_facts import say_day
from tests import world
from tests.browser import fellows, reading
from tests.browser.walking import SLOW, heading, settle
from tests.clock import HandClock
from tests.content import our_course
from tests.launch_server import Server
from tests.paper_text import text_of
from tests.privacy.worlds import Group, group

CATALOGUE = our_course()
LESSONS = [edition.lesson for edition in CATALOGUE.editions.values()]
SKILLS = [one.id for one in CATALOGUE.rubric.skills]
SIZE = 18
# Eighteen may have three days of figures, spread from the freeze on day 7 to day 56.
FREEZE, TICKS = 7, (24, 40, 56)
BLACK = "rgb(0, 0, 0)"
_TEXT = """
() => {
  const all = document.querySelector('[data-testid="stMain"]').innerText;
  return all.slice(all.indexOf("Learners counted"), all.indexOf("What the words mean"));
}
"""


@dataclass
class Weeks:
    """A cohort of eighteen whose time a test lets pass."""

    server: Server
    here: Group
    start: date
    tokens: dict[str, str]

    def go_to(self, day: int) -> None:
        """Noon of a day of the course, with everything due done by the server."""
        by = datetime.combine(self.start + timedelta(days=day), time(12), UTC)
        self.server.move_clock(seconds=(by - self.here.clock.now()).total_seconds())
        self.here.clock.set(by)
        with fellows.second_process(self.server) as beside:
            fellows.wait_until_decided(beside, self.here.cohort_id)

    def day(self, day: int) -> str:
        return say_day(self.start + timedelta(days=day))

    def open(self, page: Page, who: str) -> str:
        """What somebody reads, opened anew, from the facts to the last figure."""
        path, title = {
            "instructor": ("cohort", "Invented cohort"),
            "learner": ("what-my-instructor-sees", "What my instructor sees"),
        }[who]
        name = f"goldseam_{self.here.installation.id[:8]}"
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": self.tokens[who], "url": self.server.url}]
        )
        page.goto(f"{self.server.url}/{path}")
        heading(page, title)
        expect(page.get_by_role("heading", name="What the words mean")).to_be_visible(timeout=SLOW)
        settle(page)
        return still(page)

    def rate(self, who: range, wave: str, ratings: tuple[int, ...]) -> None:
        """These learners rate all skills alike."""
        for skill, rating in zip(SKILLS, ratings, strict=True):
            self.here.give(*who, channel=rating_channel(wave, skill), value=rating)

    def complete(self, who: range, lesson: int) -> None:
        self.here.give(*who, channel=completion_channel(LESSONS[lesson].id))


def still(page: Page) -> str:
    """The page's text, once its charts are drawn and it changes no more."""
    undrawn = page.locator('[class*="st-key-chart_"]:not(:has(.main-svg .annotation))')
    expect(undrawn).to_have_count(0, timeout=SLOW)
    text, before = str(page.evaluate(_TEXT)), ""
    while text != before:
        page.wait_for_timeout(400)
        text, before = str(page.evaluate(_TEXT)), text
    return text


@pytest.fixture
def weeks(tmp_path: Path) -> Iterator[Weeks]:
    """The cohort, served before its roster is fixed."""
    server = Server(tmp_path / "served")
    clock = HandClock(datetime.now(UTC))
    with closing(open_installation(read(server.environ()), CATALOGUE, clock)) as installation:
        here = group(installation, clock, SIZE)
        now = clock.now()
        clock.move(days=57)  # sign-ins that last until the end
        with installation.writing() as work:
            tokens = {
                "instructor": world.sign_in(work, here.instructor.account_id),
                "learner": world.sign_in(work, here.learner.account_id),
            }
        clock.set(now)
        server.start()
        yield Weeks(server, here, now.date(), tokens)
        server.kill()


def test_a_cohort_is_read_over_three_days_of_figures(
    weeks: Weeks, context: BrowserContext, page: Page
) -> None:
    before_the_first(weeks, page)
    the_first(weeks, page)
    the_second(weeks, page)
    the_third(weeks, page)
    as_files(weeks, page)


def before_the_first(weeks: Weeks, page: Page) -> None:
    weeks.go_to(FREEZE)
    weeks.complete(range(6), 0)
    weeks.rate(range(12), "before", (4, 2, 4, 4, 2, 3, 3, 3))
    text = weeks.open(page, "instructor")
    assert f"The first figures can come on {weeks.day(TICKS[0])}." in text
    assert "at least 6" not in text
    # What stands ready is open, since nothing that is published says what to do.
    expect(page.get_by_text("Together: Two-minute stay")).to_be_visible()


def the_first(weeks: Weeks, page: Page) -> None:
    weeks.go_to(TICKS[0])
    text = weeks.open(page, "instructor")
    for said in (
        f"Learners counted\n\n18\n\nNext figures\n\n{weeks.day(TICKS[1])}",
        f"What changed on {weeks.day(TICKS[0])}\n\n9 figures came for the first time.",
        "‘Steady myself’ and ‘Make room for their reaction’ were rated lowest before the course. "
        "Lesson 4 trains ‘Steady myself’; consider the Ninety-second reset in the workshop",
        "‘1. Name what went wrong’ was completed by at least 6. Figures move 6 people at a time, "
        "so each can lag behind by 5.",
    ):
        assert said in text, (said, text)
    assert reading.table(page, "What changed")[0] == (
        "Lesson completed: 1. Name what went wrong",
        NOT_PUBLISHED,
        "at least 6",
    )
    expect(page.get_by_role("link", name="Lesson 4 for trainers")).to_be_visible()
    # Six more complete, and five go on: the page stays as it is until the next day of figures.
    weeks.complete(range(6, 12), 0)
    weeks.complete(range(5), 1)
    assert weeks.open(page, "instructor") == text


def the_second(weeks: Weeks, page: Page) -> None:
    weeks.go_to(TICKS[1])
    text = weeks.open(page, "instructor")
    assert (
        f"What changed on {weeks.day(TICKS[1])}\n\nOne figure moved on from what it said." in text
    )
    assert reading.table(page, "What changed") == (
        ("Lesson completed: 1. Name what went wrong", "at least 6", "at least 12"),
    )
    completed = reading.table(page, "Lessons completed")
    assert completed[:2] == (
        ("1. Name what went wrong", "at least 12", "10+"),
        ("2. Why repair helps, and how sure we are", NOT_PUBLISHED, NOT_PUBLISHED),
    )
    assert "at least 12 (the most this can say for this group)" in text
    weeks.rate(range(12), "after", (5, 4, 4, 4, 2, 4, 4, 4))
    one = next(one for one in measures.exercises(LESSONS[0]) if isinstance(one, Check))
    question = one.questions[0]
    wrong = next(
        n
        for n, choice in enumerate(measures.choice_ids(question))
        if not next(each for each in question.choices if each.id == choice).right
    )
    weeks.here.give(
        *range(13), channel=check_channel(LESSONS[0].id, one.id, question.id), value=wrong
    )


def the_third(weeks: Weeks, page: Page) -> None:
    weeks.go_to(TICKS[2])
    text = weeks.open(page, "instructor")
    for said in (
        "Next figures\n\nNo more to come",
        f"What changed on {weeks.day(TICKS[2])}\n\n9 figures came for the first time.",
        "‘Steady myself’ moved most: up 2.0.",
        "In one question one wrong choice drew two in five or more, in ‘1. Name what went wrong’.",
        "In lesson 1 one wrong choice drew many: ",
    ):
        assert said in text, (said, text)
    skills = reading.table(page, "Average ratings before and now")
    assert skills[1] == ("Steady myself", "2.0 · 10+", "4.0 · 10+")
    grown = reading.table(page, "Growth by skill")
    assert grown[:2] == (
        ("Notice the shift", "up 0.5", "+0.0 and anything higher", "10+"),
        ("Steady myself", "up 2.0", "+1.5 and +2.5", "10+"),
    )
    tables = page.locator("table.gs-tab").all_inner_texts()
    theirs = weeks.open(page, "learner")
    assert page.locator("table.gs-tab").all_inner_texts() == tables
    # The learner reads the same words; what stands ready for teaching is the instructor's alone.
    begins, ends = text.index("Lesson 1 for trainers"), text.index("What changed on")
    assert theirs.split() == (text[:begins] + text[ends:]).split()


def as_files(weeks: Weeks, page: Page) -> None:
    address = f"{weeks.server.url}/overview/{weeks.here.cohort_id}"
    assert page.request.get(f"{address}.pdf").status == 404  # the browser is the learner's now
    weeks.open(page, "instructor")
    pdf, csv = page.request.get(f"{address}.pdf"), page.request.get(f"{address}.csv")
    assert (pdf.status, pdf.headers["cache-control"]) == (200, "no-store")
    assert "Steady myself" in text_of(pdf.body())
    assert '"Growth, average after less average before","Steady myself","up 2.0","10+"' in (
        csv.text()
    )
    on_paper(page)


def on_paper(page: Page) -> None:
    """Printed in the dark, too, it is black on white, and nothing stands there to be pressed."""
    page.emulate_media(color_scheme="dark", media="print")
    for part in (".gs-reading p", "h1", ".gs-tab th[scope=row]", '[data-testid="stMetricValue"]'):
        expect(page.locator(part).first).to_have_css("color", BLACK)
    expect(page.locator(".gs-reading").first).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    chart = page.locator('[data-testid="stPlotlyChart"]').first
    expect(chart).to_have_css("filter", "invert(1) grayscale(1)")
    for hidden in (".gs-links", '[data-testid="stHeader"]', '[data-testid="stExpander"] summary'):
        expect(page.locator(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
