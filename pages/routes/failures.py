"""At most 30 failures a minute from one address; what succeeds is never counted.

Kept in this process's memory: with several replicas each counts its own. Tokens of seats that open
none are counted apart: a room is one address, and phones that come back to a workshop which is
long over shall keep nobody there from signing in.
"""

from __future__ import annotations

import asyncio

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from pages.routes import plain

A_MINUTE = 30
SENTENCE = "That was too many tries from one address within a minute. Wait a minute, then go on."

# A room full of phones is one address: after its thirty failures a short code is still looked up,
# but one after the other, so that guessing takes months and joining a few seconds.
TURN_SECONDS = 0.05
PATIENCE_SECONDS = 15.0

LINKS = RateLimitItemPerMinute(A_MINUTE, namespace="failures")
SEATS = RateLimitItemPerMinute(A_MINUTE, namespace="seats")
_limiter = MovingWindowRateLimiter(MemoryStorage())
_turns: dict[str, float] = {}


def address_of(request: Request) -> str:
    """The network address a request came from."""
    return request.client.host if request.client else "unknown"


def note(request: Request, of: RateLimitItem = LINKS) -> None:
    """Count one failure (an unknown link, a phrase that does not fit)."""
    _limiter.hit(of, address_of(request))


def too_many(request: Request, of: RateLimitItem = LINKS) -> bool:
    """Whether this address has used up its failures for now."""
    return not _limiter.test(of, address_of(request))


async def turn(request: Request) -> bool:
    """Wait for this address's turn if its failures are used up; False if that takes too long."""
    address = address_of(request)
    if not too_many(request):
        _turns.pop(address, None)
        return True
    now = asyncio.get_running_loop().time()
    mine = max(now, _turns.get(address, 0.0)) + TURN_SECONDS
    if mine - now > PATIENCE_SECONDS:
        return False
    _turns[address] = mine
    await asyncio.sleep(mine - now)
    return True


def slow_down() -> Response:
    """The page that says so (429)."""
    answer = plain.sentence("A short pause", SENTENCE, 429)
    answer.headers["Retry-After"] = "60"
    return answer
