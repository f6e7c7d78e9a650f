"""A calendar of one's own by secret link: the days on which lessons open, workshops, nothing else.

The link's token is stored as a hash alone, so it is shown once and can be replaced, never repeated.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from course.access import Viewer, operation, token_hash
from course.cohort import making, unlock
from course.cohort.planning import CohortView, clean_line
from course.errors import NotFound
from course.settings import Settings
from course.work import Work
from course.workshop import announced
from course.workshop.announced import Announced
from db.queries import booking
from db.queries import chosen as rows

FRESH_HOURS = 12  # how often calendars are asked to look again


@dataclass(frozen=True)
class Entry:
    """Something on a whole day (``begins`` is a date) or from one moment to another, with a zone.

    ``uid`` stays the same when its day changes, and ``sequence`` grows, so that a calendar moves
    it.
    """

    uid: str
    summary: str
    text: str
    begins: date | datetime
    ends: datetime | None = None
    sequence: int = 0
    cancelled: bool = False


def url(settings: Settings, token: str) -> str:
    """Where a calendar's token is opened."""
    return f"{settings.url}/calendar/{token}.ics"


@operation
def make(work: Work, viewer: Viewer | None) -> str:
    """A new link to my calendar, in place of any earlier one; shown this once."""
    assert viewer is not None
    token = secrets.token_urlsafe(32)
    rows.put_feed(work.db, viewer.account_id, token_hash(token))
    return url(work.settings, token)


@operation
def revoke(work: Work, viewer: Viewer | None) -> None:
    """Let the link to my calendar open nothing any more."""
    assert viewer is not None
    rows.drop_feed(work.db, viewer.account_id)


@operation
def by_token(work: Work, viewer: Viewer | None, token: str) -> bytes:
    """The calendar behind a link, as a file. Raises NotFound."""
    account_id = rows.feed_account(work.db, token_hash(token))
    if account_id is None:
        raise NotFound
    cohorts = [making.view(work, one) for one in rows.cohorts_of(work.db, account_id)]
    entries = [entry for cohort in cohorts for entry in openings(work, cohort)]
    runs = booking.runs_of(work.db, [cohort.id for cohort in cohorts], account_id)
    entries += [workshop(work, announced.read(run)) for run in runs]
    return built(entries, work.catalogue.course.title, work.settings.url, work.now)


def openings(work: Work, cohort: CohortView) -> Iterable[Entry]:
    """The days on which a cohort's lessons open.

    They are whole days, without an hour: the day is the cohort's own, and no clock that changes
    moves it.
    """
    name = clean_line(cohort.name)
    for edition in work.catalogue.editions.values():
        lesson = edition.lesson
        yield Entry(
            uid=work.vault.lookup("calendar", cohort.id, lesson.id)[:32],
            summary=f"Lesson {lesson.number} opens: {lesson.title}",
            text=f"{name}. It opens as the day begins in {cohort.time_zone}, and stays open.",
            begins=unlock.opens_on(cohort, lesson.id, lesson.number),
        )


def workshop(work: Work, run: Announced) -> Entry:
    """A workshop, from its first minute to its last as planned."""
    return Entry(
        uid=work.vault.lookup("calendar", "workshop", run.run_id)[:32],
        summary=f"{'Cancelled' if run.cancelled else 'Workshop'}: {run.title}",
        text=f"{run.day}, {run.hours}. {announced.address(work.settings, run.run_id)}",
        begins=run.starts,
        ends=run.ends,
        sequence=run.sequence,
        cancelled=run.cancelled,
    )


def built(entries: Iterable[Entry], title: str, address: str, now: datetime) -> bytes:
    """A calendar file (RFC 5545) of entries; those with a moment bring their zone along."""
    calendar = Calendar()
    calendar.add("prodid", "-//Goldseam//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean_line(title))
    calendar.add("refresh-interval", timedelta(hours=FRESH_HOURS), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{FRESH_HOURS}H")
    for entry in entries:
        calendar.add_component(_event(entry, address, now))
    calendar.add_missing_timezones()
    file: bytes = calendar.to_ical()
    return file


def _event(entry: Entry, address: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@goldseam")
    event.add("dtstamp", now)
    event.add("summary", entry.summary)
    event.add("description", entry.text)
    event.add("url", address)
    event.add("dtstart", entry.begins)
    event.add("dtend", entry.ends or entry.begins + timedelta(days=1))
    event.add("sequence", entry.sequence)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    # Nobody is busy because a lesson opens, nor with what doesn't take place.
    free = entry.ends is None or entry.cancelled
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    return event
