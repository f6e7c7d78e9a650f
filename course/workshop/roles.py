"""Within one group: who is therapist and who is client now, so that all come to both. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

THERAPIST, CLIENT, OBSERVER = "therapist", "client", "observer"
BOTH = frozenset({THERAPIST, CLIENT})


@dataclass(frozen=True)
class Player:
    """Somebody who plays: the roles they were in so far, once for each round, in order."""

    id: str
    past: tuple[str, ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        """The roles they have not been in."""
        return BOTH - set(self.past)

    @property
    def weight(self) -> int:
        """How much it counts that they come to a role: whoever has been here longer goes first."""
        return 1 + len(self.past)


# A player as the search sees them: (wants to be therapist, wants to be client, weight).
_Wish = tuple[bool, bool, int]
_COST = (0, 1, 3)  # two people who lack one role each are better than one who lacks both


def outlook(players: Sequence[Player], left: int) -> int:
    """What stays open, weighted, if these stay together for ``left`` rounds and choose well."""
    return _outlook(tuple(sorted(map(_wish, players))), left)


def choose(players: Sequence[Player], left: int) -> tuple[str, str]:
    """(therapist's id, client's id) for the round now, of two or more players.

    The best for all of the ``left`` rounds, this one included; among equals those who were in the
    role least often, then those who come first in ``players``.
    """
    best = min(
        permutations(players, 2),
        key=lambda pair: (_after(players, pair, left), _again(*pair)),
    )
    return best[0].id, best[1].id


def _after(players: Sequence[Player], pair: tuple[Player, Player], left: int) -> int:
    wishes = [_wish(one, pair) for one in players]
    return _outlook(tuple(sorted(wishes)), left - 1)


def _again(therapist: Player, client: Player) -> int:
    return therapist.past.count(THERAPIST) + client.past.count(CLIENT)


def _wish(one: Player, pair: tuple[Player | None, Player | None] = (None, None)) -> _Wish:
    needs = one.needs
    return (
        THERAPIST in needs and one is not pair[0],
        CLIENT in needs and one is not pair[1],
        one.weight,
    )


@lru_cache(maxsize=20_000)
def _outlook(wishes: tuple[_Wish, ...], left: int) -> int:
    open_now = sum(_COST[wish[0] + wish[1]] * wish[2] for wish in wishes)
    if left == 0 or open_now == 0 or len(wishes) < 2:
        return open_now
    found = open_now
    for first, second in permutations(range(len(wishes)), 2):
        after = list(wishes)
        after[first] = (False, after[first][1], after[first][2])
        after[second] = (after[second][0], False, after[second][2])
        found = min(found, _outlook(tuple(sorted(after)), left - 1))
        if found == 0:
            break
    return found
