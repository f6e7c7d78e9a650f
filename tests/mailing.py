"""A real SMTP server for tests; it keeps what it is handed and may be told to refuse."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailBox:
    """The letters taken so far; while ``is_full`` every letter is refused."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.tries = 0
        self.is_full = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.tries += 1
        if self.is_full:
            return "452 not just now"
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        return "250 OK"

    def told(self) -> list[str]:
        """Whom the letters went to, in order of address."""
        return sorted(str(letter["To"]) for letter in self.letters)


@contextmanager
def served(box: MailBox) -> Iterator[str]:
    """The server's address, for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
