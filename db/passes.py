"""One pass does what many asked for while the one before it ran.

Work that costs the same for one as for many is done once for all who came before it began: each
waits until a pass that began after they came is over.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Passes(Generic[T]):
    """Passes over some things, one at a time within this process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._at_work = threading.Lock()
        self._wanted: set[T] = set()
        self._left: frozenset[T] = frozenset()
        self._came = self._served = 0

    def run(self, wanted: Collection[T], go: Callable[[frozenset[T]], frozenset[T]]) -> bool:
        """Have ``go`` pass over ``wanted`` and all that others want; False when some was left.

        ``go`` returns what it had to leave: the next pass takes it along. Who wants nothing has
        only that done.
        """
        with self._guard:
            self._wanted.update(wanted)
            self._came += 1
            mine = self._came
        with self._at_work:
            if self._served < mine:
                self._pass(go)
            return not self._left.intersection(wanted)

    def _pass(self, go: Callable[[frozenset[T]], frozenset[T]]) -> None:
        with self._guard:
            taken, came = frozenset(self._wanted), self._came
            self._wanted.clear()
        left = taken
        try:
            left = go(taken) if taken else taken
        finally:
            with self._guard:
                self._wanted |= left
        self._left, self._served = left, came
