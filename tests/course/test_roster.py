"""The roster: who is in and who is invited; and leaving takes effect at once."""

from __future__ import annotations

from dataclasses import fields

import pytest

from course.access import Role, recognise
from course.cohort import enrolment, granting, invitations, roster
from course.errors import BadInput, NotFound
from course.installation import Installation
from course.own import leaving
from tests import world


def test_the_roster_knows_neither_progress_nor_times() -> None:
    assert {field.name for field in fields(roster.RosterLine)} == {
        "name",
        "email",
        "role",
        "account_id",
        "invitation_id",
        "mail",
        "is_viewer",
        "handed_in",
    }


def test_the_roster_is_in_order_of_names_whoever_came_first(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Zed")
        for name in ("**x**", "mia", "Ana", "<b>Bo</b>"):
            world.someone(work, cohort_id, name=name)
        world.invitation(work, cohort_id, name="Lee")
        assert [p.name for p in roster.people(work, instructor, cohort_id)] == [
            "Zed",
            "**x**",
            "<b>Bo</b>",
            "Ana",
            "Lee",
            "mia",
        ]


def test_a_removed_instructor_can_do_nothing_from_then_on(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        colleague = world.someone(work, scene.cohort_id, Role.INSTRUCTOR)
        roster.remove(
            work, scene.instructor, scene.cohort_id, colleague.account_id, Role.INSTRUCTOR.value
        )
        for call in (roster.people, invitations.offers):
            with pytest.raises(NotFound):
                call(work, colleague, scene.cohort_id)
        with pytest.raises(NotFound):
            invitations.invite(work, colleague, scene.cohort_id, "a@example.org")


def test_a_cohort_keeps_an_instructor(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        me = scene.instructor.account_id
        with pytest.raises(BadInput, match=r"^A cohort keeps at least one instructor"):
            roster.remove(work, scene.instructor, scene.cohort_id, me, "instructor")
        world.someone(work, scene.cohort_id, Role.INSTRUCTOR)
        roster.remove(work, scene.instructor, scene.cohort_id, me, "instructor")
        with pytest.raises(NotFound):
            roster.people(work, scene.instructor, scene.cohort_id)


def test_a_removed_learner_is_out_at_once_and_their_place_is_never_anothers(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        account_id = world.account(work, "Leaver", email="leaver@example.org")
        world.join(work, account_id, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account_id)
        pid = enrolment.pid_of(work, account_id, cohort_id)
        roster.remove(work, instructor, cohort_id, account_id)
        viewer = recognise(work, token)
        assert viewer is not None
        assert viewer.belongs == ()
        assert [p.name for p in roster.people(work, instructor, cohort_id)] == ["Invented Person"]
        assert enrolment.taken_pids(work, cohort_id) == {}
        with pytest.raises(NotFound):
            roster.remove(work, instructor, cohort_id, account_id)
        for _ in range(enrolment.BATCH):
            world.join(work, world.account(work), cohort_id, Role.LEARNER)
        assert pid not in enrolment.taken_pids(work, cohort_id).values()
        assert invitations.invite(work, instructor, cohort_id, "leaver@example.org").notes == ()
        world.join(work, account_id, cohort_id, Role.LEARNER)
        assert enrolment.pid_of(work, account_id, cohort_id) == pid
        roster.remove(work, instructor, cohort_id, account_id)


def test_the_owner_grants_and_withdraws_the_making_of_cohorts(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        found = granting.accounts(work, scene.owner)
        assert [(m.name, m.is_owner, m.may_make_cohorts) for m in found] == [
            ("Fellow learner", False, False),
            ("Instructor", False, False),
            ("Learner", False, False),
            ("Learner elsewhere", False, False),
            ("Other instructor", False, False),
            ("Owner", True, True),
        ]
        granting.grant(work, scene.owner, scene.instructor.account_id)
        token = world.sign_in(work, scene.instructor.account_id)
        assert world.viewer(work, token).may_make_cohorts
        granting.withdraw(work, scene.owner, scene.instructor.account_id)
        assert not world.viewer(work, token).may_make_cohorts
        with pytest.raises(NotFound):
            granting.grant(work, scene.owner, "nobody")
        for viewer in (None, scene.instructor, scene.learner):
            with pytest.raises(NotFound):
                granting.accounts(work, viewer)
            with pytest.raises(NotFound):
                granting.grant(work, viewer, scene.instructor.account_id)


def test_a_learner_leaves_by_themselves_and_only_themselves(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        before = enrolment.pid_of(work, scene.learner.account_id, scene.cohort_id)
        leaving.leave(work, scene.learner, scene.cohort_id)
        names = [one.name for one in roster.people(work, scene.instructor, scene.cohort_id)]
        assert "Learner" not in names
        assert "Fellow learner" in names
        with pytest.raises(NotFound):
            leaving.leave(work, scene.learner, scene.cohort_id)
        newcomer = world.someone(work, scene.cohort_id)
        assert enrolment.pid_of(work, newcomer.account_id, scene.cohort_id) != before
