"""Filling a data folder with invented cohorts, and the links to look at them with."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from course.access import Role, Viewer, recognise
from course.authoring.catalogue import Catalogue
from course.authoring.load import load_course
from course.clock import Clock, SystemClock
from course.cohort import contact, invitations, making, roster, ticking
from course.cohort.planning import CohortPlan, ContactCard, Unlock
from course.errors import SettingError
from course.installation import Installation, open_installation
from course.sample import crowd, said, study
from course.sample.crowd import Crowd
from course.settings import read
from course.signing import door, links, server_link, sign_ins
from db.queries import erasing as accounts
from db.queries import sign_in as rows

SEED = 20
LEARNERS = 12
DAYS_IN = 38
LARGE, SMALL = 60, 7  # learners of a cohort that is over, and of one that never publishes
WEEKS = 8
AGO = timedelta(weeks=6)  # by which the large cohort began before the others
OWNER, INSTRUCTOR = "owner@sample.example", "instructor@sample.example"
CARD = ContactCard(
    welfare="Sample welfare desk, 01632 960001, weekdays 9 to 5",
    safeguarding="Sample safeguarding lead, 01632 960002",
    data_lead="Sample data lead, data@sample.example",
    out_of_hours="Sample on-call line, 01632 960004, day and night",
)


@dataclass
class Past:
    """A clock that stands where it is put, so that weeks go by in a moment."""

    at: datetime

    def now(self) -> datetime:
        """Where it was put."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Nobody waits for an invented week."""
        self.at += timedelta(seconds=seconds)

    def move(self) -> None:
        """A few minutes, as an exercise takes."""
        self.at += timedelta(minutes=4)


