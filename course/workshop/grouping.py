"""Who practises with whom, and as what. Pure: chance comes in as an argument.

Everyone who plays is to be therapist and client. Groups stay together from round to round, because
people who have begun to trust one another should not have to begin again and nobody likes to change
rooms; only those whom an arrival, a departure or an open wish for a role touches are placed anew.
Nobody is alone. Three is the usual size of a triad; what is left over becomes pairs, in which both
play in every round. Where rounds run short of roles, whoever has been here longest comes first, and
``lacking`` says who would need a round more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from course.workshop.roles import BOTH, CLIENT, OBSERVER, THERAPIST, Player, choose, outlook

ROOM, ONLINE = "room", "online"


@dataclass(frozen=True)
class SeatIn:
    """A seat that takes part. ``phone`` is false for one without a device, whose card is on paper;
    ``plays`` is false for somebody who only observes.
    """

    id: str
    where: str = ROOM
    phone: bool = True
    plays: bool = True


@dataclass(frozen=True)
class Group:
    """One group of a round: (seat id, role) of each member. ``where``: online if one is."""

    number: int
    members: tuple[tuple[str, str], ...]
    where: str

    @property
    def seats(self) -> frozenset[str]:
        """The ids of its members."""
        return frozenset(seat for seat, _ in self.members)


Round = tuple[Group, ...]
Team = tuple[SeatIn, ...]


def deal(
    seats: Sequence[SeatIn], earlier: Sequence[Round], size: int, rounds: int, rng: Random
) -> Round:
    """The groups of the next round, after the ``earlier`` ones of ``rounds`` of one activity.

    ``size`` is 2 or 3. Empty when fewer than two are here who play.
    """
    before = earlier[-1] if earlier else ()
    now = _Deal(_past(earlier), before, size, max(1, rounds - len(earlier)), rng)
    teams = [team for pool in _pools(seats) for team in _teams(pool, now)]
    groups = (
        Group(number, _cast(team, now), _where(team))
        for team, number in zip(teams, _numbers(teams, before), strict=True)
    )
    return tuple(sorted(groups, key=lambda group: group.number))


def lacking(seats: Iterable[SeatIn], earlier: Sequence[Round]) -> tuple[str, ...]:
    """Who plays, is here, and has not been therapist and client in the rounds there were."""
    past = _past(earlier)
    return tuple(seat.id for seat in seats if seat.plays and BOTH - set(past.get(seat.id, ())))


def breakout_rooms(groups: Iterable[Group]) -> int:
    """How many breakout rooms a host has to open, the highest number that an online group bears."""
    return max((group.number for group in groups if group.where == ONLINE), default=0)


def _past(earlier: Sequence[Round]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for groups in earlier:
        for group in groups:
            for seat, role in group.members:
                found[seat] = (*found.get(seat, ()), role)
    return found


def _pools(seats: Sequence[SeatIn]) -> list[list[SeatIn]]:
    """Those in the room and those online, apart unless one side could not practise by itself."""
    pools = [[seat for seat in seats if seat.where == where] for where in (ROOM, ONLINE)]
    if any(pool and _players(pool) < 2 for pool in pools):
        pools = [[*pools[0], *pools[1]]]
    return [pool for pool in pools if _players(pool) >= 2]


def _players(seats: Iterable[SeatIn]) -> int:
    return sum(seat.plays for seat in seats)


@dataclass(frozen=True)
class _Deal:
    past: Mapping[str, tuple[str, ...]]
    before: Round
    size: int
    left: int
    rng: Random

    def players(self, team: Iterable[SeatIn]) -> list[Player]:
        """Those of a team who play."""
        return [Player(seat.id, self.past.get(seat.id, ())) for seat in team if seat.plays]

    def open(self, team: Iterable[SeatIn]) -> int:
        """What would stay open in a team that stays together."""
        return outlook(self.players(team), self.left)


def _teams(pool: Sequence[SeatIn], deal: _Deal) -> list[Team]:
    """The teams of one pool: as many as can stay together, the rest placed anew."""
    kept, loose = _still_together(pool, deal)
    deal.rng.shuffle(kept)
    kept.sort(key=len)  # a pair takes somebody in more easily than a triad gives somebody away
    best: tuple[tuple[int, int, int], list[Team]] | None = None
    for dissolved in _how_many(len(kept), bool(loose)):
        free = [*loose, *(seat for team in kept[:dissolved] for seat in team)]
        stay = kept[dissolved:]
        for teams in _ways([*free], deal) if free else [[]]:
            whole = [*stay, *teams]
            score = (sum(map(deal.open, whole)), _odd(whole, deal.size), dissolved)
            if best is None or score < best[0]:
                best = (score, whole)
        if best is not None and best[0][:2] == (0, 0):
            break
    return [] if best is None else best[1]


def _how_many(kept: int, loose: bool) -> Iterator[int]:
    """How many teams to dissolve: none, some, then all. One alone needs one team at least."""
    yield from range(min(kept, 4))
    if kept or loose:
        yield kept


def _still_together(pool: Sequence[SeatIn], deal: _Deal) -> tuple[list[Team], list[SeatIn]]:
    """Teams in which nothing changed and nothing stays open; everybody else is loose."""
    here = {seat.id: seat for seat in pool}
    kept: list[Team] = []
    for group in deal.before:
        team = tuple(here[seat] for seat, _ in group.members if seat in here)
        whole = len(team) == len(group.members) and _players(team) >= 2
        if whole and deal.open(team) == 0:
            kept.append(team)
    together = {seat.id for team in kept for seat in team}
    loose = [seat for seat in pool if seat.id not in together]
    deal.rng.shuffle(loose)
    return kept, loose


def _ways(free: list[SeatIn], deal: _Deal) -> Iterator[list[Team]]:
    """Ways to make teams of these, from the usual number of teams up to pairs alone."""
    most = min(len(free), _players(free)) // 2
    if most == 0:
        return
    usual = -(-len(free) // 3) if deal.size == 3 else len(free) // 2
    first = max(1, min(usual, most))
    last = min(most, first + 8) if first < most else first
    for number in sorted({*range(first, last + 1), most}):
        yield _spread(free, number, deal)


def _spread(free: Sequence[SeatIn], number: int, deal: _Deal) -> list[Team]:
    """These, spread over so many teams: wishes first, then who has no phone, then who observes."""
    players = sorted((s for s in free if s.plays), key=lambda s: _order(s, deal))
    watching = [seat for seat in free if not seat.plays]
    teams: list[list[SeatIn]] = [[] for _ in range(number)]
    for place, seat in enumerate([*players, *watching]):
        teams[place % number].append(seat)
    return [tuple(team) for team in teams]


def _order(seat: SeatIn, deal: _Deal) -> tuple[int, bool]:
    """Who wants one role beside who wants the other, so that a team needs both; then the rest."""
    needs = BOTH - set(deal.past.get(seat.id, ()))
    wants = {frozenset({THERAPIST}): 0, frozenset({CLIENT}): 1, BOTH: 2}.get(needs, 3)
    return wants, seat.phone


def _odd(teams: Iterable[Team], size: int) -> int:
    """How far the sizes are from the usual one, beyond what a remainder asks for."""
    sizes = [len(team) for team in teams]
    if size == 3:
        usual = -sum(sizes) % 3  # pairs: none, one or two
        return abs(sizes.count(2) - usual) + 2 * sum(one > 3 for one in sizes)
    return max(0, sum(one == 3 for one in sizes) - 1) + 2 * sum(one > 3 for one in sizes)


def _cast(team: Team, deal: _Deal) -> tuple[tuple[str, str], ...]:
    players = deal.players(team)
    deal.rng.shuffle(players)
    therapist, client = choose(players, deal.left)
    roles = {therapist: THERAPIST, client: CLIENT}
    return tuple((seat.id, roles.get(seat.id, OBSERVER)) for seat in team)


def _where(team: Team) -> str:
    return ONLINE if any(seat.where == ONLINE for seat in team) else ROOM


def _numbers(teams: Sequence[Team], before: Round) -> list[int]:
    """A team keeps the number that most of it had; a new one takes the lowest that is free.

    At first those online come first, so that breakout rooms are counted from 1.
    """
    had = {seat: group.number for group in before for seat, _ in group.members}
    taken: dict[int, int] = {}
    claims = sorted(
        (
            (-sum(had.get(seat.id) == number for seat in team), number, place)
            for place, team in enumerate(teams)
            for number in {had[seat.id] for seat in team if seat.id in had}
        ),
    )
    for _, number, place in claims:
        if number not in taken.values() and place not in taken:
            taken[place] = number
    free = (n for n in range(1, 2 * len(teams) + len(before) + 2) if n not in set(taken.values()))
    for place in sorted(range(len(teams)), key=lambda place: _where(teams[place]) != ONLINE):
        if place not in taken:
            taken[place] = next(free)
    return [taken[place] for place in range(len(teams))]
