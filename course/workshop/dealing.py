"""A round of role-play: its groups are dealt when it opens, and each seat gets its own card.

What a seat is told is made from its own place alone, so that no other role's card can be in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random, SystemRandom
from typing import Any, cast

from course.access import Viewer, operation
from course.authoring.activities import Grouped, Role
from course.work import Work
from course.workshop import felt, grouping, left, running, seating
from course.workshop.grouping import ONLINE, ROOM, Group, SeatIn
from course.workshop.state import Stage
from db.queries import live_own as rows
from db.queries.live_own import Place


@dataclass(frozen=True)
class Places:
    """Who sits where in one round. ``places`` goes by seat."""

    places: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def groups(self) -> Mapping[int, tuple[Place, ...]]:
        """The places of each group, by its number."""
        found: dict[int, list[Place]] = defaultdict(list)
        for place in self.places.values():
            found[place.number].append(place)
        return {number: tuple(members) for number, members in found.items()}

    def partner(self, seat_id: str) -> Place | None:
        """The therapist's client, the client's therapist; None for anybody else."""
        place = self.places.get(seat_id)
        if place is None or place.role not in felt.OTHER:
            return None
        other = felt.OTHER[place.role]
        return next((one for one in self.groups[place.number] if one.role == other), None)


@dataclass(frozen=True)
class GroupNow:
    """A group as hosts see it: the words of its seats, where it sits, and how many have left it.

    A role stands only with a seat without a device, whose holder gets the card on paper.
    """

    number: int
    seats: tuple[str, ...]
    online: bool
    left: int = 0


@dataclass(frozen=True)
class GroupsNow:
    """The groups of a round; ``rooms`` is how many breakout rooms to open, ``lacking`` how many
    people have not been in both roles, ``alone`` how many sit in no group.
    """

    groups: tuple[GroupNow, ...]
    rooms: int
    lacking: int
    alone: int


def item_of(activity: Grouped, round_number: int) -> str:
    """The name of a round."""
    return f"{activity.id}/{round_number}"


def deal_round(
    work: Work,
    run_id: str,
    activity: Grouped,
    round_number: int,
    seats: Sequence[SeatIn],
    rng: Random | None = None,
) -> tuple[Group, ...]:
    """Deal the groups of a round that opens now, and keep who sits where until the run ends."""
    groups = grouping.deal(
        sorted(seats, key=lambda seat: seat.id),
        _earlier(work, run_id, activity, round_number - 1),
        activity.size,  # type: ignore[attr-defined]
        max(round_number, activity.rounds_count),
        rng or SystemRandom(),
    )
    item = item_of(activity, round_number)
    given = [
        Place(item, seat, group.number, role, group.where == ONLINE)
        for group in groups
        for seat, role in group.members
    ]
    rows.add_places(work.db, run_id, sorted(given, key=lambda place: place.seat_id))
    return groups


def _earlier(work: Work, run_id: str, activity: Grouped, rounds: int) -> list[tuple[Group, ...]]:
    """The groups of an activity's rounds so far; empty ones where a round was not dealt."""
    items = [item_of(activity, number) for number in range(1, rounds + 1)]
    found = rows.places(work.db, run_id, items) if items else []
    return [_groups([place for place in found if place.item == item]) for item in items]


def _groups(places: Sequence[Place]) -> tuple[Group, ...]:
    table = Places({place.seat_id: place for place in places})
    return tuple(
        Group(
            number,
            tuple((place.seat_id, place.role) for place in members),
            ONLINE if members[0].online else ROOM,
        )
        for number, members in sorted(table.groups.items())
    )


def forget(work: Work, run_id: str) -> None:
    """Forget who sat with whom: the run has ended."""
    rows.remove_places(work.db, run_id)


def places(work: Work, run_id: str, item: str) -> Places:
    """Who sits where in a round; nobody anywhere where none was dealt."""
    return Places({place.seat_id: place for place in rows.places(work.db, run_id, [item])})


@operation
def groups_now(work: Work, viewer: Viewer | None, run_id: str) -> GroupsNow | None:
    """The groups of the round a run is at, for its hosts; None where it has none yet."""
    run = running.find(work, run_id)
    activity, state = run.state.activity(run.plan), run.state
    if not isinstance(activity, Grouped) or state.stage is Stage.WAITING:
        return None
    here = seating.seats_in(work, run_id, run.item)
    past = _earlier(work, run_id, activity, state.round)
    labels = rows.labels(work.db, run_id)
    placed = {seat for group in past[-1] for seat in group.seats}
    paper = {seat.id for seat in here if not seat.phone}
    for group in past[-1]:
        for seat, role in group.members:
            if seat in paper and seat in labels:
                labels[seat] += f" (on paper: {activity.name_of(cast(Role, role))})"
    return GroupsNow(
        tuple(_seen(group, labels) for group in past[-1]),
        grouping.breakout_rooms(past[-1]),
        len(grouping.lacking(here, past)),
        sum(seat.id not in placed for seat in here),
    )


def _seen(group: Group, labels: Mapping[str, str]) -> GroupNow:
    words = sorted(labels[seat] for seat in group.seats if seat in labels)
    gone = len(group.seats) - len(words)
    return GroupNow(group.number, tuple(words), group.where == ONLINE, gone)


def beside(work: Work, run_id: str, seat_id: str) -> tuple[str, ...]:
    """The seats of the group in which a seat sits, or sat until it was left, in the round now."""
    run = running.find(work, run_id)
    if not isinstance(run.state.activity(run.plan), Grouped):
        return ()
    table = places(work, run_id, run.item)
    own = table.places.get(seat_id)
    members = () if own is None else table.groups[own.number]
    return tuple(one.seat_id for one in members if one.seat_id != seat_id)


def mine(
    table: Places,
    seat_id: str,
    activity: Grouped,
    round_number: int,
    *,
    gentler: bool = False,
    values: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any] | None:
    """What one seat sees of its group: number, where, its role and its own card. None without one.

    ``members`` are those who are there now; where somebody left, ``left`` says what comes of it,
    and ``parted`` whether the other one of the pair did.

    Of ``values``, every seat's felt number, only the pair's own are looked at.
    """
    place = table.places.get(seat_id)
    if place is None:
        return None
    role = cast(Role, place.role)
    card = activity.card(role, round_number, gentler=gentler and role == "client")
    members, partner = table.groups[place.number], table.partner(seat_id)
    here = [one.role for one in members if one.here]
    gone = [one.role for one in members if not one.here]

    def named(one: str) -> str:
        return activity.name_of(cast(Role, one))

    return {
        "number": place.number,
        "where": f"breakout room {place.number}" if place.online else "in the room",
        "role": role,
        "members": len(here),
        "left": left.sentence(role, here, gone, named),
        "parted": partner is not None and not partner.here,
        "card": {"title": card.title, "paragraphs": list(card.paragraphs)},
        "felt": None if activity.felt is None else felt.mine(table, seat_id, values or {}),
    }
