"""The opened installation, handed to pages and routes; the only place a transaction is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from course.installation import Installation
from course.work import Work

Job = Callable[[Work], object]

_opened: list[Installation] = []
_above: list[Callable[[], None]] = []
# A transaction that was begun to see who looks, and what closes it.
_begun: ContextVar[tuple[Work, ExitStack] | None] = ContextVar("begun", default=None)


def use(installation: Installation) -> None:
    """Set by the application once, at start, and by a preview whenever its lesson changes."""
    _opened[:] = [installation]


def draw_above(draw: Callable[[], None]) -> None:
    """Let something stand above every page; only a preview does."""
    _above[:] = [draw]


def above() -> None:
    """Draw what stands above every page."""
    for draw in _above:
        draw()


def installation() -> Installation:
    """The opened installation."""
    return _opened[0]


@contextmanager
def begun() -> Iterator[Work]:
    """A transaction that only reads, with which the next :func:`reading` within this goes on.

    To begin one costs as much as several statements. It is over as soon as anything is written.
    """
    with ExitStack() as closing:
        work = closing.enter_context(installation().reading())
        before = _begun.set((work, closing))
        try:
            yield work
        finally:
            _begun.reset(before)


@contextmanager
def reading() -> Iterator[Work]:
    """A transaction that only reads."""
    found = _begun.get()
    if found is None:
        with installation().reading() as work:
            yield work
        return
    _begun.set(None)
    work, closing = found
    with closing.pop_all():
        yield work


@contextmanager
def writing() -> Iterator[Work]:
    """A transaction that may write: one a click, none open across reruns."""
    found = _begun.get()
    if found is not None:
        _begun.set(None)
        found[1].close()
    with installation().writing() as work:
        yield work
