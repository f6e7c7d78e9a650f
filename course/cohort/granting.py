"""Who may make cohorts: the owner says so, by account."""

from __future__ import annotations

from dataclasses import dataclass

from course.access import Viewer, operation
from course.errors import NotFound
from course.work import Work
from db.queries import cohort as rows


@dataclass(frozen=True)
class Maker:
    """An account, and whether it may make cohorts. An owner always may."""

    account_id: str
    name: str
    email: str
    is_owner: bool
    may_make_cohorts: bool


@operation
def accounts(work: Work, viewer: Viewer | None) -> tuple[Maker, ...]:
    """Everyone who has signed in once, by name."""
    found = [
        Maker(a.id, a.name, a.email or "", a.is_owner, a.may_make_cohorts or a.is_owner)
        for a in rows.joined_accounts(work.db)
    ]
    return tuple(sorted(found, key=lambda m: (m.name.casefold(), m.email, m.account_id)))


@operation
def grant(work: Work, viewer: Viewer | None, account_id: str) -> None:
    """Let an account make cohorts. Raises NotFound."""
    _allow(work, account_id, allowed=True)


@operation
def withdraw(work: Work, viewer: Viewer | None, account_id: str) -> None:
    """An account may make no more cohorts; those it made stay as they are. Raises NotFound."""
    _allow(work, account_id, allowed=False)


def _allow(work: Work, account_id: str, *, allowed: bool) -> None:
    if not rows.allow_making(work.db, account_id, allowed=allowed):
        raise NotFound
