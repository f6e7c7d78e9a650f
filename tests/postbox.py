"""A real SMTP server of a test's own: it may be taken down, brought up again, and be difficult."""

from __future__ import annotations

import re
import threading
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.launch_server import free_port


class Postbox:
    """Keeps the letters it is handed, on one port for as long as it lives.

    ``replies`` holds what to say instead of taking the next letters to an address. ``drops`` is how
    many letters to break the line at, after they were handed over whole and before saying so.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.replies: dict[str, list[str]] = {}
        self.drops = 0
        self._lock = threading.Lock()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        """The address for GOLDSEAM_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def up(self) -> Postbox:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def down(self) -> None:
        """Listen no more."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(  # noqa: N802 (the name the server looks for)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        said = self.replies.get(address)
        if said:
            return said.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        with self._lock:
            self.letters.append(found)
            self.raw.append(envelope.content)
        if self.drops:
            self.drops -= 1
            server.transport.abort()
        return "250 OK"

    def to(self) -> Counter[str]:
        """How many letters each address got."""
        return Counter(str(letter["To"]) for letter in self.letters)

    def subjects(self) -> list[str]:
        """Every subject, in the order of the alphabet."""
        return sorted(str(letter["Subject"]) for letter in self.letters)


def text_of(letter: EmailMessage) -> str:
    """A letter's text."""
    text: str = letter.get_content()
    return text.replace("\r\n", "\n")


def off_path(letter: EmailMessage) -> str:
    """The path of a letter's off link, from its header."""
    found = re.fullmatch(r"<https?://[^/]+(/letters/off/[\w-]{43})>", letter["List-Unsubscribe"])
    assert found is not None
    return found[1]
