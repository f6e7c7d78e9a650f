"""Answering in an open round, and stepping down from one; nobody but the seat ever sees either."""

from __future__ import annotations

from dataclasses import dataclass, replace

from course.access import Viewer, operation, token_hash
from course.authoring.activities import Activity, Grouped
from course.authoring.workshops import Workshop
from course.errors import BadInput, GoldseamError, NotFound
from course.study.texts import UNREADABLE
from course.work import Work
from course.workshop import dealing, felt, running, sealing, values
from course.workshop.sealing import Answer
from course.workshop.state import State, parts, unpack
from db.queries import live_answers as rows
from db.queries import live_seats as seats

CLOSED = "This round has closed."
_KEY_SHORTEST, _KEY_LONGEST = 8, 64


class Closed(GoldseamError):
    """An answer to a round, or a part of one, that is not open any more."""

    def __init__(self) -> None:
        super().__init__(CLOSED)


@dataclass(frozen=True)
class Ack:
    """That an answer is kept, and whose it was, for the other windows of the same seat.

    ``others`` are the seats that see something new by it: the other one of a pair, once both have
    given their number.
    """

    seat_id: str
    item: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Here:
    """A seat and the round its run is at."""

    run_id: str
    seat: seats.Row
    plan: Workshop
    state: State

    @property
    def item(self) -> str:
        """The round's name."""
        return self.state.item(self.plan)

    @property
    def activity(self) -> Activity:
        """The activity the run is at."""
        return self.state.activity(self.plan)

    @property
    def part(self) -> str:
        """The part the round is at."""
        return parts(self.activity)[self.state.part]


def here(work: Work, run_id: str, token: str) -> Here:
    """The seat that a token opens, its run held as it is. Raises NotFound."""
    found = seats.standing(work.db, run_id, token_hash(token), holds=True)
    if found is None:
        raise NotFound
    plan = running.plan(work, found.edition)
    return Here(run_id, found.seat, plan, unpack(found.status, found.state))


@operation
def respond(
    work: Work,
    viewer: Viewer | None,
    run_id: str,
    token: str,
    item: str,
    key: str,
    value: object,
    part: int = 0,
) -> Ack:
    """Keep an answer in place of the seat's earlier one; the same ``key`` again keeps nothing new.

    Raises:
        NotFound: the token opens no seat there.
        Closed: the round or its part is not open.
        BadInput, TooLong: the answer can't be taken; the sentence says why.
    """
    at = here(work, run_id, token)
    if not at.state.takes_answers(at.plan) or (at.item, at.state.part) != (item, part):
        raise Closed
    if not isinstance(key, str) or not _KEY_SHORTEST <= len(key) <= _KEY_LONGEST:
        raise BadInput(UNREADABLE)
    before = _kept(work, at, at.seat.id)
    if before.came_under(key):
        return Ack(at.seat.id, item, _others(work, at))
    accepted = values.accept(at.activity, at.part, value)
    if isinstance(at.activity, Grouped):
        accepted = _felt(work, at, accepted, before)
    _keep(work, at, before.with_part(at.part, accepted, key))
    own = sealing.open_own(work, at.seat.id, at.seat.own)
    if own.passed == item:  # whoever answers after all takes part again
        fresh = replace(own, passed="")
        seats.set_own(work.db, at.seat.id, sealing.seal_own(work, at.seat.id, fresh))
    return Ack(at.seat.id, item, _others(work, at))


def _kept(work: Work, at: Here, seat_id: str) -> Answer:
    sealed = rows.response(work.db, at.run_id, at.item, seat_id)
    found = sealed and sealing.open_answer(work, at.run_id, at.item, seat_id, sealed)
    return found or Answer()


def _keep(work: Work, at: Here, answer: Answer) -> None:
    sealed = sealing.seal_answer(work, at.run_id, at.item, at.seat.id, answer)
    rows.put(work.db, at.run_id, at.item, at.seat.id, sealed)


def _felt(work: Work, at: Here, value: values.Value, before: Answer) -> values.Value:
    """A felt number as it may be kept.

    Whoever took theirs back by passing may have seen the other's, so no new one is taken.
    """
    if before.keys and not before.parts:
        raise BadInput(felt.TAKEN_BACK)
    own = {at.seat.id: before.parts[""]} if "" in before.parts else {}
    return dict(felt.accept(dealing.places(work, at.run_id, at.item), at.seat.id, value, own))


def _others(work: Work, at: Here) -> tuple[str, ...]:
    """The other one of a pair, where both gave their number: as long as one has given none, nobody
    sees anything new."""
    if not isinstance(at.activity, Grouped):
        return ()
    partner = dealing.places(work, at.run_id, at.item).partner(at.seat.id)
    if partner is None or not _kept(work, at, partner.seat_id).parts:
        return ()
    return (partner.seat_id,)


@operation
def step_down(work: Work, viewer: Viewer | None, run_id: str, token: str, what: str) -> str:
    """Pass in this round (``pass``), only watch or take part again from the next round on
    (``observe``), or have a gentler card (``gentler``); returns the seat's id.

    Of an answer that was given before passing only an empty row is left, so that passing changes
    no count either.

    Raises:
        NotFound: the token opens no seat there, or ``what`` is none of these.
    """
    at = here(work, run_id, token)
    own = sealing.open_own(work, at.seat.id, at.seat.own)
    match what:
        case "pass":
            own = replace(own, passed=at.item)
            _withdraw(work, at)
        case "observe":
            own = replace(own, observing=not own.observing)
        case "gentler":
            own = replace(own, gentler=True)
        case _:
            raise NotFound
    seats.set_own(work.db, at.seat.id, sealing.seal_own(work, at.seat.id, own))
    return at.seat.id


def _withdraw(work: Work, at: Here) -> None:
    before = _kept(work, at, at.seat.id)
    if before.keys:
        _keep(work, at, Answer({}, before.keys))
