"""Every operation, tried as everybody who may not: all of it refused, in the same words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import delete, select

from course.access import ACCESS, Permit, Role, Viewer, operation
from course.cohort import enrolment
from course.errors import NOT_FOUND, GoldseamError, NotFound
from course.installation import Installation
from course.work import Work
from db.base import Base
from db.tables.identity import Account, SignIn
from tests.course.operations import every_example, every_operation
from tests.world import Scene, scene, someone

CANARY = "a heron stood in the reeds all morning"
ALL = every_operation()
EXAMPLES = every_example()


@dataclass(frozen=True)
class Cast:
    """A scene, and people beside it who may do nothing any more."""

    scene: Scene
    revoked: dict[Role, Viewer]
    deleted: dict[Role, Viewer]


def _cast(work: Work) -> Cast:
    """Owners, makers and members whose sign-in was revoked, or whose account is gone."""
    world = scene(work)
    rights = {"is_owner": True, "may_make_cohorts": True}
    revoked = {r: someone(work, world.cohort_id, r, name="Was here", **rights) for r in Role}
    deleted = {r: someone(work, world.cohort_id, r, name="Is gone", **rights) for r in Role}
    ended = [viewer.sign_in_id for viewer in revoked.values()]
    work.db.execute(delete(SignIn).where(SignIn.id.in_(ended)))
    gone = [viewer.account_id for viewer in deleted.values()]
    work.db.execute(delete(Account).where(Account.id.in_(gone)))
    work.db.expire_all()
    return Cast(world, revoked, deleted)


def _disallowed(permit: Permit, cast: Cast) -> dict[str, Viewer | None]:
    """Who must be refused, by the sentence that describes them."""
    if permit is Permit.ANYONE:
        return {}
    world = cast.scene
    none: dict[str, Viewer | None] = {"anonymous": None}
    none |= {f"revoked {role}": viewer for role, viewer in cast.revoked.items()}
    none |= {f"deleted {role}": viewer for role, viewer in cast.deleted.items()}
    if permit is Permit.ACCOUNT:
        return none
    if permit is Permit.TEACHER:
        learners = {"learner": world.learner, "other learner": world.fellow}
        return none | learners | {"learner elsewhere": world.stranger}
    if permit is not Permit.OWNER and permit is not Permit.MAKER:
        none |= {"owner": world.owner, "other cohort's instructor": world.other_instructor}
        none |= {"learner elsewhere": world.stranger}
    if permit in {Permit.OWNER, Permit.MAKER, Permit.INSTRUCTOR, Permit.HOST}:
        none |= {"learner": world.learner, "other learner": world.fellow}
    if permit in {Permit.OWNER, Permit.MAKER, Permit.LEARNER}:
        none |= {"instructor": world.instructor}
    if permit in {Permit.OWNER, Permit.MAKER}:
        none |= {"other instructor": world.other_instructor, "learner elsewhere": world.stranger}
    return none


@contextmanager
def _apart(work: Work) -> Iterator[None]:
    """Whatever is done inside is undone at its end."""
    point = work.db.begin_nested()
    try:
        yield
    finally:
        point.rollback()
        work.db.expire_all()


def _rows(work: Work) -> dict[str, list[tuple[object, ...]]]:
    work.db.flush()
    tables = Base.metadata.sorted_tables
    return {
        t.name: sorted((tuple(r) for r in work.db.execute(select(t))), key=repr) for t in tables
    }


def test_every_operation_stands_in_the_access_table_and_has_an_example() -> None:
    assert set(ALL) == set(ACCESS)
    assert set(EXAMPLES) == set(ACCESS)


def test_an_operation_missing_from_the_table_cannot_even_be_defined() -> None:
    with pytest.raises(KeyError):

        @operation
        def not_in_the_table(work: Work, viewer: Viewer | None) -> None:
            """Never reached."""


def test_whoever_may_not_is_refused_every_operation(installation: Installation) -> None:
    tried = 0
    with installation.writing() as work:
        cast = _cast(work)
        before = _rows(work)
        for name, run in ALL.items():
            given = EXAMPLES[name](cast.scene)
            for who, viewer in _disallowed(ACCESS[name], cast).items():
                with pytest.raises(NotFound) as refused:
                    run(work, viewer, **given)
                assert refused.value.sentence == NOT_FOUND, (name, who)
                tried += 1
        assert _rows(work) == before
    assert tried > 5 * len([p for p in ACCESS.values() if p is not Permit.ANYONE])


def _allowed(permit: Permit, world: Scene) -> Viewer | None:
    chosen: dict[Permit, Viewer | None] = {
        Permit.ANYONE: None,
        Permit.ACCOUNT: world.learner,
        Permit.OWNER: world.owner,
        Permit.MAKER: world.owner,
        Permit.TEACHER: world.instructor,
        Permit.INSTRUCTOR: world.instructor,
        Permit.LEARNER: world.learner,
        Permit.MEMBER: world.learner,
        Permit.HOST: world.instructor,
    }
    return chosen[permit]


def test_whoever_may_is_let_in(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with installation.writing() as work:
        world = scene(work)
        for name, run in ALL.items():
            with _apart(work), contextlib.suppress(GoldseamError):
                run(work, _allowed(ACCESS[name], world), **EXAMPLES[name](world))
    assert [r.getMessage() for r in caplog.records if r.name == "goldseam.access"] == []


def test_another_learner_neither_reads_nor_changes_what_is_not_theirs(
    installation: Installation,
) -> None:
    tried = 0
    with installation.writing() as work:
        world = scene(work)
        pid = enrolment.pid_of(work, world.learner.account_id, world.cohort_id)
        for name in ("drafts.save", "drafts.patch", "attempts.submit", "progress.move"):
            ALL[name](work, world.learner, **_canary(EXAMPLES[name](world)))
        before = _rows_of(work, pid)
        assert before
        for name in [n for n, permit in ACCESS.items() if permit is Permit.LEARNER]:
            with _apart(work):  # somebody who has left tries nothing more
                with contextlib.suppress(GoldseamError):
                    found = ALL[name](work, world.fellow, **EXAMPLES[name](world))
                    assert CANARY not in repr(found), name
                assert _rows_of(work, pid) == before, name
            tried += 1
    assert tried >= 10


def _canary(given: dict[str, object]) -> dict[str, object]:
    texts = {"text": CANARY, "inserted": CANARY, "answer": {"text": CANARY}}
    return {key: texts.get(key, value) for key, value in given.items()}


def _rows_of(work: Work, pid: str) -> list[tuple[str, str]]:
    return [(name, repr(row)) for name, rows in _rows(work).items() for row in rows if pid in row]


def test_a_removed_instructor_is_refused_at_once(installation: Installation) -> None:
    from db.tables.identity import Membership

    with installation.writing() as work:
        world = scene(work)
        work.db.execute(
            delete(Membership).where(Membership.account_id == world.instructor.account_id)
        )
        for name, permit in ACCESS.items():
            if permit in {Permit.INSTRUCTOR, Permit.HOST}:
                with pytest.raises(NotFound):
                    ALL[name](work, world.instructor, **EXAMPLES[name](world))
