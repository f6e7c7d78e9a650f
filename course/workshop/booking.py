"""Booking a place in a workshop, waiting for one, and giving it back.

A booking is a name in a register. It never meets a seat: whoever books takes a seat later with a
code that is the same for all. Its holder finds it again by a link of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from course import mail
from course.access import Viewer, operation, present, token_hash
from course.cohort.addresses import NAME_LONGEST, address_problem
from course.cohort.planning import clean_line, has_controls
from course.errors import BadInput, GoldseamError, NotFound, TooLong
from course.study.texts import UNREADABLE, whole
from course.work import Work
from course.workshop import announced, booked
from course.workshop.announced import Announced
from course.workshop.booking_letters import BOOKED, FREED, SOON, WAITING, is_soon, join
from course.workshop.state import Status
from db.base import random_id
from db.queries import booking as rows
from db.tables.booking import LiveBooking

NEEDS_LONGEST = 600
WAITING_MOST = 200  # people
_TOKEN = re.compile(r"[A-Za-z0-9_-]{40,64}")

NAME = "Write the name under which you book."
UNSEEN = "There are characters in it that can't be seen. Type it again."
OVER = "This workshop is over, so nothing can be booked any more."
CANCELLED = "This workshop was cancelled, so nothing can be booked any more."
FULL = "This workshop is full, and so is its waiting list."


class NoPlace(GoldseamError):
    """Nothing can be booked; the sentence says why."""


@dataclass(frozen=True)
class Page:
    """What the public page of a run says. ``left`` is how many places are free.

    ``name`` and ``email`` are the viewer's own, where they are signed in; ``token`` opens the
    booking they have already.
    """

    run: Announced
    summary: str
    left: int
    is_open: bool
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Booking:
    """One booking as its holder sees it. ``place`` is None for a place that is theirs."""

    run: Announced
    name: str = field(repr=False)
    email: str = field(repr=False)
    needs: str = field(repr=False)
    place: int | None
    came: bool
    join: str = field(repr=False)
    by_mail: bool


@operation
def page(work: Work, viewer: Viewer | None, run_id: str) -> Page:
    """The public page of a run. Raises NotFound where it is not the viewer's to see."""
    run = announced.seen_by(work, viewer, run_id)
    plan = announced.plan_of(work, run_id)
    left = max(0, run.capacity - rows.taken(work.db, run_id))
    shown = Page(run, plan.summary, left, _is_open(work, run))
    if viewer is None:
        return shown
    account_id = present(work, viewer).account_id
    name, email = rows.address(work.db, account_id) or ("", None)
    mine = rows.of_account(work.db, run_id, account_id)
    token = None if mine is None else booked.token_of(work, mine)
    return Page(run, plan.summary, left, shown.is_open, name, email or "", token)


@operation
def book(
    work: Work,
    viewer: Viewer | None,
    run_id: str,
    token: str,
    name: str,
    email: str,
    needs: str = "",
) -> str:
    """Book a place, or one on the waiting list where none is free; returns the booking's token.

    ``token`` was made when the form was drawn: sent twice it books once. An account books once
    too, and gets the booking that it has.

    Raises:
        NotFound: there is no such run for the viewer.
        BadInput, TooLong: something in the form can't be used.
        NoPlace: the workshop is over, or its waiting list is full.
    """
    rows.lock_places(work.db)
    run = announced.seen_by(work, viewer, run_id)
    found = rows.by_token(work.db, token_hash(token))
    if found is not None and found.run_id == run_id:
        return token
    if found is not None or not _TOKEN.fullmatch(token):
        raise BadInput(UNREADABLE)
    said = _clean(name, email, needs)
    if not _is_open(work, run):
        raise NoPlace(CANCELLED if run.cancelled else OVER)
    account_id = None if viewer is None else present(work, viewer).account_id
    has = None if account_id is None else rows.of_account(work.db, run_id, account_id)
    if has is not None:
        return booked.token_of(work, has) or token
    _add(work, run, token, said, account_id)
    return token


def _add(
    work: Work, run: Announced, token: str, said: tuple[str, str, str], account_id: str | None
) -> None:
    name, email, needs = said
    last = rows.last_place(work.db, run.run_id)
    waits = last > 0 or rows.taken(work.db, run.run_id) >= run.capacity
    place = last + 1 if waits else None
    if place is not None and place > WAITING_MOST:
        raise NoPlace(FULL)
    booking_id, digest = random_id(), token_hash(token)
    kind = WAITING if waits else BOOKED
    rows.add(
        work.db,
        LiveBooking(
            id=booking_id,
            run_id=run.run_id,
            account_id=account_id,
            name=name,
            email=email,
            needs_sealed=work.vault.seal(needs, booked.needs_place(booking_id)) if needs else None,
            state=kind,
            place=place,
            token_hash=digest,
            token_sealed=work.vault.seal(token, booked.token_place(digest)),
            letter=kind if mail.is_set(work.settings) else None,
            told=SOON if not waits and is_soon(run, work.now) else "",
        ),
    )


def _clean(name: str, email: str, needs: str) -> tuple[str, str, str]:
    shown, to, wanted = clean_line(whole(name)), whole(email).strip().lower(), whole(needs).strip()
    if not shown or len(shown) > NAME_LONGEST:
        raise BadInput(NAME)
    problem = address_problem(to)
    if problem is not None:
        raise BadInput(f"The mail address can't be used: {problem}.")
    if len(wanted) > NEEDS_LONGEST:
        raise TooLong(f"What you need has {len(wanted):,} characters; {NEEDS_LONGEST} is the most.")
    if has_controls(shown) or has_controls(wanted.replace("\r", "").replace("\n", " ")):
        raise BadInput(UNSEEN)
    return shown, to, wanted


@operation
def look(work: Work, viewer: Viewer | None, token: str) -> Booking:
    """The booking that a link opens. Changes nothing. Raises NotFound."""
    found = of_token(work, token)
    run = announced.find(work, found.run_id)
    return Booking(
        run=run,
        name=found.name,
        email=found.email or "",
        needs=booked.needs_of(work, found),
        place=found.place,
        came=found.came,
        join=join(work.settings, run),
        by_mail=mail.is_set(work.settings),
    )


@operation
def cancel(work: Work, viewer: Viewer | None, token: str) -> None:
    """Give a place back; nothing of the booking stays. Who waits first gets the place.

    Raises:
        NotFound: the link opens nothing.
        NoPlace: a host has ticked that its holder came.
    """
    rows.lock_places(work.db)
    found = of_token(work, token)
    if found.came:
        raise NoPlace("You are down as having come, so this can't be cancelled any more.")
    give_back(work, found)


def give_back(work: Work, found: LiveBooking) -> None:
    """Remove a booking and fill the place, unless the workshop is over. The lock must be held."""
    run = announced.find(work, found.run_id)
    rows.remove(work.db, found)
    fill(work, run)


def fill(work: Work, run: Announced) -> None:
    """Give free places to those who have waited longest. The lock must be held."""
    while _is_open(work, run) and rows.taken(work.db, run.run_id) < run.capacity:
        first = rows.next_waiting(work.db, run.run_id)
        if first is None:
            return
        letter = FREED if mail.is_set(work.settings) else None
        rows.move_up(work.db, first, letter, SOON if is_soon(run, work.now) else "")


def of_token(work: Work, token: str) -> LiveBooking:
    """The booking that a link opens. Raises NotFound."""
    found = rows.by_token(work.db, token_hash(token))
    if found is None:
        raise NotFound
    return found


def _is_open(work: Work, run: Announced) -> bool:
    return run.status is not Status.ENDED and work.now < run.ends
