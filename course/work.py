"""One unit of work: an open transaction and everything an operation needs beside it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from course.authoring.catalogue import Catalogue
from course.settings import Settings
from db.engine import part
from db.vault import Vault

R = TypeVar("R")


@dataclass(frozen=True)
class Work:
    """What every operation of ``course`` takes first.

    ``db`` is one open transaction; ``now`` is timezone-aware UTC and the same throughout;
    ``releases`` is the read-only door to the release store.
    """

    db: Session
    now: datetime
    settings: Settings
    vault: Vault
    catalogue: Catalogue
    releases: Engine
    installation_id: str
    only_reads: bool = False
    _seen: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def part(self) -> AbstractContextManager[None]:
        """A part of what is done, undone alone where it raises."""
        return part(self.db)

    def once(self, key: Hashable, read: Callable[[], R]) -> R:
        """What ``read`` answers, asked once while this transaction only reads.

        A page calls several operations in one such transaction, and each asks for the same cohort
        and the same key. Where something may be written, every question is asked afresh.
        """
        if not self.only_reads:
            return read()
        if key not in self._seen:
            self._seen[key] = read()
        found: R = self._seen[key]
        return found
