"""Who is looking, and the check of what they may do, from the database, every time.

Every operation that a page or a route may call is marked ``@operation``. Its permit stands in
``ACCESS`` (``course/permits.py``); an operation missing there stops the import, and with it the
build. The check runs each time the operation runs, because a fragment or a callback runs without
the page's own check.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from course.errors import NotFound
from course.look import USUAL, Look
from course.permit import Permit, Role
from course.permits import ACCESS
from course.work import Work
from db.queries import identity as rows
from db.queries import live_hosts
from db.vault import CannotOpen

log = logging.getLogger("goldseam.access")

P = ParamSpec("P")
R = TypeVar("R")

__all__ = [
    "ACCESS",
    "OPERATIONS",
    "Belonging",
    "Permit",
    "Role",
    "Viewer",
    "check",
    "holds",
    "is_expired",
    "operation",
    "present",
    "recognise",
    "sign_in_place",
    "still_signed_in",
    "token_hash",
]

OPERATIONS: dict[str, Callable[..., object]] = {}


@dataclass(frozen=True)
class Belonging:
    """One cohort somebody belongs to, and as what."""

    cohort_id: str
    cohort_name: str
    role: Role
    has_wall: bool = False


@dataclass(frozen=True)
class Viewer:
    """Who is looking now. What it says may be drawn; what is allowed is asked of the database.

    ``notice`` was left for them by the server, and stands until they have read it.
    """

    account_id: str
    sign_in_id: str
    name: str
    is_owner: bool
    may_make_cohorts: bool
    belongs: tuple[Belonging, ...]
    notice: str | None = None
    look: Look = USUAL

    def cohorts_as(self, role: Role) -> tuple[Belonging, ...]:
        """The cohorts in which this person has ``role``."""
        return tuple(b for b in self.belongs if b.role == role)


def token_hash(token: str) -> str:
    """What is stored of a link's or a cookie's token (its own 256 random bits need no salt)."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in_place(sign_in_id: str) -> str:
    """The place to which a sign-in's sealed expiry is bound."""
    return f"sign_in/{sign_in_id}/expires"


def recognise(work: Work, token: str | None) -> Viewer | None:
    """The person behind a sign-in cookie, or None when it is unknown, expired or revoked."""
    if not token:
        return None
    found = _viewer(work, rows.standing_by_hash(work.db, token_hash(token)))
    if found is not None:
        work.once(("viewer", found.sign_in_id), lambda: found)
    return found


def _viewer(work: Work, found: rows.Standing | None) -> Viewer | None:
    if found is None or is_expired(work, found.sign_in_id, found.expires_sealed):
        return None
    return Viewer(
        account_id=found.account_id,
        sign_in_id=found.sign_in_id,
        name=found.name,
        is_owner=found.is_owner,
        may_make_cohorts=found.may_make_cohorts or found.is_owner,
        belongs=tuple(
            Belonging(cohort_id, cohort_name, Role(role), cohort_id in found.walls)
            for cohort_id, cohort_name, role in found.belongs
        ),
        notice=found.notice,
        look=Look.of(*found.look),
    )


def is_expired(work: Work, sign_in_id: str, sealed: str) -> bool:
    """Whether a sign-in's time has passed (or its sealed expiry was tampered with)."""
    try:
        return (
            datetime.fromisoformat(work.vault.open(sealed, sign_in_place(sign_in_id))) <= work.now
        )
    except CannotOpen:
        return True


def check(
    work: Work,
    viewer: Viewer | None,
    permit: Permit,
    cohort_id: str | None,
    run_id: str | None = None,
) -> None:
    """Refuse unless ``viewer`` holds ``permit`` now, by the database.

    Raises:
        NotFound: not signed in any more, or not permitted: the same words as for a missing thing.
    """
    if permit is Permit.ANYONE:
        return
    current = present(work, viewer)
    if permit is Permit.HOST:
        allowed = run_id is not None and live_hosts.is_host(work.db, run_id, current.account_id)
    else:
        allowed = holds(current, permit, cohort_id)
    if not allowed:
        raise NotFound


def present(work: Work, viewer: Viewer | None) -> Viewer:
    """The viewer as the database has them now. Raises NotFound when they are signed in no more."""
    if viewer is None:
        raise NotFound
    sign_in_id = viewer.sign_in_id
    current = work.once(
        ("viewer", sign_in_id), lambda: _viewer(work, rows.standing(work.db, sign_in_id))
    )
    if current is None or current.account_id != viewer.account_id:
        raise NotFound
    return current


def holds(viewer: Viewer, permit: Permit, cohort_id: str | None) -> bool:
    """Whether a viewer read just now holds ``permit``, in that cohort where it needs one.

    Who hosts a run stands nowhere in a viewer: :func:`check` asks that.
    """
    roles = {b.role for b in viewer.belongs if b.cohort_id == cohort_id}
    teaches = viewer.may_make_cohorts or bool(viewer.cohorts_as(Role.INSTRUCTOR))
    return {
        Permit.ANYONE: True,
        Permit.ACCOUNT: True,
        Permit.OWNER: viewer.is_owner,
        Permit.MAKER: viewer.may_make_cohorts,
        Permit.TEACHER: teaches,
        Permit.INSTRUCTOR: Role.INSTRUCTOR in roles,
        Permit.LEARNER: Role.LEARNER in roles,
        Permit.MEMBER: bool(roles),
        Permit.HOST: False,
    }[permit]


def operation(
    function: Callable[Concatenate[Work, Viewer | None, P], R],
) -> Callable[Concatenate[Work, Viewer | None, P], R]:
    """Mark a function of (work, viewer, ...) as callable from outside, under its permit."""
    name = f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"
    permit = ACCESS[name]
    # Where each stands among what follows (work, viewer): to bind every call costs as much as a
    # statement.
    names = list(inspect.signature(function).parameters)[2:]
    places: dict[str, int] = {
        name: names.index(name) for name in ("cohort_id", "run_id") if name in names
    }

    def named(name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> str | None:
        place = places.get(name, len(args))
        found = args[place] if place < len(args) else kwargs.get(name)
        return found if isinstance(found, str) else None

    @functools.wraps(function)
    def checked(work: Work, viewer: Viewer | None, /, *args: P.args, **kwargs: P.kwargs) -> R:
        cohort_id, run_id = (named(name, args, kwargs) for name in ("cohort_id", "run_id"))
        try:
            check(work, viewer, permit, cohort_id, run_id)
        except NotFound:
            log.warning("refused %s", name)
            raise
        return function(work, viewer, *args, **kwargs)

    OPERATIONS[name] = checked
    return checked


def still_signed_in(work: Work, hashes: Collection[str]) -> set[str]:
    """Which of these cookies' hashes still sign somebody in; one statement for all."""
    return {
        found.token_hash
        for found in rows.sign_ins_by_hash(work.db, hashes)
        if not is_expired(work, found.id, found.expires_sealed)
    }
