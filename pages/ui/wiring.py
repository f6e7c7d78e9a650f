"""The opened installation, handed to pages and routes; the only place a transaction is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from course.installation import Installation
from course.work import Work

Job = Callable[[Work], object]

_opened: list[Installation] = []


def use(installation: Installation) -> None:
    """Set by the application once, at start."""
    _opened[:] = [installation]


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
