"""Letters by SMTP, where a server for them is set. Addresses are never logged."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy, default
from email.utils import make_msgid
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from course.errors import GoldseamError
from course.settings import LOOPBACK, Settings

SECONDS = 15
_PORTS = {"smtp": 587, "smtps": 465}
_CALENDAR = "workshop.ics"
_WORD = 60  # characters; a longer one would not fit on a header's line as it is
_FOR_GOOD = 500  # a reply from here on says that trying again is of no use


class _Unfolded(UnstructuredHeader, BaseHeader):
    """An address on one line. Python would cut a long one up and encode it, and no mail program
    would find the link in that.
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _Literal(UnstructuredHeader, BaseHeader):
    """A line of somebody's words. Python would decode what looks encoded in it, and a line break
    hidden in there would begin a header of its own.
    """

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["parse_tree"], kwds["decoded"] = None, value

    def fold(self, *, policy: Policy) -> str:
        short = all(len(word) <= _WORD for word in self.split(" "))
        plainly = self.isascii() and "=?" not in self and short
        folded = Header(str(self), "us-ascii" if plainly else "utf-8", header_name=self.name)
        return f"{self.name}: {folded.encode(linesep=policy.linesep)}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _Unfolded)
_headers.map_to_type("subject", _Literal)
_POLICY = default.clone(header_factory=_headers)


class CannotSend(GoldseamError):
    """A letter could not be handed over; the sentence names what to look at, and nobody."""


class Away(CannotSend):
    """The mail server could not be reached, or went away before it was handed the letter."""


class Later(CannotSend):
    """The mail server did not take this one letter now, and may take it another time."""


class Refused(CannotSend):
    """The mail server will never take this letter, or it cannot be written at all."""


class Unsure(CannotSend):
    """The line broke while the letter was handed over: it may have gone out, or not."""


class Post(Protocol):
    """Hands over one plain-text letter, with a calendar file where one belongs to it."""

    def __call__(
        self,
        to: str,
        subject: str,
        body: str,
        headers: Mapping[str, str] | None = None,
        calendar: bytes | None = None,
    ) -> None: ...


def is_set(settings: Settings) -> bool:
    """Whether letters can be sent from here."""
    return settings.smtp_url is not None


def send(settings: Settings, to: str, subject: str, body: str) -> None:
    """Hand one plain-text letter to the mail server, over TLS wherever it offers that.

    Raises:
        CannotSend: no server is set, it could not be reached, or it refused the letter.
    """
    with connected(settings) as post:
        post(to, subject, body)


@contextmanager
def connected(settings: Settings) -> Iterator[Post]:
    """One connection to the mail server, for as many letters as there are.

    What it yields raises Away, Later, Refused or Unsure.

    Raises:
        CannotSend: no server is set.
        Away: it could not be reached, or did not let us in.
    """
    if settings.smtp_url is None:
        raise CannotSend(
            "Mail is not set up here. Whoever runs this server can set GOLDSEAM_SMTP_URL."
        )
    try:
        server = _connect(settings.smtp_url)
    except (OSError, smtplib.SMTPException) as error:
        raise Away(_sentence(error)) from None

    def post(
        to: str,
        subject: str,
        body: str,
        headers: Mapping[str, str] | None = None,
        calendar: bytes | None = None,
    ) -> None:
        letter = _letter(settings, to, subject, body, headers or {})
        if calendar is not None:
            letter.add_attachment(calendar, "text", "calendar", filename=_CALENDAR)
        _hand_over(server, letter)

    try:
        yield post
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _hand_over(server: _Server, letter: EmailMessage) -> None:
    server.handing = False
    try:
        server.send_message(letter)
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _said in error.recipients.values())
        raise (Refused if code >= _FOR_GOOD else Later)(_sentence(error)) from None
    except smtplib.SMTPResponseException as error:
        raise (Refused if error.smtp_code >= _FOR_GOOD else Later)(_sentence(error)) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(_sentence(error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise (Unsure if server.handing else Away)(_sentence(error)) from None


def _sentence(error: Exception) -> str:
    return (
        f"The mail server did not take the letter ({type(error).__name__}). "
        "Whoever runs this server can check GOLDSEAM_SMTP_URL."
    )


def _letter(
    settings: Settings, to: str, subject: str, body: str, headers: Mapping[str, str]
) -> EmailMessage:
    host = urlsplit(settings.url).hostname or "localhost"
    sender = settings.mail_from or f"goldseam@{host}"
    letter = EmailMessage(_POLICY)
    try:
        letter["From"] = sender if "<" in sender else Address("Goldseam", addr_spec=sender)
        letter["To"] = Address(addr_spec=to)
        letter["Subject"] = subject
        for name, value in headers.items():
            letter[name] = value
    except (MessageError, ValueError, IndexError):
        raise Refused(
            "A letter cannot be written to or from that address. "
            "Whoever runs this server can check GOLDSEAM_MAIL_FROM."
        ) from None
    letter["Message-ID"] = make_msgid(domain=host)
    letter.set_content(body)
    return letter


class _Server(smtplib.SMTP):
    """Remembers whether it has begun to hand a letter over."""

    handing = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.handing = True
        return super().data(msg)


class _SecureServer(_Server, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


def _connect(url: str) -> _Server:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: _Server = _SecureServer(host, port, timeout=SECONDS, context=context)
    else:
        server = _Server(host, port, timeout=SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif parts.scheme == "smtp" and parts.username is not None and host not in LOOPBACK:
            raise smtplib.SMTPNotSupportedError("no TLS, so no password")
        if parts.username is not None:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server
