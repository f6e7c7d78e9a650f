"""Letters, taken by a real SMTP server that the test starts."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from course import mail
from course.settings import Settings, read

BODY = "Hello Zoë,\n\na line of " + "words " * 40 + "\n\nhttp://localhost:8501/enter/" + "x" * 43


class Box:
    """Keeps what it is handed; refuses one address."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 (the name the server looks for)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("refused"):
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
def smtp(box: Box) -> Iterator[str]:
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def _settings(tmp_path: Path, url: str | None, **more: str) -> Settings:
    return replace(read({"GOLDSEAM_DATA": str(tmp_path), **more}), smtp_url=url)


def test_a_letter_arrives_whole(tmp_path: Path, smtp: str, box: Box) -> None:
    settings = _settings(tmp_path, smtp, GOLDSEAM_MAIL_FROM="course@example.org")
    mail.send(settings, "zoe@example.org", "Your link, Zoë", BODY)
    letter = box.letters[0]
    assert letter["From"] == "Goldseam <course@example.org>"
    assert (letter["To"], letter["Subject"]) == ("zoe@example.org", "Your link, Zoë")
    assert letter.get_content().replace("\r\n", "\n").strip() == BODY
    assert letter["Message-ID"]


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?a=0ABcc:_everyone@example.org?=",
        "a =?utf-8?b?DQpCY2M6IHg=?= b",
        'שלום "Bo", 🙂 **x** <b>',
        "x" * 200,
        "word " * 40 + "é",
    ],
)
def test_a_subject_is_literal_and_never_a_header_of_its_own(
    tmp_path: Path, smtp: str, box: Box, subject: str
) -> None:
    mail.send(_settings(tmp_path, smtp), "zoe@example.org", subject, "Hello")
    (letter,) = box.letters
    assert letter["Subject"] == subject
    assert "Bcc" not in letter
    assert letter.get_content().strip() == "Hello"


def test_a_named_sender_is_kept(tmp_path: Path, smtp: str, box: Box) -> None:
    settings = _settings(tmp_path, smtp, GOLDSEAM_MAIL_FROM="The Course <course@example.org>")
    mail.send(settings, "zoe@example.org", "Hello", "Hello")
    assert box.letters[0]["From"] == "The Course <course@example.org>"


def test_name_and_password_are_given(tmp_path: Path, box: Box) -> None:
    given: list[tuple[bytes, bytes]] = []

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given.append((data.login, data.password))
        # Not handled: the server itself says what becomes of it.
        return AuthResult(success=data.password == b"p@ss word", handled=False)

    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=check,
        auth_require_tls=False,
    )
    controller.start()
    try:
        at = f"127.0.0.1:{controller.port}"
        mail.send(_settings(tmp_path, f"smtp://me:p%40ss%20word@{at}"), "a@b.org", "s", "b")
        with pytest.raises(mail.CannotSend, match="SMTPAuthenticationError"):
            mail.send(_settings(tmp_path, f"smtp://me:other@{at}"), "a@b.org", "s", "b")
    finally:
        controller.stop()
    assert given[0] == (b"me", b"p@ss word")
    assert len(box.letters) == 1


def test_what_cannot_be_sent_says_so_and_names_nobody(
    tmp_path: Path, smtp: str, box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    attempts = [
        (None, "somebody@example.org"),
        (smtp, "refused@example.org"),
        (smtp, "not an address"),
        (smtp, "two@example.org\nBcc: three@example.org"),
        (f"smtp://127.0.0.1:{_free_port()}", "somebody@example.org"),
        (smtp.replace("smtp://", "smtps://"), "somebody@example.org"),
    ]
    for url, to in attempts:
        with pytest.raises(mail.CannotSend) as refused:
            mail.send(_settings(tmp_path, url), to, "Subject", "Body")
        assert "example.org" not in refused.value.sentence
    assert box.letters == []
    assert "somebody" not in caplog.text
