"""Reads a run once for many screens, and makes of it the events they are sent.

What is the same for all is encoded once; only what a seat has of its own is made for each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from course.errors import NotFound
from course.work import Work
from course.workshop import scenes
from pages.routes.live_room import Found, Wanted

Reading = Callable[[], AbstractContextManager[Work]]
ROOMS = 64
SEVERAL = 300  # seats; from here on asking for all is less than asking for each


def read(reading: Reading, run_id: str, wanted: Wanted) -> Found:
    """What the seats and boards asked for are sent. Raises NotFound: there is no such run."""
    with reading() as work:
        asked = wanted.seats
        if asked is not None and len(asked) > SEVERAL:
            asked = None
        shown = [_board(work, run_id, secret) for secret in wanted.secrets]
        boards = {board.secret: board for board in shown if board is not None}
        seats: dict[str, bytes] = {}
        revisions = [board.revision for board in boards.values()]
        if asked is None or asked:
            gathered = scenes.gather(work, run_id, asked)
            head = _head(run_id, gathered.revision, work.now, gathered.room)
            seats = {seat: head + _json(mine) + _END for seat, mine in gathered.mine.items()}
            revisions.append(gathered.revision)
        events = {secret: board.event for secret, board in boards.items()}
        return Found(max(revisions, default=-1), seats, events)


@dataclass(frozen=True)
class _Board:
    secret: str
    revision: int
    event: bytes


_END = b"}\n\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# By run: what everybody there sees, and how it is written. It is made anew at each revision.
_written: dict[str, tuple[Mapping[str, Any], bytes]] = {}


def _head(run_id: str, revision: int, now: datetime, room: Mapping[str, Any]) -> bytes:
    """An event up to what each seat has of its own."""
    kept = _written.get(run_id)
    if kept is None or kept[0] is not room:
        if len(_written) >= ROOMS:
            _written.clear()
        kept = _written[run_id] = room, _json(room)[1:-1]
    moment = int(now.timestamp() * 1000)
    return b'id: %d\nevent: scene\ndata: {"revision":%d,"now":%d,%s,"mine":' % (
        *(revision, revision, moment),
        kept[1],
    )


def _board(work: Work, run_id: str, secret: str) -> _Board | None:
    try:
        shown = scenes.for_board(work, None, run_id, secret)
    except NotFound:
        return None
    revision = shown["revision"]
    room = {"run": shown["run"], "activity": shown["activity"]}
    shared = _json({"revision": revision, "now": shown["now"], **room, "mine": shown["mine"]})
    event = b"id: %d\nevent: scene\ndata: %s\n\n" % (revision, shared)
    return _Board(secret, revision, event)
