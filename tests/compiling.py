"""Statements compiled once in a process of tests, not once more for each of its many databases.

SQLAlchemy keeps what it has compiled for one dialect, and gives every engine a dialect of its own.
A thousand tests that each open a fresh database would compile the same statements a thousand times,
and spend half their time on it. Nothing else is shared: pools and connections are each engine's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Dialect, Engine, create_engine
from sqlalchemy.util import LRUCache

import db.engine

_known: dict[type[Dialect], Dialect] = {}
_compiled: LRUCache[Any, Any] = LRUCache(5_000)


@contextmanager
def once() -> Iterator[None]:
    """Meanwhile the engines of :mod:`db.engine` share what is compiled."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(db.engine, "create_engine", _create)
        yield


def _create(url: str, **given: Any) -> Engine:
    options = {**given.pop("execution_options", {}), "compiled_cache": _compiled}
    engine = create_engine(url, execution_options=options, **given)
    known = _known.setdefault(type(engine.dialect), engine.dialect)
    # Once it has met a server it knows that server's version; until then each keeps its own.
    if known.server_version_info is not None:
        engine.dialect = known
    return engine
