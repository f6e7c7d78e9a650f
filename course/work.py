"""One unit of work: an open transaction and everything an operation needs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from course.authoring.catalogue import Catalogue
from course.settings import Settings
from db.vault import Vault


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
