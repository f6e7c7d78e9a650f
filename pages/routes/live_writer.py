"""One writer for what phones send: many requests, one transaction, a reply only after its commit.

A commit waits for the disk. A thousand phones that answer within seconds would wait for it a
thousand times, one after the other; here all that arrived meanwhile goes into the next commit. Each
request has a savepoint of its own, so that a refusal undoes nothing of its neighbours.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from course.errors import GoldseamError
from course.work import Work
from pages.ui import wiring

R = TypeVar("R")
Writing = Callable[[], AbstractContextManager[Work]]

MOST_AT_ONCE = 200
MOST_WAITING = 4_000  # more than a full room sends in one moment
BUSY = "Very many are sending just now. Try again in a moment."


class Busy(GoldseamError):
    """So many requests wait already that one more is not taken on."""

    def __init__(self) -> None:
        super().__init__(BUSY)


@dataclass(eq=False)
class _Task:
    """One request: what it does, and who waits for what came of it."""

    job: Callable[[Work], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    found: Any = None
    error: BaseException | None = field(default=None)

    def tell(self) -> None:
        """Hand over what came of it, in the loop that waits for it."""
        if self.future.done():  # nobody waits any more
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.found)


class Writer:
    """A thread that commits whatever has arrived, again and again. It starts when first asked."""

    def __init__(self, writing: Writing = wiring.writing, most: int = MOST_WAITING) -> None:
        self._writing = writing
        self.most = most
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    async def do(self, job: Callable[[Work], R]) -> R:
        """Run ``job`` in the next transaction; returns, or raises, after that is committed.

        What the database raises at the commit is raised to everyone in it: nothing was stored.

        Raises:
            Busy: too many wait already, and nothing was done.
        """
        if self._tasks.qsize() >= self.most:
            raise Busy
        loop = asyncio.get_running_loop()
        future: asyncio.Future[R] = loop.create_future()
        self._start()
        self._tasks.put(_Task(job, loop, future))
        return await future

    def stop(self) -> None:
        """Commit what has arrived, and end the thread."""
        with self._guard:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._tasks.put(None)
            thread.join()

    def _start(self) -> None:
        with self._guard:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="live writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            batch = self._batch()
            ends = None in batch
            tasks = [task for task in batch if task is not None]
            if tasks:
                self._commit(tasks)
            if ends:
                return

    def _batch(self) -> list[_Task | None]:
        batch = [self._tasks.get()]
        while len(batch) < MOST_AT_ONCE and batch[-1] is not None:
            try:
                batch.append(self._tasks.get_nowait())
            except queue.Empty:
                break
        return batch

    def _commit(self, tasks: list[_Task]) -> None:
        try:
            with self._writing() as work:
                if len(tasks) == 1:
                    tasks[0].found = tasks[0].job(work)  # refused, it undoes the whole
                else:
                    for task in tasks:
                        _run(task, work)
        except BaseException as error:  # each of them is told, whatever it was
            for task in tasks:
                task.error = task.error or error
        loops = {task.loop for task in tasks}
        for loop in loops:
            _tell_all(loop, [task for task in tasks if task.loop is loop])


def _run(task: _Task, work: Work) -> None:
    """One request within the transaction; what it raises undoes only its own part."""
    try:
        with work.part():
            task.found = task.job(work)
    except Exception as error:
        task.error = error


def _tell_all(loop: asyncio.AbstractEventLoop, tasks: list[_Task]) -> None:
    def tell() -> None:
        for task in tasks:
            task.tell()

    # A loop that is closed has nobody waiting.
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell)


writer = Writer()
