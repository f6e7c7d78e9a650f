"""What an instructor of thirteen reads over the weeks, beside what the learners are shown of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from course.access import Role, recognise
from course.authoring.schema import Lesson
from course.cohort.labels import NOT_PUBLISHED
from course.installation import Installation
from pages.ui.overview_facts import say_day
from tests.browser import fellows, reading
from tests.browser.fellows import Fellow
from tests.browser.reading import Said
from tests.browser.walking import heading
from tests.content import our_course
from tests.launch_server import Server


@dataclass(frozen=True)
class Readers:
    """The instructor's page and a learner's, and what both are about."""

    owner: Page
    learner: Page
    url: str
    cohort: str
    lesson: Lesson
    skills: tuple[str, ...]

    def read(self, expected: Said) -> None:
        """Both pages, opened anew, say exactly this, to the letter."""
        self.owner.goto(f"{self.url}/cohort")
        heading(self.owner, self.cohort)
        found = reading.overview(self.owner)
        assert found == expected, f"the instructor reads {found}"
        self.learner.goto(f"{self.url}/what-my-instructor-sees")
        heading(self.learner, "What my instructor sees")
        found = reading.overview(self.learner)
        assert found == expected, f"the learner reads {found}"
        joined = "All 13 learners who have joined came by a link that your instructor could"
        expect(self.learner.get_by_text(joined)).to_be_visible()

    def nothing(self, *facts: tuple[str, str]) -> Said:
        """What is said while nothing is published."""
        ratings = tuple((skill, NOT_PUBLISHED, NOT_PUBLISHED) for skill in self.skills)
        return Said(facts, self.completed({}), ratings)

    def completed(self, said: dict[str, tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
        """What is said of each lesson of the course, by its id; of the others nothing."""
        lessons = [edition.lesson for edition in our_course().editions.values()]
        nothing = (NOT_PUBLISHED, NOT_PUBLISHED)
        return tuple((f"{one.number}. {one.title}", *said.get(one.id, nothing)) for one in lessons)

    def ratings(self) -> tuple[tuple[str, ...], ...]:
        """The averages of what is rated in the story: 4 mostly, then 2 mostly, and one 3."""
        first, *others = self.skills
        rows = ((first, "4.0 · 6+"), *((skill, "2.0 · 6+") for skill in others))
        return tuple((*row, NOT_PUBLISHED) for row in rows)


def over_the_weeks(
    readers: Readers, server: Server, links: dict[str, str], first_day: date, weeks: int
) -> None:
    """Twelve more join; five complete before the freeze, the rest between the ticks."""
    freeze, last = first_day + timedelta(days=7), first_day + timedelta(days=7 * weeks)
    middle = freeze + timedelta(days=11)
    counted = ("Learners counted", "13")
    with fellows.second_process(server) as beside:
        everyone = all_join(server, beside, links)
        cohort_id = everyone[0].cohort_id
        for fellow in everyone[:4]:
            fellow.do(readers.lesson)
        for fellow in everyone[4:6]:
            fellow.rate(readers.lesson)
        fixed_on = ("Roster is fixed on", say_day(freeze))
        readers.read(readers.nothing(("Learners counted", "Not fixed yet"), fixed_on))

        server.move_clock(days=7)
        fellows.wait_until_decided(beside, cohort_id)
        readers.read(readers.nothing(counted, ("Next figures", say_day(middle))))

        server.move_clock(days=11)
        fellows.wait_until_decided(beside, cohort_id)
        published = replace(
            readers.nothing(counted, ("Next figures", say_day(last))), ratings=readers.ratings()
        )
        readers.read(published)
        for fellow in everyone[4:]:
            fellow.do(readers.lesson)
        readers.read(published)

        server.move_clock(days=(last - middle).days)
        fellows.wait_until_decided(beside, cohort_id)
        published = Said(
            facts=(counted, ("Next figures", "No more to come")),
            lessons=readers.completed({readers.lesson.id: ("at least 6", "6+")}),
            # Thirteen rated; "10+" would say so of nearly each of them.
            ratings=readers.ratings(),
        )
        readers.read(published)
        server.move_clock(days=1)
        readers.read(published)


def all_join(server: Server, beside: Installation, links: dict[str, str]) -> list[Fellow]:
    """Everyone invited joins by their own link."""
    found = []
    for who, link in links.items():
        token = fellows.join(server, link, who.partition(" (")[0])
        with beside.reading() as work:
            viewer = recognise(work, token)
        assert viewer is not None
        (cohort,) = viewer.cohorts_as(Role.LEARNER)
        found.append(Fellow(beside, cohort.cohort_id, token))
    return found
