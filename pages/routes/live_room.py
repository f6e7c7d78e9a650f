"""The streams of one run in this process: who is there, and what has to be read for them next."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from pages.routes.event_stream import ELSEWHERE, Stream, retry

STREAMS_PER_SEAT = 2


@dataclass(frozen=True)
class Wanted:
    """What one reading is for: new tokens, seats (None: all), boards by their secrets."""

    tokens: tuple[str, ...] = ()
    seats: frozenset[str] | None = frozenset()
    secrets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """What it brought: events ready to send. A seat or secret that is not in it is good no more."""

    revision: int
    known: dict[str, str]
    seats: dict[str, bytes]
    boards: dict[str, bytes]


@dataclass(eq=False)
class _Arrival:
    token: str
    stream: Stream
    seated: asyncio.Future[str | None]


@dataclass(eq=False)
class Room:
    """All methods belong to the event loop's thread."""

    run_id: str
    revision: int = -1
    seats: dict[str, list[Stream]] = field(default_factory=dict)
    boards: dict[Stream, str] = field(default_factory=dict)
    hosts: set[Stream] = field(default_factory=set)
    reads: bool = False
    later: bool = False
    _arrivals: list[_Arrival] = field(default_factory=list)
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

    def arrive(self, token: str, stream: Stream) -> asyncio.Future[str | None]:
        """A phone that says it has a seat; the answer is the seat's id, or None."""
        seated: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._arrivals.append(_Arrival(token, stream, seated))
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

    def take(self) -> tuple[Wanted, list[_Arrival]] | None:
        """What has to be read now, taken off the list; None for nothing."""
        arrivals, self._arrivals = self._arrivals, []
        everything, self._all = self._all, False
        touched, self._touched = frozenset(self._touched), set()
        due, self._boards_due = self._boards_due, False
        secrets = frozenset(self.boards.values()) if due else frozenset[str]()
        if not (arrivals or touched or secrets or (everything and self.seats)):
            return None
        tokens = tuple({arrival.token: None for arrival in arrivals})
        return Wanted(tokens, None if everything else touched, secrets), arrivals

    def put_back(self, wanted: Wanted, arrivals: list[_Arrival]) -> None:
        """It could not be read just now."""
        self._arrivals[:0] = arrivals
        self._all |= wanted.seats is None
        self._touched |= wanted.seats or frozenset()
        self._boards_due |= bool(wanted.secrets)

    # ---- what has been read

    def deliver(self, wanted: Wanted, arrivals: list[_Arrival], found: Found) -> None:
        """Send what was read to whom it is for."""
        self.revision = max(self.revision, found.revision)
        seats = set(self.seats) if wanted.seats is None else wanted.seats
        for arrival in arrivals:
            self._seat(arrival, found)
        for seat_id in seats:
            self._tell(self.seats.get(seat_id, []), found.seats.get(seat_id))
        for stream, secret in list(self.boards.items()):
            if secret in wanted.secrets:
                self._tell([stream], found.boards.get(secret))

    def _tell(self, streams: list[Stream], event: bytes | None) -> None:
        for stream in list(streams):
            if event is None:
                stream.end()
            else:
                stream.offer(event)

    def _seat(self, arrival: _Arrival, found: Found) -> None:
        if arrival.seated.done():  # it is gone again
            return
        seat_id = found.known.get(arrival.token)
        event = found.seats.get(seat_id) if seat_id else None
        if seat_id is None or event is None:
            arrival.seated.set_result(None)
            return
        there = self.seats.setdefault(seat_id, [])
        while len(there) >= STREAMS_PER_SEAT:
            there.pop(0).end(ELSEWHERE)
        there.append(arrival.stream)
        arrival.stream.offer(event)
        arrival.seated.set_result(seat_id)

    def refuse_all(self, arrivals: list[_Arrival]) -> None:
        """The run is not there any more."""
        for arrival in arrivals:
            if not arrival.seated.done():
                arrival.seated.set_result(None)
        for stream in list(self.streams()):
            stream.end()

    def break_off(self, arrivals: list[_Arrival], error: Exception) -> None:
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

    def nudge_hosts(self) -> None:
        """Tell the consoles that there is something to draw anew."""
        event = b'event: nudge\ndata: {"revision": %d}\n\n' % self.revision
        for stream in self.hosts:
            stream.offer(event)
