"""Invitations by mail, handed to a real mail server one by one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from course import mail
from course.access import Role, Viewer
from course.cohort import invitations, posting, roster
from course.cohort.posting import Delivery
from course.installation import Installation
from course.signing import door
from tests import world


class Box:
    """Keeps what it is handed; refuses addresses that begin with ``no``."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 (the name the server looks for)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("no"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        return "250 OK"


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def mailing(installation: Installation, box: Box) -> Iterator[Installation]:
    """The installation with a mail server of the test's own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    url = f"smtp://127.0.0.1:{port}"
    yield replace(installation, settings=replace(installation.settings, smtp_url=url))
    controller.stop()


def invite(installation: Installation, text: str) -> tuple[str, Viewer, tuple[str, ...]]:
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        instructor = world.someone(work, cohort_id, Role.INSTRUCTOR)
        return cohort_id, instructor, invitations.invite(work, instructor, cohort_id, text).ids


def states(installation: Installation, viewer: Viewer, cohort_id: str) -> dict[str, str]:
    with installation.reading() as work:
        found = roster.people(work, viewer, cohort_id)
    return {line.email: line.mail for line in found if not line.has_joined}


def test_each_letter_holds_its_own_link_and_the_roster_says_what_became_of_it(
    mailing: Installation, box: Box
) -> None:
    text = "Zoë <zoe@example.org>\nno-such@example.org\n**Ben** <ben@example.org>"
    cohort_id, instructor, ids = invite(mailing, text)
    assert set(states(mailing, instructor, cohort_id).values()) == {"waiting"}
    assert posting.deliver(mailing, cohort_id, ids) == Delivery(sent=2, failed=1)
    assert states(mailing, instructor, cohort_id) == {
        "zoe@example.org": "sent",
        "no-such@example.org": "failed",
        "ben@example.org": "sent",
    }
    with mailing.reading() as work:
        urls = {o.email: o.url for o in invitations.offers(work, instructor, cohort_id)}
    assert {str(letter["To"]): letter["Subject"] for letter in box.letters} == {
        "zoe@example.org": "Your invitation to Autumn cohort",
        "ben@example.org": "Your invitation to Autumn cohort",
    }
    for letter in box.letters:
        body = letter.get_content().replace("\r\n", "\n")
        assert [line for line in body.splitlines() if line.startswith("http")] == [
            urls[str(letter["To"])]
        ]
    assert "Hello **Ben**,\n" in box.letters[1].get_content().replace("\r\n", "\n")


def test_nobody_who_joined_meanwhile_gets_a_letter(mailing: Installation, box: Box) -> None:
    cohort_id, instructor, ids = invite(mailing, "Ana <ana@example.org>\nBen <ben@example.org>")
    with mailing.writing() as work:
        first, second = invitations.offers(work, instructor, cohort_id)
        door.enter(work, None, first.url.rsplit("/", 1)[1], name="Ana")
        invitations.revoke(work, instructor, cohort_id, second.id)
    assert posting.deliver(mailing, cohort_id, [*ids, "0" * 32]) == Delivery()
    assert box.letters == []


def test_a_renewed_link_is_mailed_again_and_the_older_letter_notes_nothing(
    mailing: Installation, box: Box
) -> None:
    cohort_id, instructor, ids = invite(mailing, "Ana <ana@example.org>")
    posting.deliver(mailing, cohort_id, ids)
    with mailing.writing() as work:
        url = invitations.renew(work, instructor, cohort_id, ids[0]).url
    assert states(mailing, instructor, cohort_id) == {"ana@example.org": "waiting"}
    posting.deliver(mailing, cohort_id, ids)
    assert url in box.letters[1].get_content()
    assert states(mailing, instructor, cohort_id) == {"ana@example.org": "sent"}


def test_a_mail_server_that_is_away_is_not_asked_five_hundred_times(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    away = replace(
        installation,
        settings=replace(installation.settings, smtp_url=f"smtp://127.0.0.1:{port}"),
    )
    tried: list[str] = []
    send = mail.send

    def counted(*args: Any) -> None:
        tried.append(args[1])
        send(*args)

    monkeypatch.setattr(mail, "send", counted)
    cohort_id, instructor, ids = invite(away, "\n".join(f"p{n}@x.org" for n in range(12)))
    assert posting.deliver(away, cohort_id, ids) == Delivery(sent=0, failed=12)
    assert len(tried) == posting.GIVE_UP_AFTER
    assert set(states(away, instructor, cohort_id).values()) == {"failed"}


def test_without_a_mail_server_nothing_waits(installation: Installation) -> None:
    cohort_id, instructor, _ids = invite(installation, "Ana <ana@example.org>")
    assert states(installation, instructor, cohort_id) == {"ana@example.org": ""}
