"""Scenes put together from the database, for one seat or for all of them in a few statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from hmac import compare_digest
from typing import Any

from course.access import Viewer, operation, token_hash
from course.authoring.activities import Activity, Grouped, Pairs, Triads
from course.cohort.rules import batch
from course.errors import NotFound
from course.work import Work
from course.workshop import dealing, moderating_room, running, scene, sealing
from course.workshop.moderating_room import UP, TextSeen
from course.workshop.running import Run
from course.workshop.sealing import Answer
from course.workshop.state import Stage, Status, small_form
from db.queries import live_answers as answers
from db.queries import live_runs as runs
from db.queries import live_seats as rows

Json = dict[str, Any]

SMALL_BELOW = 8  # seats: the console offers an activity's form for a small room
_ROOMS = 64  # runs whose room is remembered


@dataclass(frozen=True)
class Gathered:
    """The scenes of many seats: ``room`` is the same for all, ``mine`` each seat's, by its id."""

    revision: int
    room: Json
    mine: dict[str, Json]


@dataclass(frozen=True)
class SeatSeen:
    """A seat as hosts see it: a word and where it is; nothing of what it answered or asked for."""

    id: str
    label: str
    device: str
    called: bool


@dataclass(frozen=True)
class HostScene:
    """What the console shows: the run with its plan, the room's scene, seats, and texts to look at.

    ``enough`` says while a round is open only whether enough have answered. ``offers_small`` is the
    activity's form for a small room, where there are few.
    """

    run: Run
    room: Json
    seats: tuple[SeatSeen, ...]
    texts: tuple[TextSeen, ...]
    enough: bool
    least: int
    offers_small: str | None


_rooms: dict[str, tuple[int, Json]] = {}  # by run: what everybody there sees anyway


def room(work: Work, run: Run) -> Json:
    """What everybody sees, made once for each revision."""
    kept = _rooms.get(run.id)
    if kept is not None and kept[0] == run.revision and work.only_reads:
        return kept[1]
    join = f"{work.settings.room_url}/join"
    made = scene.room(run, work.catalogue.course, _result(work, run), join, None)
    if work.only_reads:  # what is not committed yet may never be
        if len(_rooms) >= _ROOMS:
            _rooms.clear()
        _rooms[run.id] = (run.revision, made)
    return made


def _result(work: Work, run: Run) -> Json:
    if run.state.status is not Status.LIVE or run.state.stage is not Stage.REVEALED:
        return {}
    shown = answers.tally(work.db, run.id, run.item)
    if "words" not in shown and "texts" not in shown:
        return shown
    up = [one for one in moderating_room.of_round(work, run.id, run.item) if one.state == UP]
    if "words" in shown:
        ordered = sorted(up, key=lambda one: one.text.casefold())
        return {"words": [{"text": one.text, "size": one.size} for one in ordered]}
    return {"texts": [one.text for one in up]}


def gather(work: Work, run_id: str, seat_ids: Collection[str] | None) -> Gathered:
    """The scenes of some seats, or of all; a seat that is gone is left out. Raises NotFound."""
    run = running.find(work, run_id)
    found = rows.present(work.db, run_id, seat_ids)
    return Gathered(run.revision, room(work, run), _mine(work, run, found))


def _mine(work: Work, run: Run, found: list[rows.Row]) -> dict[str, Json]:
    activity, state = run.state.activity(run.plan), run.state
    said: dict[str, Answer | None] = {}
    if state.takes_answers(run.plan):
        # The two of a pair see each other's number once both are given: both are needed then.
        only = None if isinstance(activity, Grouped) else [one.id for one in found]
        opens = partial(sealing.open_answer, work, run.id, run.item)
        sealed = answers.responses(work.db, run.id, run.item, only)
        said = {seat_id: opens(seat_id, text) for seat_id, text in sealed.items()}
    group = _groups(work, run, said)
    calling = rows.calls(work.db, run.id)
    made = {}
    for one in found:
        own = sealing.open_own(work, one.id, one.own)
        made[one.id] = scene.mine(
            run,
            one.label,
            one.device,
            own,
            said.get(one.id),
            called=one.id in calling,
            group=group(one.id, own.gentler),
        )
    return made


