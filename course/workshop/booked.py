"""What is sealed in a booking, and the link that opens it."""

from __future__ import annotations

from course.settings import Settings
from course.work import Work
from db.tables.booking import LiveBooking
from db.vault import CannotOpen


def token_of(work: Work, booking: LiveBooking) -> str | None:
    """The token of a booking's link; None for one that a host put down."""
    if booking.token_sealed is None or booking.token_hash is None:
        return None
    return work.vault.open(booking.token_sealed, token_place(booking.token_hash))


def needs_of(work: Work, booking: LiveBooking) -> str:
    """What its holder said they need; empty where that is nothing, or can't be opened."""
    if booking.needs_sealed is None:
        return ""
    try:
        return work.vault.open(booking.needs_sealed, needs_place(booking.id))
    except CannotOpen:
        return ""


def url(settings: Settings, token: str) -> str:
    """Where a booking's link is opened."""
    return f"{settings.url}/workshops/booking/{token}"


def needs_place(booking_id: str) -> str:
    """What the sealed needs of a booking are bound to."""
    return f"live_booking/{booking_id}/needs"


def token_place(digest: str) -> str:
    """What the sealed token of a booking is bound to."""
    return f"live_booking/{digest}/token"


def retry_place(booking_id: str) -> str:
    """What the sealed time of a letter's next try is bound to."""
    return f"live_booking/{booking_id}/retry"
