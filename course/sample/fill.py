"""Filling a data folder with an invented cohort, and the links to look at it with."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
from course.sample import said, study
from course.settings import read
from course.signing import door, links, server_link
from db.queries import erasing as accounts
from db.queries import sign_in as rows

SEED = 20
LEARNERS = 24
DAYS_IN = 38
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
    begin = datetime.combine(start, datetime.min.time(), UTC) + timedelta(hours=9)
    clock = Past(begin - timedelta(days=10))
    with closing(_open(folder, port, catalogue, clock)) as installation:
        plan = CohortPlan(
            name="Sample cohort",
            time_zone="Europe/London",
            starts_on=start,
            weeks=8,
            freeze_on=start + timedelta(days=7),
            keep_until=start + timedelta(days=365),
            unlock=Unlock.WEEKLY,
            place="england",
        )
        cohort_id, offered = _cohort(installation, plan)
        learners = _join(installation, clock, offered, begin)
        with installation.reading() as work:
            everyone = study.pupils(learners, random)
            visits = study.visits(work, cohort_id, everyone, now, random)
        for one in visits:
            _pass_days(installation, clock, one.at)
            study.visit(installation, cohort_id, one, random, clock.move)
        _pass_days(installation, clock, now)
        study.leave_a_draft(installation, learners[0], cohort_id)
        with installation.reading() as work:
            instructor = accounts.accounts_with_email(work.db, INSTRUCTOR)[0]
        said.add(installation, cohort_id, instructor)


def _cohort(installation: Installation, plan: CohortPlan) -> tuple[str, dict[str, str]]:
    """The owner makes it, an instructor takes over and invites; its id, and links by address."""
    with installation.writing() as work:
        link = links.owner_link(work)
    assert link is not None
    owner = _enter(installation, link, name="Sample Owner", email=OWNER)
    with installation.writing() as work:
        cohort_id = making.make(work, owner, plan)
        contact.save(work, owner, cohort_id, CARD)
        someone = f"Sample Instructor, {INSTRUCTOR}"
        invitations.invite(work, owner, cohort_id, someone, Role.INSTRUCTOR.value)
        link = invitations.offers(work, owner, cohort_id)[0].url
    instructor = _enter(installation, link)
    everyone = "\n".join(f"Sample Learner {n}, {_email(n)}" for n in range(1, LEARNERS + 1))
    with installation.writing() as work:
        invitations.invite(work, instructor, cohort_id, everyone)
        roster.remove(work, instructor, cohort_id, owner.account_id, Role.INSTRUCTOR.value)
        offers = invitations.offers(work, instructor, cohort_id)
    return cohort_id, {offer.email: offer.url for offer in offers}


def _join(
    installation: Installation, clock: Past, offered: dict[str, str], begin: datetime
) -> list[str]:
    """Everyone invited joins in the week before the start; account ids in the order of names."""
    joined = []
    for n in range(1, LEARNERS + 1):
        clock.at = begin - timedelta(hours=7 * (LEARNERS + 1 - n))
        joined.append(_enter(installation, offered[_email(n)]).account_id)
    clock.at = begin
    return joined


def _enter(installation: Installation, link: str, name: str = "", email: str = "") -> Viewer:
    """Go through a link's door; who is then signed in."""
    with installation.writing() as work:
        token = link.rsplit("/", 1)[1]
        viewer = recognise(work, door.enter(work, None, token, name=name, email=email).token)
    assert viewer is not None
    return viewer


def _pass_days(installation: Installation, clock: Past, until: datetime) -> None:
    """Let the days go by until then, with what is due on each done on that day."""
    while clock.at.date() < until.date():
        clock.at += timedelta(days=1)
        ticking.run_due(installation)
    clock.at = until


def _email(n: int) -> str:
    return f"learner{n}@sample.example"
