"""Workshops to be booked, one that is full, and one that ended two days ago with a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import Page, expect

from course.access import Viewer, recognise
from course.installation import Installation
from course.work import Work
from course.workshop import booking, register, replanning, runs, seats, takeaways
from tests.browser.acts import Place, press
from tests.browser.walking import SLOW
from tests.clock import HandClock

PLAN = "ninety-minutes"
NEEDS = "A seat near the door, and captions if there are any."
WORDS = "I will say what I did before I say why."
NOTES = "Slow down.\nThe first thing I notice is my shoulders."


def prepare(
    here: Installation, teacher: str, learner: str, cohort_id: str, links: dict[str, str]
) -> tuple[str, str]:
    """Put the paths into ``links``; returns the run of the card and the token that opens it."""
    with here.writing() as work:
        host = recognise(work, teacher)
        assert host is not None
        free, full = (_run(work, host, places) for places in (18, 2))
        off = _run(work, host, 18)
        links["workshop"], links["full"] = f"/workshops/{free}", f"/workshops/{full}"
        booking.book(work, None, off, "o" * 43, "Ona Booked", "ona@example.org")
        replanning.cancel(work, host, off, 0)
        links["off"], links["booked off"] = f"/workshops/{off}", f"/workshops/booking/{'o' * 43}"
        for number, name in enumerate(("Ana Booked", "Ben Booked", "Cleo Waits")):
            token = f"{name.replace(' ', '-')}{number}".ljust(43, "x")
            mail = f"{number}@example.org"
            booking.book(work, None, full, token, name, mail, NEEDS if number == 0 else "")
            links[f"booking {number}"] = f"/workshops/booking/{token}"
    return _ended(here, teacher, learner, cohort_id, links)


def _run(work: Work, host: Viewer, places: int) -> str:
    starts = work.now.replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=9)
    return runs.make(
        work, host, None, PLAN, "An evening on repair", starts, 90, "Europe/London", places, True
    )


def _ended(
    here: Installation, teacher: str, learner: str, cohort_id: str, links: dict[str, str]
) -> tuple[str, str]:
    """A run of three days ago: a card with words on it, a copy of it, a name that was ticked."""
    now = here.clock.now()
    then = replace(here, clock=HandClock(now - timedelta(days=3)))
    with then.writing() as work:
        host = recognise(work, teacher)
        run_id = runs.make(
            work, host, None, PLAN, "A morning on repair", work.now, 90, "Europe/London", 18, True
        )
        run = runs.host_view(work, host, run_id)
        booking.book(work, None, run_id, "t" * 43, "Dana Came", "dana@example.org", "")
        (line,) = register.people(work, host, run_id).people
        register.tick(work, host, run_id, line.id, came=True)
        token = seats.take(work, None, run_id, run.code, "room").token
        takeaways.write(work, None, run_id, token, WORDS, NOTES)
        takeaways.keep(work, recognise(work, learner), cohort_id, run_id, token)
        seen = runs.command(work, host, run_id, "start", 0)
        runs.command(work, host, run_id, "end", seen)
    links["came"] = f"/workshops/booking/{'t' * 43}"
    links["card"] = f"/live/{run_id}/card"
    return run_id, token


def book_in_vain(page: Page) -> None:
    """Send the form with an address that no letter reaches."""
    page.get_by_label("Your name").fill("Ana Booked")
    page.get_by_label("Your mail address").fill("ana@example")
    press("Book")(page)
    expect(page.get_by_role("alert")).to_be_visible(timeout=SLOW)


WORKSHOPS = [
    Place("a workshop", "", "{workshop}", "An evening on repair · Goldseam"),
    Place("a workshop, full", "", "{full}", "An evening on repair · Goldseam"),
    Place("a workshop, cancelled", "", "{off}", "An evening on repair · Goldseam"),
    Place("booked, cancelled", "", "{booked off}", "This workshop was cancelled · Goldseam"),
    Place("booked", "", "{booking 0}", "You are booked · Goldseam"),
    Place("waiting", "", "{booking 2}", "You are on the waiting list · Goldseam"),
    Place("came", "", "{came}", "You were there · Goldseam"),
    Place("a workshop, in vain", "", "{workshop}", "An evening on repair · Goldseam", book_in_vain),
    Place("no workshop", "", "/workshops/nothing", "No workshop here · Goldseam"),
    Place("a card", "a seat", "{card}", "What I take away · Goldseam"),
    Place("no card", "", "{card}", "No card here · Goldseam"),
]
