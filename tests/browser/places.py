"""A served course with somebody in every situation, prepared before the server starts.

Two cohorts: one begun weeks ago whose figures are published, and one that has only just been made.
Each has an instructor, a learner who has submitted everything, and one who has only arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import BrowserContext
from sqlalchemy import delete

from course.access import Role
from course.authoring.schema import Lesson
from course.cohort import enrolment, ticking
from course.cohort.channels import completion_channel, rating_channel
from course.cohort.contribute import contribute
from course.installation import Installation, open_installation
from course.settings import read
from course.signing import links
from course.work import Work
from db.tables.identity import Agreement, Invitation
from tests import world
from tests.browser import finished, live_places, published, said, wall_places, workshop_places
from tests.browser.fellows import Fellow
from tests.clock import HandClock
from tests.content import our_course
from tests.launch_server import Server

CROWD = 24  # enough for the chart of lessons, too few for a coin to be tossed


@dataclass
class Places:
    """The server, its data opened beside it, and a cookie's token for each kind of person."""

    server: Server
    installation: Installation
    lesson: Lesson
    tokens: dict[str, str] = field(repr=False)
    invitation: str = field(repr=False, default="")
    off: str = field(repr=False, default="")  # the link in a letter
    links: dict[str, str] = field(repr=False, default_factory=dict)  # paths with a secret in them
    seat: tuple[str, str] = field(repr=False, default=("", ""))  # a run, and a seat's token in it

    def address(self, path: str) -> str:
        """Where a path is served; ``{name}`` in it stands for one of ``links``."""
        return self.server.url + path.format(**self.links)

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Make a browser somebody's; nobody's for an empty name."""
        context.clear_cookies()
        if who == "a seat":
            name = f"goldseam_seat_{self.installation.id[:8]}"
            url = f"{self.server.url}/live/{self.seat[0]}/"
            context.add_cookies([{"name": name, "value": self.seat[1], "url": url}])
        elif who:
            name = f"goldseam_{self.installation.id[:8]}"
            cookie = {"name": name, "value": self.tokens[who], "url": self.server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]

    def make_owner(self) -> None:
        """From now on there is an owner, and no link for the first one."""
        with self.installation.writing() as work:
            account = world.account(work, "Olga Owner", email="olga@example.org", is_owner=True)
            self.tokens["owner"] = world.sign_in(work, account)


@contextmanager
def served(data: Path) -> Iterator[Places]:
    """Prepare the data, serve it, and clear up."""
    catalogue = our_course()
    lesson = next(iter(catalogue.editions.values())).lesson
    server = Server(data)
    settings = read(server.environ())
    clock = HandClock(datetime.combine(datetime.now(UTC).date(), time(6), UTC))
    with_clock = open_installation(settings, catalogue, clock)
    tokens = _long_running(with_clock, clock, lesson)
    _cohort, tokens["on the wall"], sharers = wall_places.walled(with_clock, clock)
    tokens["sharer"], tokens["reader"] = sharers[0], sharers[-1]
    tokens["over"] = published.over(with_clock, clock)
    with_clock.close()
    opened = open_installation(settings, catalogue)
    places = Places(server, opened, lesson, tokens)
    _just_made(places)
    said.by_everyone(places.installation, places.lesson, places.tokens)
    places.links |= live_places.by_host(places.installation, places.tokens["instructor"])
    places.off = said.off_link(places.installation, places.tokens["arrived"])
    server.start()
    yield places
    opened.close()
    server.kill()


def _long_running(here: Installation, clock: HandClock, lesson: Lesson) -> dict[str, str]:
    """A cohort in its sixth week, whose figures are those of its first batches."""
    clock.move(days=-40)
    with here.writing() as work:
        cohort_id = world.cohort(work, "Spring cohort")
        teacher = world.account(work, "Ira Instructor", email="ira@example.org")
        world.join(work, teacher, cohort_id, Role.INSTRUCTOR)
        crowd = [world.account(work, f"Learner {number}") for number in range(CROWD)]
        for account in crowd:
            world.join(work, account, cohort_id, Role.LEARNER)
        taken = enrolment.taken_pids(work, cohort_id)
    clock.move(days=39)
    with here.writing() as work:
        tokens = {
            "instructor": world.sign_in(work, teacher),
            "mended": world.sign_in(work, crowd[0]),
        }
    clock.move(days=-38)
    with here.writing() as work:
        for number, account in enumerate(crowd):
            _contribute(work, cohort_id, taken[account], number, lesson)
    for _ in range(38):
        clock.move(days=1)
        ticking.run_due(here)
    learner = Fellow(here, cohort_id, tokens["mended"])
    for _ in range(2):  # the second time there is an earlier attempt to show
        learner.do(lesson)
        learner.do_what_is_left(lesson)
    return tokens | {"returned": _returned(here, clock, lesson, cohort_id)}


def _returned(here: Installation, clock: HandClock, lesson: Lesson, cohort_id: str) -> str:
    """Somebody who did the lesson eight days ago, so that it comes back; their cookie's token."""
    clock.move(days=-8)
    with here.writing() as work:
        account = world.account(work, "Rut Returned")
        world.join(work, account, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account)
    Fellow(here, cohort_id, token).do(lesson)
    clock.move(days=8)
    return token


def _contribute(work: Work, cohort_id: str, pid: str, number: int, lesson: Lesson) -> None:
    """Everyone completes the lesson; the skills' averages differ, and too few rate the last."""
    contribute(work, cohort_id, pid, completion_channel(lesson.id), 1)
    for place, skill in enumerate(work.catalogue.rubric.skills):
        is_last = place == len(work.catalogue.rubric.skills) - 1
        if number < 4 or not is_last:
            contribute(work, cohort_id, pid, rating_channel("before", skill.id), 1 + place % 5)


def _just_made(places: Places) -> None:
    """A cohort without figures, one invitation open, and a learner who has only arrived."""
    with places.installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        _token, digest, sealed = links.make_invitation_token(work)
        for name, who, role in (
            ("Iris Instructor", "new instructor", Role.INSTRUCTOR),
            ("Ada Arrived", "arrived", Role.LEARNER),
        ):
            account = world.account(work, name, email=f"{role.value}@example.org")
            world.join(work, account, cohort_id, role)
            places.tokens[who] = world.sign_in(work, account)
        unasked = world.account(work, "Uma Unasked")
        world.join(work, unasked, cohort_id, Role.LEARNER)
        work.db.execute(delete(Agreement).where(Agreement.account_id == unasked))
        places.tokens["unasked"] = world.sign_in(work, unasked)
        last_year = work.now.date() - timedelta(days=345)
        ending = world.someone(
            work, world.cohort(work, "Last year’s cohort", starts_on=last_year), name="Eli Ending"
        )
        places.tokens["ending"] = world.sign_in(work, ending.account_id)
        offered = Invitation(
            cohort_id=cohort_id,
            role=Role.LEARNER.value,
            name="Ben Ode",
            email="ben@example.org",
            token_hash=digest,
            token_sealed=sealed,
        )
        work.db.add(offered)
        work.db.flush()
        places.invitation = links.invitation_url(work, offered)
    finished.prepare(places.installation, cohort_id, places.tokens, places.links)
    tokens = places.tokens["new instructor"], places.tokens["finished"]
    places.seat = workshop_places.prepare(places.installation, *tokens, cohort_id, places.links)
