"""People who book a workshop, for tests of what comes of it."""

from __future__ import annotations

from course.access import Viewer
from course.workshop import booking, register
from tests.rooms import Room


def token(name: str) -> str:
    return name.ljust(43, "-")


def book(room: Room, name: str, viewer: Viewer | None = None, needs: str = "") -> str:
    """Somebody books; returns their token."""
    with room.installation.writing() as work:
        return booking.book(
            work, viewer, room.run_id, token(name), name, f"{name}@example.org", needs
        )


def cancel(room: Room, name: str) -> None:
    with room.installation.writing() as work:
        booking.cancel(work, None, token(name))


def places(room: Room, *names: str) -> list[int | None]:
    """The places on the waiting list of those who booked; None for a place that is theirs."""
    with room.installation.reading() as work:
        return [booking.look(work, None, token(name)).place for name in names]


def people(room: Room) -> register.Register:
    with room.installation.reading() as work:
        return register.people(work, room.host, room.run_id)
