"""The streams of one run in this process: who is there, and what has to be read for them next."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from pages.routes.event_stream import ELSEWHERE, Stream, retry

STREAMS_PER_SEAT = 2
BOARDS_PER_RUN = 12
CONSOLES_PER_SIGN_IN, CONSOLES_PER_RUN = 4, 40
GATHER_SECONDS = 0.1


@dataclass(frozen=True)
class Wanted:
    """What one reading is for: seats (None: all), boards by their secrets."""

    seats: frozenset[str] | None = frozenset()
    secrets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """What it brought: events ready to send. A seat or secret that is not in it is good no more."""

    revision: int
    seats: dict[str, bytes]
    boards: dict[str, bytes]


@dataclass(eq=False)
class Arrival:
    """A phone that waits for its first scene, and to be told whether it may stay."""

    seat_id: str
    stream: Stream
    seated: asyncio.Future[bool]


@dataclass(eq=False)
class Room:
    """All methods belong to the event loop's thread.

    ``boards`` are open by these secrets, ``hosts`` by these cookies' hashes. ``read_at`` is when
    the last reading began, in seconds of the loop's clock.
    """

    run_id: str
    revision: int = -1
    seats: dict[str, list[Stream]] = field(default_factory=dict)
    boards: dict[Stream, str] = field(default_factory=dict)
    hosts: dict[Stream, str] = field(default_factory=dict)
    reads: bool = False
    later: bool = False
    waits: bool = False
    read_at: float = -GATHER_SECONDS
    _arrivals: list[Arrival] = field(default_factory=list)
    _all: bool = False
    _touched: set[str] = field(default_factory=set)
    _boards_due: bool = False

    def streams(self) -> Iterator[Stream]:
        """Every open stream of the run."""
        for those in self.seats.values():
            yield from those
        yield from self.boards
        yield from self.hosts

    @property
    def is_empty(self) -> bool:
        """Whether nobody is there, nor about to be: a reading may be for somebody who comes."""
        return not (self.reads or self.seats or self.boards or self.hosts or self._arrivals)

    # ---- what is asked for

    def arrive(self, seat_id: str, stream: Stream) -> asyncio.Future[bool]:
        """A phone that has a seat; the answer is whether the seat is still taken."""
        seated: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._arrivals.append(Arrival(seat_id, stream, seated))
        return seated

    def want_all(self) -> None:
        """Read everything anew, for everybody."""
        self._all = self._boards_due = True

    def want_boards(self) -> None:
        """Read what the boards show anew."""
        self._boards_due = True

    def touch(self, seat_ids: Collection[str]) -> None:
        """Read these seats anew where somebody else must be told than whoever answered.

        A phone is told by the reply to its own request. Another tab of the seat is not; and a
        reading that has begun may have missed the change.
        """
        self._touched |= {
            seat_id for seat_id in seat_ids if self.reads or len(self.seats.get(seat_id, ())) > 1
        }

    def want(self, seat_ids: Collection[str]) -> None:
        """Read these seats anew, wherever they are open."""
        self._touched |= {seat_id for seat_id in seat_ids if seat_id in self.seats}

    def due(self, now: float) -> float | None:
        """In how many seconds something has to be read; None for never.

        A change is read at once. Of those who come one after the other the first is, and all who
        come soon after are read together.
        """
        boards = self._boards_due and self.boards
        if self._touched or boards or (self._all and self.seats):
            return 0.0
        return max(0.0, self.read_at + GATHER_SECONDS - now) if self._arrivals else None

    def take(self) -> tuple[Wanted, list[Arrival]] | None:
        """What has to be read now, taken off the list; None for nothing."""
        arrivals, self._arrivals = self._arrivals, []
        everything, self._all = self._all, False
        touched, self._touched = frozenset(self._touched), set()
        due, self._boards_due = self._boards_due, False
        secrets = frozenset(self.boards.values()) if due else frozenset[str]()
        if not (arrivals or touched or secrets or (everything and self.seats)):
            return None
        wanted = touched | {arrival.seat_id for arrival in arrivals}
        return Wanted(None if everything else wanted, secrets), arrivals

    def put_back(self, wanted: Wanted, arrivals: list[Arrival]) -> None:
        """It could not be read just now."""
        self._arrivals[:0] = arrivals
        self._all |= wanted.seats is None
        self._touched |= wanted.seats or frozenset()
        self._boards_due |= bool(wanted.secrets)

    # ---- what has been read

    def deliver(self, wanted: Wanted, arrivals: list[Arrival], found: Found) -> None:
        """Send what was read to whom it is for."""
        self.revision = max(self.revision, found.revision)
        seats = set(self.seats) if wanted.seats is None else wanted.seats
        for seat_id in seats:
            self._tell(self.seats.get(seat_id, []), found.seats.get(seat_id))
        for stream, secret in list(self.boards.items()):
            if secret in wanted.secrets:
                self._tell([stream], found.boards.get(secret))
        for arrival in arrivals:
            self._seat(arrival, found)

    def _tell(self, streams: list[Stream], event: bytes | None) -> None:
        for stream in list(streams):
            if event is None:
                stream.end()
            else:
                stream.offer(event)

    def _seat(self, arrival: Arrival, found: Found) -> None:
        if arrival.seated.done():  # it is gone again
            return
        event = found.seats.get(arrival.seat_id)
        if event is not None:
            there = self.seats.setdefault(arrival.seat_id, [])
            while len(there) >= STREAMS_PER_SEAT:
                there.pop(0).end(ELSEWHERE)
            there.append(arrival.stream)
            arrival.stream.offer(event)
        arrival.seated.set_result(event is not None)

    def refuse_all(self, arrivals: list[Arrival]) -> None:
        """The run is not there any more."""
        for arrival in arrivals:
            if not arrival.seated.done():
                arrival.seated.set_result(False)
        for stream in list(self.streams()):
            stream.end()

    def break_off(self, arrivals: list[Arrival], error: Exception) -> None:
        """It could not be read, and trying at once won't help: everybody comes again later."""
        for arrival in arrivals:
            if not arrival.seated.done():
                arrival.seated.set_exception(error)
        for stream in list(self.streams()):
            stream.end(retry())

    def leave(self, seat_id: str, stream: Stream) -> None:
        """A phone's stream is over."""
        there = self.seats.get(seat_id, [])
        if stream in there:
            there.remove(stream)
        if not there:
            self.seats.pop(seat_id, None)

    # ---- boards and consoles: of too many, the one that was opened first ends

    def show(self, secret: str, stream: Stream) -> None:
        """A board whose secret is known to be good."""
        _make_room(list(self.boards), BOARDS_PER_RUN)
        self.boards[stream] = secret
        self.want_boards()

    def watch(self, who: str, stream: Stream) -> None:
        """A console of a sign-in known to be a host's."""
        own = [one for one, other in self.hosts.items() if other == who]
        _make_room(own, CONSOLES_PER_SIGN_IN)
        _make_room(list(self.hosts), CONSOLES_PER_RUN)
        self.hosts[stream] = who

    def dismiss(self, hosts: Collection[str], secrets: Collection[str]) -> None:
        """End the consoles of these sign-ins and the boards of these secrets."""
        for stream, who in list(self.hosts.items()):
            if who in hosts:
                # Drawn once more, the console finds that it may not be seen.
                stream.end(self._nudge())
        for stream, secret in list(self.boards.items()):
            if secret in secrets:
                stream.end()

    def nudge_hosts(self) -> None:
        """Tell the consoles that there is something to draw anew."""
        event = self._nudge()
        for stream in self.hosts:
            stream.offer(event)

    def _nudge(self) -> bytes:
        return b'event: nudge\ndata: {"revision": %d}\n\n' % self.revision


def watching_from(rooms: Iterable[Room], address: str) -> int:
    """How many boards and consoles an address has open."""
    watching = (one for room in rooms for one in (*room.boards, *room.hosts))
    return sum(one.address == address for one in watching)


def _make_room(streams: list[Stream], most: int) -> None:
    there = [stream for stream in streams if not stream.ended]
    for stream in there[: max(0, len(there) - most + 1)]:
        stream.end(ELSEWHERE)
