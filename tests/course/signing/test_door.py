"""Links: what they open, that looking spends nothing, and that each opens once."""

from __future__ import annotations

import secrets
import threading

import pytest
from sqlalchemy import func, select

from course.access import Role, recognise, token_hash
from course.cohort import enrolment, roster
from course.errors import BadInput, GoldseamError, NotFound
from course.installation import Installation
from course.signing import devices, door, links, phrase
from course.signing.door import LinkIsOver, NoSuchLink
from course.work import Work
from db.tables.identity import Account, EntryLink, Invitation, Membership, SignIn
from tests.clock import HandClock
from tests.world import cohort, join, someone


def invite(work: Work, cohort_id: str, role: Role = Role.LEARNER) -> str:
    """An open invitation; returns its token."""
    token, digest, sealed = links.make_invitation_token(work)
    row = Invitation(
        cohort_id=cohort_id,
        role=role.value,
        name="Invented Learner",
        email=f"{secrets.token_hex(4)}@example.org",
        token_hash=digest,
        token_sealed=sealed,
    )
    work.db.add(row)
    work.db.flush()
    assert links.invitation_url(work, row) == f"{work.settings.url}/enter/{token}"
    return token


def count(work: Work, table: type[object]) -> int:
    return work.db.scalar(select(func.count()).select_from(table)) or 0


def test_the_owners_link_opens_until_there_is_an_owner(installation: Installation) -> None:
    with installation.writing() as work:
        first = links.owner_link(work)
        second = links.owner_link(work)
    assert first is not None
    assert second is not None
    assert first != second
    assert second.startswith("http://localhost:8501/enter/")
    old, token = first.rsplit("/", 1)[1], second.rsplit("/", 1)[1]
    with installation.writing() as work:
        with pytest.raises(NoSuchLink):
            door.look(work, None, old)
        assert door.look(work, None, token).kind == "owner"
        with pytest.raises(BadInput):
            door.enter(work, None, token, name="  ")
        entered = door.enter(work, None, token, name=" Ada  Invented ", email="Ada@Example.org")
        viewer = recognise(work, entered.token)
        assert viewer is not None
        assert (viewer.name, viewer.is_owner, viewer.may_make_cohorts) == (
            "Ada Invented",
            True,
            True,
        )
        assert work.db.scalar(select(Account.email)) == "ada@example.org"
        assert entered.phrase is not None
        assert links.owner_link(work) is None
        with pytest.raises(NoSuchLink):
            door.enter(work, None, token, name="Somebody else")


def test_looking_a_hundred_times_spends_nothing(installation: Installation) -> None:
    with installation.writing() as work:
        token = invite(work, cohort(work))
    for _ in range(100):
        with installation.reading() as work:
            seen = door.look(work, None, token)
    assert (seen.kind, seen.name, seen.role) == ("invitation", "Invented Learner", Role.LEARNER)
    assert seen.cohort_name == "Invented cohort"
    with installation.writing() as work:
        assert door.enter(work, None, token).token is not None


