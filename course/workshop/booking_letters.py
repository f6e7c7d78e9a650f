"""What letters about a booking say, and when one is due. They say nothing of who else comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from course.cohort.planning import clean_line
from course.settings import Settings
from course.work import Work
from course.workshop import booked
from course.workshop.announced import Announced
from course.workshop.followup import ASK_AFTER, COUNT_AFTER
from course.workshop.state import Status
from db.tables.booking import LiveBooking

BOOKED, WAITING, FREED, SOON, KEPT = "booked", "waiting", "freed", "soon", "kept"
MOVED, OFF = "moved", "off"
SOON_BEFORE = timedelta(hours=36)  # and in daytime, so about the day before
HOURS = range(8, 20)  # nobody's letter comes at night

_SUBJECTS = {
    BOOKED: "You are booked: {title}",
    WAITING: "On the waiting list: {title}",
    FREED: "A place is yours: {title}",
    SOON: "Soon: {title}",
    KEPT: "What you meant to do after {title}",
    MOVED: "Another time: {title}",
    OFF: "Cancelled: {title}",
}
_OPENINGS = {
    BOOKED: "You have a place in this workshop:",
    WAITING: "This workshop is full. You are on its waiting list, and get a letter when a place is "
    "yours:",
    FREED: "Somebody gave a place back, and it is yours now:",
    SOON: "This workshop is soon, and you have a place:",
    MOVED: "This workshop has another time now, and your place goes with it:",
}
_ENDS = {
    BOOKED: "Your own page, with a calendar file and a button that cancels:",
    WAITING: "Your own page, with a button that takes you off the list:",
    FREED: "If you can't come any more, cancel on your own page, so that the next one can:",
    SOON: "If you can't come, cancel on your own page, so that somebody else can:",
    MOVED: "The attached calendar file moves it in your calendar. If you can't come then, cancel "
    "on your own page:",
}
_MOVED_WAITING = "This workshop has another time now. You are still on its waiting list:"
_OFF = (
    "This workshop doesn't take place. Its hosts have cancelled it:\n\n{what}\n\n"
    "There is nothing to do. The attached calendar file takes it out of your calendar.\n"
)
_KEPT = (
    "Two days ago you were at a workshop:\n\n{what}\n\n"
    "If you wrote down what you meant to do, did you do it? Your card says what it was. It opens "
    "in the browser with which you took part{where}:\n{card}\n\n"
    "What you answer there is counted with everyone's, and shown as one of four words only if "
    "enough people answer. If you took part on paper, or wrote nothing down, there is nothing to "
    "do.\n"
)


_IN_THE_ROOM = (
    "\n\nIf you joined by the code on the room's screen, your card is at the room's own address "
    "instead. Away from the room's network that may not open; what you downloaded there is yours "
    "all the same:\n{card}"
)


@dataclass(frozen=True)
class Words:
    """A letter's subject and text."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


def due(run: Announced, one: LiveBooking, now: datetime, *, anybody_came: bool) -> str | None:
    """The kind of letter that is due for a booking now, of those that the clock brings."""
    told = {*one.told.split(","), one.letter}
    daytime = now.astimezone(run.starts.tzinfo).hour in HOURS
    if one.email is None or one.state == WAITING or not daytime or run.cancelled:
        return None
    if one.letter == MOVED:  # it goes first
        return None
    if is_soon(run, now) and SOON not in told and not _told_by_cohort(run, one):
        return SOON
    ended = run.ended_at
    if ended is None or not ended + ASK_AFTER <= now < ended + COUNT_AFTER or KEPT in told:
        return None
    return KEPT if one.came or not anybody_came else None


def is_soon(run: Announced, now: datetime) -> bool:
    """Whether a run is about a day away; who books then is not told so a second time."""
    return run.status is Status.PLANNED and run.starts - SOON_BEFORE <= now < run.starts


def _told_by_cohort(run: Announced, one: LiveBooking) -> bool:
    """A cohort's learners get the cohort's letter about it, if they asked for letters."""
    return one.account_id is not None and run.cohort_id is not None


def words(work: Work, run: Announced, one: LiveBooking, kind: str) -> Words:
    """A letter of a kind about a booking."""
    title, what = run.title, f"{run.title}\n{run.day}\n{run.hours}"
    if kind == KEPT:
        return _letter(one, kind, title, _kept(work.settings, run, what))
    if kind == OFF:
        return _letter(one, kind, title, _OFF.format(what=what))
    token = booked.token_of(work, one) or ""
    waits = kind == MOVED and one.state == WAITING
    opening = _MOVED_WAITING if waits else _OPENINGS[kind]
    text = f"{opening}\n\n{what}\n\n{_ENDS[kind]}\n{booked.url(work.settings, token)}\n"
    if kind in {SOON, FREED, BOOKED, MOVED} and not waits:
        text += f"\nOn the day, take part with your phone:\n{join(work.settings, run)}\n"
    return _letter(one, kind, title, text)


def _kept(settings: Settings, run: Announced, what: str) -> str:
    """A card opens where its seat was taken, and nothing says where that was for whom."""
    path = f"/live/{run.run_id}/card"
    if settings.room_url == settings.url:
        return _KEPT.format(what=what, where="", card=f"{settings.url}{path}")
    room = _IN_THE_ROOM.format(card=f"{settings.room_url}{path}")
    return _KEPT.format(
        what=what, where=", if you joined by a link", card=f"{settings.url}{path}{room}"
    )


def join(settings: Settings, run: Announced) -> str:
    """Where a phone takes part."""
    return f"{settings.url}/join/{run.code}"


def _letter(one: LiveBooking, kind: str, title: str, text: str) -> Words:
    return Words(_SUBJECTS[kind].format(title=title), f"Hello {clean_line(one.name)},\n\n{text}")
