"""Ids of other cohorts, other people and other invitations: nothing is read, nothing written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from course.access import Viewer
from course.cohort import contact, invitations, roster
from course.cohort.planning import ContactCard
from course.errors import NotFound
from course.installation import Installation
from course.work import Work
from db.tables.identity import Invitation
from tests import world


def snapshot(work: Work) -> list[tuple[object, ...]]:
    columns = Invitation.__table__.columns
    return sorted(map(tuple, work.db.execute(select(*columns)).all()), key=repr)


def test_a_thousand_swapped_ids_read_and_write_nothing(installation: Installation) -> None:
    """Ids of another cohort's invitations and people, under one's own cohort and the other's."""
    with installation.writing() as work:
        scene = world.scene(work)
        guesses = [scene.invitation_id[:-4] + f"{n:04x}" for n in range(80)]
        theirs = [
            scene.other_invitation_id,
            scene.other_instructor.account_id,
            scene.stranger.account_id,
            scene.owner.account_id,
            scene.other_cohort_id,
            "",
            *[g for g in guesses if g != scene.invitation_id],
        ]
        before = snapshot(work), people(work, scene)
        tried = 0
        for object_id in theirs:
            for cohort_id in (scene.cohort_id, scene.other_cohort_id):
                tried += refused(work, scene.instructor, cohort_id, object_id)
        for viewer in (scene.learner, scene.stranger, scene.owner, None):
            for cohort_id in (scene.cohort_id, scene.other_cohort_id, "", "0" * 32):
                for object_id in (
                    scene.invitation_id,
                    scene.other_invitation_id,
                    scene.fellow.account_id,
                ):
                    tried += refused(work, viewer, cohort_id, object_id)
        assert tried >= 1000
        assert (snapshot(work), people(work, scene)) == before


def refused(work: Work, viewer: Viewer | None, cohort_id: str, object_id: str) -> int:
    calls: list[Callable[[], object]] = [
        lambda: invitations.link(work, viewer, cohort_id, object_id),
        lambda: invitations.renew(work, viewer, cohort_id, object_id),
        lambda: invitations.revoke(work, viewer, cohort_id, object_id),
        lambda: roster.remove(work, viewer, cohort_id, object_id),
        lambda: roster.remove(work, viewer, cohort_id, object_id, "instructor"),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    return len(calls)


def people(work: Work, scene: world.Scene) -> list[object]:
    return [
        roster.people(work, scene.instructor, scene.cohort_id),
        roster.people(work, scene.other_instructor, scene.other_cohort_id),
    ]


def test_another_cohorts_id_is_refused_everywhere(installation: Installation) -> None:
    with installation.writing() as work:
        scene = world.scene(work)
        for viewer in (scene.instructor, scene.stranger, scene.owner, None):
            theirs = scene.other_cohort_id
            with pytest.raises(NotFound):
                invitations.invite(work, viewer, theirs, "a@example.org")
            with pytest.raises(NotFound):
                invitations.invite_file(work, viewer, theirs, b"a@example.org")
            with pytest.raises(NotFound):
                invitations.offers(work, viewer, theirs)
            with pytest.raises(NotFound):
                roster.people(work, viewer, theirs)
            with pytest.raises(NotFound):
                contact.save(work, viewer, theirs, ContactCard("x"))
        with pytest.raises(NotFound):
            contact.card(work, scene.instructor, scene.other_cohort_id)
