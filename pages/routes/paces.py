"""How often one name may do something; a seat sends five times a second, with a burst of five."""

from __future__ import annotations

from collections import OrderedDict

A_SECOND = 5.0
BURST = 5.0
REMEMBERED = 20_000


class Paces:
    """A bucket for each name, refilled as time passes; the oldest are forgotten first."""

    def __init__(self, a_second: float = A_SECOND, burst: float = BURST) -> None:
        self._a_second = a_second
        self._burst = burst
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def may(self, name: str, now: float) -> bool:
        """Whether ``name`` may go on at ``now`` (seconds of any steady clock); counts it if so."""
        left, at = self._buckets.pop(name, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._a_second)
        allowed = left >= 1
        self._buckets[name] = (left - 1 if allowed else left, now)
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return allowed
