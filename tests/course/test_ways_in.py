"""Nobody who hands out links can get into an account that has signed in.

Every operation is run as an instructor and as the owner, and whatever it gives back or leaves in
the database is tried as a way into anybody else's account.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterable

from sqlalchemy import select

from course.access import ACCESS, Viewer, recognise, token_hash
from course.errors import GoldseamError
from course.installation import Installation
from course.signing import door, server_link
from course.work import Work
from db.tables.identity import Account, EntryLink, Invitation, SignIn
from tests.course.operations import every_example, every_operation
from tests.world import Scene, scene, sign_in, viewer

ALL = every_operation()
EXAMPLES = every_example()


def _texts(found: object, depth: int = 0) -> Iterable[str]:
    """Every string inside whatever an operation gave back, secret fields included."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, bytes):
        yield found.decode("utf-8", "replace")
    elif depth > 8:
        return
    elif dataclasses.is_dataclass(found) and not isinstance(found, type):
        for field in dataclasses.fields(found):
            yield from _texts(getattr(found, field.name), depth + 1)
    elif isinstance(found, dict):
        for key, value in found.items():
            yield from _texts(key, depth + 1)
            yield from _texts(value, depth + 1)
    elif isinstance(found, list | tuple | set | frozenset):
        for value in found:
            yield from _texts(value, depth + 1)


def _tokens(found: object) -> set[str]:
    words = {word for text in _texts(found) for word in re.findall(r"[\w-]{16,}", text)}
    return words | {text for text in _texts(found) if len(text) >= 16}


def _opened(work: Work, token: str) -> str | None:
    """The account that a token opens as a cookie or as a link, if any."""
    seen = recognise(work, token)
    if seen is not None:
        return seen.account_id
    link = work.db.scalar(select(EntryLink).where(EntryLink.token_hash == token_hash(token)))
    if link is not None:
        return link.account_id
    statement = select(Invitation.account_id).where(Invitation.token_hash == token_hash(token))
    return work.db.scalar(statement)


def _state_of_others(work: Work, caller: Viewer) -> list[tuple[object, ...]]:
    """Everything by which others get into their accounts."""
    work.db.flush()
    others = work.db.execute(
        select(Account.id, Account.email, Account.recovery_hash).where(
            Account.id != caller.account_id, Account.joined
        )
    )
    links = work.db.execute(
        select(EntryLink.token_hash, EntryLink.account_id).where(
            EntryLink.account_id != caller.account_id
        )
    )
    ins = work.db.execute(
        select(SignIn.token_hash, SignIn.account_id).where(SignIn.account_id != caller.account_id)
    )
    return sorted((tuple(row) for part in (others, links, ins) for row in part), key=repr)


def _walk(work: Work, world: Scene, caller: Viewer) -> int:
    """Run everything as ``caller``; returns how many tokens were tried."""
    tried = 0
    before = _state_of_others(work, caller)
    for name in sorted(ACCESS):
        point = work.db.begin_nested()
        found: object = None
        with contextlib.suppress(GoldseamError):
            found = ALL[name](work, caller, **EXAMPLES[name](world))
        for token in _tokens(found):
            tried += 1
            assert _opened(work, token) in {None, caller.account_id}, name
        assert _state_of_others(work, caller) == before, name
        point.rollback()
        work.db.expire_all()
    return tried


def test_no_operation_gives_staff_a_way_into_a_joined_account(installation: Installation) -> None:
    with installation.writing() as work:
        world = scene(work)
        assert _walk(work, world, world.instructor) > 0
        assert _walk(work, world, world.owner) > 0


def test_staff_who_own_and_teach_at_once_get_no_way_in_either(
    sqlite_installation: Installation,
) -> None:
    with sqlite_installation.writing() as work:
        world = scene(work)
        row = work.db.get_one(Account, world.instructor.account_id)
        row.is_owner = row.may_make_cohorts = True
        work.db.flush()
        assert _walk(work, world, world.instructor) > 0


def test_the_walk_would_notice_a_way_in(sqlite_installation: Installation) -> None:
    with sqlite_installation.writing() as work:
        world = scene(work)
        cookie = sign_in(work, world.learner.account_id)
        assert _opened(work, cookie) == world.learner.account_id
        url = server_link.link_into(work, world.learner.account_id).url
        assert any(_opened(work, t) == world.learner.account_id for t in _tokens(url))


def test_an_accepted_invitation_has_no_link_to_copy_resend_or_take_back(
    installation: Installation,
) -> None:
    from course.cohort import invitations

    with installation.writing() as work:
        world = scene(work)
        url = invitations.link(work, world.instructor, world.cohort_id, world.invitation_id)
        token = re.findall(r"/enter/([\w-]+)", repr(list(_texts(url))))[0]
        door.enter(work, None, token, name="Newly joined")
        row = work.db.get_one(Invitation, world.invitation_id)
        work.db.refresh(row)
        assert (row.state, row.token_hash, row.token_sealed) == ("joined", None, None)
        for run in (invitations.link, invitations.renew, invitations.revoke):
            with contextlib.suppress(GoldseamError):
                run(work, world.instructor, world.cohort_id, world.invitation_id)
                raise AssertionError(f"{run.__name__} was done for somebody who has joined")


def test_a_newly_joined_person_is_as_safe_as_the_rest(installation: Installation) -> None:
    with installation.writing() as work:
        world = scene(work)
        from course.cohort import invitations

        url = invitations.link(work, world.instructor, world.cohort_id, world.invitation_id)
        token = re.findall(r"/enter/([\w-]+)", repr(list(_texts(url))))[0]
        entered = door.enter(work, None, token, name="Newly joined")
        assert entered.token is not None
        viewer(work, entered.token)
        assert _walk(work, world, world.instructor) > 0