def _groups(work: Work, run: Run, said: dict[str, Answer | None]) -> Any:
    """A function of (seat id, gentler) that says what a seat sees of its group."""
    activity, state = run.state.activity(run.plan), run.state
    going_on = state.status is Status.LIVE and state.stage is not Stage.WAITING
    if not isinstance(activity, Grouped) or not going_on:
        return lambda seat_id, gentler: None
    table = dealing.places(work, run.id, run.item)
    numbers = {one: said[one].parts.get("", {}) for one in said if said[one] is not None}  # type: ignore[union-attr]

    def of(seat_id: str, gentler: bool) -> Json | None:
        return dealing.mine(table, seat_id, activity, state.round, gentler=gentler, values=numbers)

    return of


def known(work: Work, run_id: str, tokens: Collection[str]) -> dict[str, str]:
    """The ids of the seats that these tokens open, by token; the others are left out."""
    hashes = {token_hash(token): token for token in tokens}
    found = rows.by_hash(work.db, run_id, hashes)
    return {hashes[hashed]: seat_id for hashed, seat_id in found.items()}


def opened_by(work: Work, hashes: Collection[str]) -> dict[str, tuple[str, str]]:
    """(run id, seat id) of the seats that tokens with these hashes open, by hash; of any run."""
    return rows.whose(work.db, hashes)


def revisions(work: Work, run_ids: Collection[str]) -> dict[str, int]:
    """The present revision of each of these runs."""
    return runs.revisions(work.db, run_ids)


@operation
def for_seat(work: Work, viewer: Viewer | None, run_id: str, token: str) -> Json:
    """All that one seat may see now. Raises NotFound."""
    seat_id = known(work, run_id, [token]).get(token)
    if seat_id is None:
        raise NotFound
    gathered = gather(work, run_id, [seat_id])
    return _whole(work, gathered.revision, gathered.room, gathered.mine[seat_id])


@operation
def for_board(work: Work, viewer: Viewer | None, run_id: str, secret: str) -> Json:
    """All that the board shows now. Raises NotFound where the secret doesn't open it."""
    run = running.find(work, run_id)
    if run.board_hash is None or not compare_digest(run.board_hash, token_hash(secret)):
        raise NotFound
    return _whole(work, run.revision, _with_people(work, run), {"board": True})


def _with_people(work: Work, run: Run) -> Json:
    """The room's scene with the head-count, which changes without a revision."""
    shown = room(work, run)
    people = None if run.state.count_hidden else rows.count(work.db, run.id)
    return {**shown, "run": {**shown["run"], "people": people}}


def _whole(work: Work, revision: int, room: Json, mine: Json) -> Json:
    return {"revision": revision, "now": scene.milliseconds(work.now), **room, "mine": mine}


@operation
def for_host(work: Work, viewer: Viewer | None, run_id: str) -> HostScene:
    """All that a host sees now. Raises NotFound."""
    run = running.find(work, run_id)
    seats = rows.present(work.db, run_id)
    calling = rows.calls(work.db, run_id)
    activity, state = run.state.activity(run.plan), run.state
    least = batch(max(state.size, len(seats)))
    enough = state.enough
    if state.takes_answers(run.plan):
        twice = 2 if isinstance(activity, Grouped) else 1  # a pair gives two numbers
        enough = answers.are_at_least(work.db, run_id, run.item, least * twice)
    shown = room(work, run)
    few = _are_few(activity, len(seats)) and state.stage is Stage.WAITING
    return HostScene(
        run=run,
        room={**shown, "run": {**shown["run"], "people": len(seats)}},
        seats=tuple(SeatSeen(s.id, s.label, s.device, s.id in calling) for s in seats),
        texts=tuple(moderating_room.of_round(work, run_id)),
        enough=enough,
        least=least,
        offers_small=small_form(activity) if few else None,
    )


def _are_few(activity: Activity, people: int) -> bool:
    """Whether so few are here that a result might never be shown; of a role-play it takes pairs."""
    pairs = people // activity.size if isinstance(activity, Pairs | Triads) else None
    return people < SMALL_BELOW or (pairs is not None and pairs < batch(people))