def fill(folder: Path, port: int, clock: Clock | None = None) -> list[tuple[str, str]]:
    """Make the sample in ``folder`` where there is none yet; (who, link) for three people.

    Raises:
        SettingError: the folder holds something that is not a sample.
    """
    now = (clock or SystemClock()).now()
    made, unfinished = folder / "sample", folder / "sample-unfinished"
    if not made.exists():
        if unfinished.exists():
            shutil.rmtree(folder)
        if folder.exists() and any(folder.iterdir()):
            raise SettingError(
                f"GOLDSEAM_DATA: {folder} holds something else. Name an empty folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        _make(folder, port, load_course().catalogue, now)
        unfinished.rename(made)
    return _links(folder, port, now)


def _open(folder: Path, port: int, catalogue: Catalogue, clock: Clock) -> Installation:
    # Its own database and key, whatever the environment says.
    settings = read({"GOLDSEAM_DATA": str(folder), "PORT": str(port)})
    return open_installation(settings, catalogue, clock)


def _links(folder: Path, port: int, now: datetime) -> list[tuple[str, str]]:
    catalogue = load_course(overrides=folder / "content").catalogue
    found = []
    with closing(_open(folder, port, catalogue, Past(now))) as installation:
        for who, email in (
            ("Owner", OWNER),
            ("Instructor", INSTRUCTOR),
            ("Learner", _email(1)),
        ):
            with installation.writing() as work:
                account_id = accounts.accounts_with_email(work.db, email)[0]
                found.append((who, server_link.link_into(work, account_id).url))
                rows.set_notice(work.db, account_id, None)  # nobody needs to be told here
    return found


def _make(folder: Path, port: int, catalogue: Catalogue, now: datetime) -> None:
    random = Random(SEED)  # noqa: S311  (invented learners, no secret)
    start = (now - timedelta(days=DAYS_IN)).date()
    start -= timedelta(days=start.weekday())
    clock = Past(_morning(start - AGO) - timedelta(days=10))
    with closing(_open(folder, port, catalogue, clock)) as installation:
        makers = _Makers(installation, clock)
        large, many = makers.cohort("Sample cohort, over", start - AGO, range(20, 20 + LARGE))
        made = crowd.crowd(installation, large, many, random)
        _pass_days(installation, clock, _morning(start) - timedelta(days=10), made)
        cohort_id, learners = makers.cohort("Sample cohort", start, range(1, 1 + LEARNERS))
        makers.cohort("Sample cohort, small", start, range(13, 13 + SMALL))
        with installation.reading() as work:
            everyone = study.pupils(learners, random)
            visits = study.visits(work, cohort_id, everyone, now, random)
        for one in visits:
            _pass_days(installation, clock, one.at, made)
            study.visit(installation, cohort_id, one, random, clock.move)
        _pass_days(installation, clock, now, made)
        study.leave_a_draft(installation, learners[0], cohort_id)
        with installation.reading() as work:
            instructor = accounts.accounts_with_email(work.db, INSTRUCTOR)[0]
        said.add(installation, cohort_id, instructor)


def _morning(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)


def _plan(name: str, start: date) -> CohortPlan:
    return CohortPlan(
        name=name,
        time_zone="Europe/London",
        starts_on=start,
        weeks=WEEKS,
        freeze_on=start + timedelta(days=7),
        keep_until=start + timedelta(days=365),
        unlock=Unlock.WEEKLY,
        place="england",
    )


@dataclass
class _Makers:
    """The owner, who makes cohorts, and the instructor, who takes them over and invites."""

    installation: Installation
    clock: Past

    def cohort(self, name: str, start: date, numbers: range) -> tuple[str, list[str]]:
        """Make a cohort, and let everyone join in the week before its start.

        Returns its id, and the learners' account ids in the order of their names.
        """
        owner = self._owner()
        with self.installation.writing() as work:
            cohort_id = making.make(work, owner, _plan(name, start))
            contact.save(work, owner, cohort_id, CARD)
            someone = f"Sample Instructor, {INSTRUCTOR}"
            invitations.invite(work, owner, cohort_id, someone, Role.INSTRUCTOR.value)
            link = invitations.offers(work, owner, cohort_id)[0].url
        instructor = self._invited(INSTRUCTOR, link)
        everyone = "\n".join(f"Sample Learner {n}, {_email(n)}" for n in numbers)
        with self.installation.writing() as work:
            invitations.invite(work, instructor, cohort_id, everyone)
            roster.remove(work, instructor, cohort_id, owner.account_id, Role.INSTRUCTOR.value)
            offered = {
                one.email: one.url for one in invitations.offers(work, instructor, cohort_id)
            }
        joined = []
        for n in numbers:
            back = (numbers.stop - n) * timedelta(days=7) / len(numbers)
            self.clock.at = max(self.clock.at, _morning(start) - back)
            joined.append(_enter(self.installation, offered[_email(n)]).account_id)
        return cohort_id, joined

    def _owner(self) -> Viewer:
        with self.installation.writing() as work:
            link = links.owner_link(work)
        if link is not None:
            return _enter(self.installation, link, name="Sample Owner", email=OWNER)
        return self._signed_in(OWNER)

    def _invited(self, email: str, link: str) -> Viewer:
        """Take an invitation, with the account that is there already if there is one."""
        with self.installation.reading() as work:
            there = accounts.accounts_with_email(work.db, email)
        if not there:
            return _enter(self.installation, link)
        viewer = self._signed_in(email)
        with self.installation.writing() as work:
            door.enter(work, viewer, link.rsplit("/", 1)[1], as_viewer=True)
        return self._signed_in(email)

    def _signed_in(self, email: str) -> Viewer:
        with self.installation.writing() as work:
            account_id = accounts.accounts_with_email(work.db, email)[0]
            viewer = recognise(work, sign_ins.begin(work, account_id, "link"))
        assert viewer is not None
        return viewer


def _enter(installation: Installation, link: str, name: str = "", email: str = "") -> Viewer:
    """Go through a link's door; who is then signed in."""
    with installation.writing() as work:
        token = link.rsplit("/", 1)[1]
        viewer = recognise(work, door.enter(work, None, token, name=name, email=email).token)
    assert viewer is not None
    return viewer


def _pass_days(installation: Installation, clock: Past, until: datetime, made: Crowd) -> None:
    """Let the days go by until then, with what is due on each done on that day."""
    while clock.at.date() < until.date():
        clock.at += timedelta(days=1)
        made.give(installation, clock.at.date())
        ticking.run_due(installation)
    clock.at = until


def _email(n: int) -> str:
    return f"learner{n}@sample.example"
