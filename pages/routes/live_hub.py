"""Brings every change of a run to every screen of it that this process serves.

The revision in the database is the truth. Whoever commits a change calls :func:`nudge`; the hub
reads the run once for all who watch it here, and replicas hear of it by the bell (``live_bell``).
A nudge that is lost costs seconds: the bell also looks at the revisions itself.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Collection, Mapping

from sqlalchemy.exc import SQLAlchemyError

from course.errors import NotFound
from pages.routes.event_stream import Stream, retry
from pages.routes.live_reading import read
from pages.routes.live_room import Arrival, Room, Wanted
from pages.routes.logs import summary
from pages.routes.open_pages import opened
from pages.ui import wiring

log = logging.getLogger("goldseam.live")

SHOW_SECONDS = 1.0  # what comes one by one (people who join) is shown together
AGAIN_SECONDS = 0.5

Ring = Callable[[str, str], None]
JOINED, SHOWN = "joined", "shown"


class Hub:
    """The rooms of this process. What is not said to be for any thread belongs to the loop's."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.ending = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ring: Ring | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._guard = threading.Lock()

    def begin(self, ring: Ring | None = None) -> None:
        """Serve from now on; ``ring`` tells other replicas (run, what)."""
        with self._guard:
            self._loop, self._ring, self.ending = asyncio.get_running_loop(), ring, False

    # ---- from any thread

    def nudge(self, run_id: str, revision: int) -> None:
        """A change of the run is committed."""
        opened.changed(run_id)
        self._soon(lambda: self.changed(run_id))
        self._tell_others(run_id, str(revision))

    def joined(self, run_id: str) -> None:
        """Somebody came, left or asked for a word: nothing that a phone draws."""
        self._soon(lambda: self.gather(run_id))
        self._tell_others(run_id, JOINED)

    def heard(self, run_id: str, what: str) -> None:
        """Another process says what :func:`nudge`, ``joined`` or ``shown`` said there."""
        name, _, seat_ids = what.partition(" ")
        if name == JOINED:
            opened.taken(run_id)
            self._soon(lambda: self.gather(run_id))
        elif name == SHOWN:
            self._soon(lambda: self._want(run_id, seat_ids.split(",")))
        elif name.isdecimal():
            opened.changed(run_id)
            self._soon(lambda: self.behind({run_id: int(name)}))

    def heard_nothing(self) -> None:
        """Other processes may have said something that nobody here could hear."""

        def look() -> None:
            for run_id in list(self.rooms):
                self.changed(run_id)

        self._soon(look)

    def touched(self, run_id: str, seat_ids: Collection[str]) -> None:
        """What these seats have is changed by a request of their own, and committed."""
        self._soon(lambda: self._touch(run_id, seat_ids))

    def shown(self, run_id: str, seat_ids: Collection[str]) -> None:
        """What these seats see is changed, and committed; others hear which, and never what."""
        self._soon(lambda: self._want(run_id, seat_ids))
        self._tell_others(run_id, f"{SHOWN} {','.join(seat_ids)}")

    def end_all(self) -> None:
        """Every stream of this process ends, each to come back a little later."""
        self._soon(self._end_all)

    def _soon(self, act: Callable[[], None]) -> None:
        with self._guard:
            loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(act)

    def _tell_others(self, run_id: str, what: str) -> None:
        with self._guard:
            ring = self._ring
        if ring is not None:
            ring(run_id, what)

    # ---- coming and going

    async def seat(self, run_id: str, seat_id: str, stream: Stream) -> bool:
        """Let a phone in; whether its seat is still taken."""
        room = self._room(run_id)
        seated = room.arrive(seat_id, stream)
        self._go_on(room)
        try:
            return await seated
        finally:
            self._forget(room)

    def board(self, run_id: str, secret: str, stream: Stream) -> None:
        """Show the run on a board whose secret is known to be good."""
        room = self._room(run_id)
        room.show(secret, stream)
        self._go_on(room)

    def host(self, run_id: str, who: str, stream: Stream) -> None:
        """Nudge a console of a sign-in (its cookie's hash) known to be a host's."""
        self._room(run_id).watch(who, stream)

    def left(self, run_id: str, stream: Stream, seat_id: str | None = None) -> None:
        """A stream is over."""
        room = self.rooms.get(run_id)
        if room is None:
            return
        if seat_id is not None:
            room.leave(seat_id, stream)
        room.boards.pop(stream, None)
        room.hosts.pop(stream, None)
        self._forget(room)

    def _room(self, run_id: str) -> Room:
        self._loop = asyncio.get_running_loop()
        return self.rooms.setdefault(run_id, Room(run_id))

    def _forget(self, room: Room) -> None:
        if room.is_empty and self.rooms.get(room.run_id) is room:
            self.rooms.pop(room.run_id, None)

    # ---- changes

    def changed(self, run_id: str) -> None:
        """Read a run anew for everybody here."""
        if (room := self.rooms.get(run_id)) is not None:
            room.want_all()
            self._go_on(room)
            room.nudge_hosts()

    def gather(self, run_id: str) -> None:
        """Draw boards and consoles anew, once for all that comes within a second."""
        room = self.rooms.get(run_id)
        if room is not None and not room.later:
            room.later = True
            asyncio.get_running_loop().call_later(SHOW_SECONDS, self._gathered, room)

    def _gathered(self, room: Room) -> None:
        room.later = False
        room.want_boards()
        self._go_on(room)
        room.nudge_hosts()

    def _touch(self, run_id: str, seat_ids: Collection[str]) -> None:
        if (room := self.rooms.get(run_id)) is not None:
            room.touch(seat_ids)
            self._go_on(room)

    def _want(self, run_id: str, seat_ids: Collection[str]) -> None:
        if (room := self.rooms.get(run_id)) is not None:
            room.want(seat_ids)
            self._go_on(room)

    def behind(self, revisions: Mapping[str, int]) -> None:
        """Read anew those runs whose revision in the database is not the one shown."""
        for run_id, revision in revisions.items():
            room = self.rooms.get(run_id)
            if room is not None and room.revision < revision:
                room.revision = revision
                self.changed(run_id)

    def _go_on(self, room: Room) -> None:
        """Read what has to be read, when it is time."""
        loop = asyncio.get_running_loop()
        wait = None if room.reads else room.due(loop.time())
        if wait is None:
            return
        if wait == 0:
            room.reads = True
            task = loop.create_task(self._read(room))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif not room.waits:
            room.waits = True
            loop.call_later(wait, self._waited, room)

    def _waited(self, room: Room) -> None:
        room.waits = False
        self._go_on(room)

    async def _read(self, room: Room) -> None:
        """Read and deliver while anything is due; one reading of a run at a time."""
        loop = asyncio.get_running_loop()
        try:
            while room.due(loop.time()) == 0 and (taken := room.take()) is not None:
                room.read_at = loop.time()
                await self._read_once(room, *taken)
        finally:
            room.reads = False
            self._go_on(room)
            self._forget(room)

    async def _read_once(self, room: Room, wanted: Wanted, arrivals: list[Arrival]) -> None:
        try:
            found = await asyncio.to_thread(read, wiring.reading, room.run_id, wanted)
        except NotFound:
            room.refuse_all(arrivals)
        except SQLAlchemyError as error:
            log.warning("a run could not be read: %s", type(error).__name__)
            room.put_back(wanted, arrivals)
            await asyncio.sleep(AGAIN_SECONDS)
        except Exception as error:
            log.error("a run could not be read: %s", summary(error))
            room.break_off(arrivals, error)
        else:
            before = room.revision
            room.deliver(wanted, arrivals, found)
            if before != room.revision:
                room.nudge_hosts()

    def _end_all(self) -> None:
        self.ending = True
        for room in list(self.rooms.values()):
            for stream in list(room.streams()):
                stream.end(retry())


hub = Hub()
nudge = hub.nudge
joined = hub.joined
