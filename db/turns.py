"""Writers of one SQLite file take turns in the order they came.

SQLite lets one writer in and has the others try again after naps that grow to a tenth of a second;
whoever naps longest may be passed over for as long as others keep coming. Within this process
nobody needs to nap: each waits for the one before. Writers of other processes still meet in SQLite.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets threads in one at a time, first come, first served."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Wait for one's turn, at most ``seconds``; False where it did not come in time."""
        mine = self._wait(seconds)
        try:
            yield mine
        finally:
            if mine:
                self._pass_on()

    def _wait(self, seconds: float) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(seconds):
            return True
        with self._guard:
            if called.is_set():  # called just as the wait ended
                return True
            self._waiting.remove(called)
            return False

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
