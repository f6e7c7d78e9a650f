"""Inviting, renewing and taking back; and that none of it is a way into a joined account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.access import Role
from course.cohort import contact, invitations, roster
from course.cohort.planning import ContactCard
from course.errors import BadInput, NotFound, TooLong
from course.installation import Installation
from course.settings import read
from course.signing import door
from db.queries import cohort as rows
from db.queries import enrolment as pids
from tests import world
from tests.course.test_swapped_ids import snapshot


def token_of(url: str) -> str:
    assert url.startswith("http://localhost:8501/enter/")
    return url.rsplit("/", 1)[1]


def test_a_paste_invites_everyone_in_it(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ines")
        done = invitations.invite(
            work, instructor, cohort_id, "Ben <BEN@example.org>\nana@example.org"
        )
        assert (len(done.ids), done.problems, done.notes) == (2, (), ())
        assert [
            (o.name, o.email, o.role) for o in invitations.offers(work, instructor, cohort_id)
        ] == [
            ("ana", "ana@example.org", Role.LEARNER),
            ("Ben", "ben@example.org", Role.LEARNER),
        ]
        assert [
            (p.name, p.role, p.has_joined, p.is_viewer)
            for p in roster.people(work, instructor, cohort_id)
        ] == [
            ("Ines", Role.INSTRUCTOR, True, True),
            ("ana", Role.LEARNER, False, False),
            ("Ben", Role.LEARNER, False, False),
        ]


def test_one_bad_line_and_nobody_is_invited(installation: Installation) -> None:
    text = "Ana <ana@example.org>\nnobody\nBen <ben@example.org>\nalso@bad"
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        done = invitations.invite(work, instructor, cohort_id, text)
        assert [(p.line, p.text) for p in done.problems] == [
            (2, "there is no address"),
            (4, "the part after the @ is not a whole domain, such as example.org"),
        ]
        assert done.ids == ()
        assert invitations.offers(work, instructor, cohort_id) == ()
        file = b"name,email\nAna,ana@example.org\nBen,"
        assert len(invitations.invite_file(work, instructor, cohort_id, file).problems) == 1
        assert invitations.offers(work, instructor, cohort_id) == ()


def test_those_already_known_are_said_and_the_others_invited(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(
            work, cohort_id, Role.INSTRUCTOR, email="Teacher@example.org", name="Ines"
        )
        world.someone(work, cohort_id, email="joined@example.org")
        world.invitation(work, cohort_id, email="invited@example.org")
        text = "teacher@example.org\njoined@example.org\ninvited@example.org\nn@x.org\nN@x.org"
        done = invitations.invite(work, instructor, cohort_id, text)
        assert len(done.ids) == 1
        assert [(n.line, n.text) for n in done.notes] == [
            (1, "has joined already as an instructor"),
            (2, "has joined already"),
            (3, "is invited already"),
            (5, "the same address as line 4; taken once"),
        ]
        again = invitations.invite(work, instructor, cohort_id, text)
        assert again.ids == ()
        as_colleague = invitations.invite(work, instructor, cohort_id, "n@x.org", "instructor")
        assert [n.text for n in as_colleague.notes] == ["is invited already as a learner"]


def test_a_file_from_windows_is_read(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        data = "Name;E-mail\r\nZoë;z@example.org\r\n".encode("cp1252")
        done = invitations.invite_file(work, instructor, cohort_id, data)
        assert len(done.ids) == 1
        assert [n.line for n in done.notes] == [1]
        assert [o.name for o in invitations.offers(work, instructor, cohort_id)] == ["Zoë"]


def test_too_much_at_once_is_refused(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        with pytest.raises(TooLong):
            invitations.invite(work, instructor, cohort_id, "x" * 200_001)
        with pytest.raises(TooLong):
            invitations.invite_file(work, instructor, cohort_id, b"x" * 200_001)
        with pytest.raises(BadInput, match=r"^Nobody is named yet"):
            invitations.invite(work, instructor, cohort_id, " \n ")
        with pytest.raises(NotFound):
            invitations.invite(work, instructor, cohort_id, "a@example.org", "owner")


def test_without_a_whole_contact_card_nobody_is_invited(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        invitation_id = world.invitation(work, cohort_id)
        rows.save_card(work.db, cohort_id, {})
        for card in (ContactCard(), ContactCard("w", "s", "d", "  ")):
            contact.save(work, instructor, cohort_id, card)
            for role in ("learner", "instructor"):
                with pytest.raises(BadInput) as refused:
                    invitations.invite(work, instructor, cohort_id, "a@example.org", role)
                assert refused.value.sentence == contact.INCOMPLETE
            with pytest.raises(BadInput):
                invitations.renew(work, instructor, cohort_id, invitation_id)
        contact.save(work, instructor, cohort_id, ContactCard("w", "s", "d", " o "))
        assert len(invitations.invite(work, instructor, cohort_id, "a@example.org").ids) == 1


def test_a_whole_card_stays_whole(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        learner = world.someone(work, cohort_id)
        with pytest.raises(BadInput, match=r"^Learners rely on all four"):
            contact.save(work, instructor, cohort_id, ContactCard("w", "s", "", "o"))
        with pytest.raises(TooLong, match=r"^Data lead has 501 characters; 500 is the most"):
            contact.save(work, instructor, cohort_id, ContactCard("w", "s", "d" * 501, "o"))
        contact.save(work, instructor, cohort_id, ContactCard("w", "s", "d", " o\n2 "))
        assert contact.card(work, learner, cohort_id) == ContactCard("w", "s", "d", "o\n2")
        with pytest.raises(NotFound):
            contact.save(work, learner, cohort_id, ContactCard("w", "s", "d", "o"))


def test_a_renewed_link_replaces_the_old_one(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        invitation_id = world.invitation(work, cohort_id)
        first = invitations.link(work, instructor, cohort_id, invitation_id)
        assert invitations.link(work, instructor, cohort_id, invitation_id) == first
        second = invitations.renew(work, instructor, cohort_id, invitation_id).url
        assert second != first
        assert [o.url for o in invitations.offers(work, instructor, cohort_id)] == [second]
        with pytest.raises(door.NoSuchLink):
            door.look(work, None, token_of(first))
        assert door.look(work, None, token_of(second)).name == "Invited Person"


def test_a_revoked_invitation_opens_nothing_and_may_be_made_again(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        invitation_id = world.invitation(work, cohort_id)
        url = invitations.link(work, instructor, cohort_id, invitation_id)
        invitations.revoke(work, instructor, cohort_id, invitation_id)
        with pytest.raises(door.NoSuchLink):
            door.enter(work, None, token_of(url), name="Ana")
        assert invitations.invite(work, instructor, cohort_id, "invited@example.org").notes == ()


def test_once_joined_an_invitation_is_not_to_be_found(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        invitation_id = world.invitation(work, cohort_id)
        url = invitations.link(work, instructor, cohort_id, invitation_id)
        door.enter(work, None, token_of(url), name="Ana")
        before = snapshot(work)
        for call in (invitations.link, invitations.renew, invitations.revoke):
            with pytest.raises(NotFound):
                call(work, instructor, cohort_id, invitation_id)
        assert invitations.offers(work, instructor, cohort_id) == ()
        again = invitations.invite(work, instructor, cohort_id, "invited@example.org")
        assert (again.ids, [n.text for n in again.notes]) == ((), ["has joined already"])
        assert snapshot(work) == before


def test_pids_are_minted_with_invitations_and_not_at_joining(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        text = "\n".join(f"p{n}@example.org" for n in range(130))
        invitations.invite(work, instructor, cohort_id, text)
        assert len(pids.pids(work.db, cohort_id)) == 192


def test_who_cannot_open_the_links_is_said_in_one_sentence() -> None:
    assert invitations.unreachable(read({"PORT": "9001"})) == (
        "These links begin with http://localhost:9001, so they open on this computer only: set "
        "GOLDSEAM_URL to the https address under which others reach it, and start again."
    )
    assert invitations.unreachable(read({"GOLDSEAM_URL": "https://course.example.org"})) is None
    plain = invitations.unreachable(read({"GOLDSEAM_URL": "http://course.example.org"}))
    assert plain is not None
    assert plain.startswith("Signing in is closed at this address")


def test_a_joined_instructor_is_not_shown_by_an_old_invitation(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        invitations.invite(work, instructor, cohort_id, "Cara <c@example.org>", "instructor")
        [offer] = invitations.offers(work, instructor, cohort_id)
        assert offer == replace(offer, role=Role.INSTRUCTOR, name="Cara")
        door.enter(work, None, token_of(offer.url), name="Cara")
        found = roster.people(work, instructor, cohort_id)
        assert sorted((p.name, p.role, p.has_joined) for p in found) == [
            ("Cara", Role.INSTRUCTOR, True),
            ("Invented Person", Role.INSTRUCTOR, True),
        ]
