"""A run as a calendar file."""

from __future__ import annotations

from course.access import Viewer, operation
from course.letters import feed
from course.work import Work
from course.workshop import announced, booking
from course.workshop.announced import Announced


@operation
def public(work: Work, viewer: Viewer | None, run_id: str) -> bytes:
    """The run as a calendar file. Raises NotFound where it is not the viewer's to see."""
    return of(work, announced.seen_by(work, viewer, run_id))


@operation
def own(work: Work, viewer: Viewer | None, token: str) -> bytes:
    """The run of a booking as a calendar file, for whoever holds its link. Raises NotFound."""
    return of(work, announced.find(work, booking.of_token(work, token).run_id))


def of(work: Work, run: Announced) -> bytes:
    """A run as a calendar file; one that was made later moves it, or takes it out."""
    address = announced.address(work.settings, run.run_id)
    return feed.built([feed.workshop(work, run)], run.title, address, work.now)
