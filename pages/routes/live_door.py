"""Who a phone's request comes from: its seat, found before anything of it is read or written.

A token that opens no seat is a failure of its address. An address that has used up its failures
waits a second for each token that is not known here: strangers are held back, and a phone whose
seat is good gets its answer all the same, however many strangers share its address.
"""

from __future__ import annotations

from starlette.requests import Request

from course.errors import GoldseamError, NotFound
from pages.routes import failures, seat_cookie
from pages.routes.live_known import known


class TooMany(GoldseamError):
    """A token that opens no seat, from an address that has used up its failures."""

    def __init__(self) -> None:
        super().__init__(failures.SENTENCE)


async def seat(request: Request, *, afresh: bool = False) -> tuple[str, str]:
    """(token, seat id) of this browser's seat in the run it asks about.

    ``afresh`` asks the database though the seat is known here.

    Raises:
        NotFound: it has none there.
        TooMany: it has none there, and its address has sent too many such tokens.
        Busy: very many ask at once.
    """
    run_id, token = request.path_params["run"], seat_cookie.token_in(request)
    if token is None:
        raise NotFound
    seat_id = None if afresh else known.has(run_id, token)
    if seat_id is None:
        slowly = failures.too_many(request, failures.SEATS)
        seat_id = await known.find(run_id, token, slowly=slowly)
        if seat_id is None:
            failures.note(request, failures.SEATS)
            raise TooMany if slowly else NotFound
    return token, seat_id


async def has_seat(request: Request) -> bool:
    """Whether it has a seat there. It is told so whatever else came from its address."""
    try:
        await seat(request, afresh=True)
    except (NotFound, TooMany):
        return False
    return True
