"""The opened installation, handed to pages and routes; the only place a transaction is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from course.installation import Installation
from course.work import Work

Job = Callable[[Work], object]

_opened: list[Installation] = []
_above: list[Callable[[], None]] = []


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
def reading() -> Iterator[Work]:
    """A transaction that only reads."""
    with installation().reading() as work:
        yield work


@contextmanager
def writing() -> Iterator[Work]:
    """A transaction that may write: one a click, none open across reruns."""
    with installation().writing() as work:
        yield work
