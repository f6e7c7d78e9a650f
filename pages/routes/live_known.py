"""Which tokens open seats: asked before anything is written, of one reading for all who ask.

Whoever makes tokens up so costs a share of a reading, never a turn of the writer. What is kept here
was said by the database once, so nobody fills it without having a seat; whether the seat is still
taken is asked again by whatever is then done with it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection

from course.access import token_hash
from course.workshop import scenes
from pages.routes.live_writer import Busy
from pages.ui import wiring

Seats = dict[str, tuple[str, str]]  # (run, seat) by a token's hash
Asking = Callable[[Collection[str]], Seats]

REMEMBERED = 50_000
MOST_WAITING = 4_000
AT_ONCE = 200
SLOW_SECONDS = 1.0


def _asked(hashes: Collection[str]) -> Seats:
    with wiring.reading() as work:
        return scenes.opened_by(work, hashes)


class Known:
    """The seats of this process. All its methods belong to the event loop's thread."""

    def __init__(self, asking: Asking = _asked, most: int = MOST_WAITING) -> None:
        self._asking = asking
        self._most = most
        self._known: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._waiting: dict[str, asyncio.Future[tuple[str, str] | None]] = {}
        self._slow = 0
        self._reading: asyncio.Task[None] | None = None

    def has(self, run_id: str, token: str) -> str | None:
        """The seat that a token opens, as far as it is known without asking."""
        run, seat_id = self._known.get(token_hash(token), ("", None))
        return seat_id if run == run_id else None

    def remember(self, run_id: str, token: str, seat_id: str) -> None:
        """The database says that this token opens this seat; the oldest are forgotten first."""
        self._keep({token_hash(token): (run_id, seat_id)})

    def _keep(self, found: Seats) -> None:
        self._known |= found
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def forget(self, token: str) -> None:
        """The seat is not there any more."""
        self._known.pop(token_hash(token), None)

    async def find(self, run_id: str, token: str, *, slowly: bool = False) -> str | None:
        """Ask which seat of a run a token opens, if any; ``slowly`` waits for the next second.

        All that are asked slowly are asked in one reading a second, however many they are.

        Raises:
            Busy: too many ask at once.
        """
        if slowly:
            await self._next_second()
        run, seat_id = await self._ask(token_hash(token)) or ("", None)
        if run != run_id:
            self.forget(token)
            return None
        return seat_id

    async def _next_second(self) -> None:
        if self._slow >= self._most:
            raise Busy
        now = asyncio.get_running_loop().time()
        self._slow += 1
        try:
            await asyncio.sleep(SLOW_SECONDS - now % SLOW_SECONDS)
        finally:
            self._slow -= 1

    async def _ask(self, hashed: str) -> tuple[str, str] | None:
        loop = asyncio.get_running_loop()
        if hashed not in self._waiting:
            if len(self._waiting) >= self._most:
                raise Busy
            self._waiting[hashed] = loop.create_future()
        answer = self._waiting[hashed]
        if self._reading is None or self._reading.done():
            self._reading = loop.create_task(self._read())
        # Who leaves while waiting takes no answer away from others with the same token.
        return await asyncio.shield(answer)

    async def _read(self) -> None:
        """Ask for all that wait, and for all that come meanwhile, some hundreds at a time."""
        while self._waiting:
            hashes = list(self._waiting)[:AT_ONCE]
            found: Seats | Exception
            try:
                found = await asyncio.to_thread(self._asking, hashes)
                self._keep(found)
            except Exception as error:  # each of them is told, whatever it was
                found = error
            for hashed in hashes:
                answer = self._waiting.pop(hashed)
                if isinstance(found, Exception):
                    answer.set_exception(found)
                    answer.exception()  # whoever asked may have gone
                else:
                    answer.set_result(found.get(hashed))


known = Known()