def test_accepting_makes_account_membership_pid_and_phrase(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = cohort(work)
        token = invite(work, cohort_id)
        entered = door.enter(work, None, token, name="Chosen Name")
        viewer = recognise(work, entered.token)
        assert viewer is not None
        assert viewer.name == "Chosen Name"
        assert [b.cohort_id for b in viewer.cohorts_as(Role.LEARNER)] == [cohort_id]
        assert len(enrolment.pid_of(work, viewer.account_id, cohort_id)) == 32
        account = work.db.get_one(Account, viewer.account_id)
        work.db.refresh(account)
        assert account.joined
        assert entered.phrase is not None
        assert len(entered.phrase.split()) == 6
        assert phrase.matches(entered.phrase, account.recovery_hash)
        assert entered.phrase not in (account.recovery_hash or "")
        invitation = work.db.scalars(select(Invitation)).one()
        work.db.refresh(invitation)
        assert (invitation.state, invitation.token_hash) == ("joined", None)
        assert invitation.account_id == viewer.account_id


def test_a_co_instructor_gets_no_pid(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = cohort(work)
        entered = door.enter(work, None, invite(work, cohort_id, Role.INSTRUCTOR))
        viewer = recognise(work, entered.token)
        assert viewer is not None
        assert len(viewer.cohorts_as(Role.INSTRUCTOR)) == 1
        with pytest.raises(NotFound):
            enrolment.pid_of(work, viewer.account_id, cohort_id)


def test_whoever_is_signed_in_may_add_the_cohort_to_their_account(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        here, there = cohort(work, "Here"), cohort(work, "There")
        me = someone(work, here)
        token = invite(work, there)
        assert door.look(work, me, token).may_take
        entered = door.enter(work, me, token, as_viewer=True)
        assert (entered.token, entered.phrase) == (None, None)
        assert work.db.get(Membership, (me.account_id, there, "learner")) is not None
        assert count(work, Account) == 1
        again = invite(work, there)
        assert not door.look(work, me, again).may_take


def test_a_learner_who_was_removed_comes_back_to_what_is_theirs(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        here = cohort(work)
        teacher, me = someone(work, here, Role.INSTRUCTOR), someone(work, here)
        pid = enrolment.pid_of(work, me.account_id, here)
        roster.remove(work, teacher, here, me.account_id)
        assert door.enter(work, me, invite(work, here), as_viewer=True).token is None
        assert enrolment.pid_of(work, me.account_id, here) == pid
        kept = select(Membership.role).where(Membership.account_id == me.account_id)
        assert work.db.scalars(kept).all() == ["learner"]


def test_going_on_as_somebody_else_ends_the_sign_in_that_was_here(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        here = cohort(work)
        me = someone(work, here)
        door.enter(work, me, invite(work, here))
        assert work.db.get(SignIn, me.sign_in_id) is None


def test_two_people_accepting_at_once_one_gets_in(installation: Installation) -> None:
    for _ in range(10):
        with installation.writing() as work:
            cohort_id = cohort(work)
            token = invite(work, cohort_id)
        outcomes = race(installation, token)
        assert sorted(outcomes) == ["in", "out", "out", "out"]
        with installation.reading() as work:
            members = select(func.count()).where(Membership.cohort_id == cohort_id)
            assert work.db.scalar(members) == 1


def race(installation: Installation, token: str) -> list[str]:
    """Four browsers press the button together."""
    gate = threading.Barrier(4)
    outcomes: list[str] = []

    def press() -> None:
        gate.wait()
        try:
            with installation.writing() as work:
                door.enter(work, None, token)
            outcomes.append("in")
        except GoldseamError:
            outcomes.append("out")

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_a_device_link_opens_once_within_ten_minutes(
    installation: Installation, clock: HandClock
) -> None:
    with installation.writing() as work:
        me = someone(work)
        late = devices.make_link(work, me).url.rsplit("/", 1)[1]
    clock.move(minutes=10)
    with installation.writing() as work:
        with pytest.raises(LinkIsOver):
            door.look(work, None, late)
        with pytest.raises(LinkIsOver):
            door.enter(work, None, late)
        made = devices.make_link(work, me)
        token = made.url.rsplit("/", 1)[1]
        assert made.minutes == 10
        assert token not in repr(made)
        assert count(work, EntryLink) == 1
    clock.move(minutes=9, seconds=59)
    with installation.writing() as work:
        entered = door.enter(work, None, token)
        assert entered.phrase is None
        other = recognise(work, entered.token)
        assert other is not None
        assert other.account_id == me.account_id
        with pytest.raises(NoSuchLink):
            door.enter(work, None, token)


def test_belonging_already_leaves_the_place_open(installation: Installation) -> None:
    with installation.writing() as work:
        here = cohort(work)
        me = someone(work, here, Role.INSTRUCTOR)
        token = invite(work, here)
        with pytest.raises(BadInput):
            door.take_place(work, token_hash(token), me.account_id)
        assert door.look(work, None, token).kind == "invitation"
        join(work, someone(work).account_id, here, Role.LEARNER)


def test_taking_a_place_as_oneself_never_makes_another_account(installation: Installation) -> None:
    with installation.writing() as work:
        token = invite(work, here := cohort(work))
        member = someone(work, here)
        before = work.db.query(Account).count()
        for viewer in (None, member):
            with pytest.raises(BadInput):
                door.enter(work, viewer, token, name="Somebody", as_viewer=True)
        assert work.db.query(Account).count() == before
        assert door.look(work, None, token).kind == "invitation"
