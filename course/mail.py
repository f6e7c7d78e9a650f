"""Letters by SMTP, where a server for them is set. Addresses are never logged."""

from __future__ import annotations

import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

from course.errors import GoldseamError
from course.settings import LOOPBACK, Settings

SECONDS = 15
_PORTS = {"smtp": 587, "smtps": 465}


class CannotSend(GoldseamError):
    """A letter could not be handed over; the sentence names what to look at, and nobody."""


def is_set(settings: Settings) -> bool:
    """Whether letters can be sent from here."""
    return settings.smtp_url is not None


def send(settings: Settings, to: str, subject: str, body: str) -> None:
    """Hand one plain-text letter to the mail server, over TLS wherever it offers that.

    Raises:
        CannotSend: no server is set, it could not be reached, or it refused the letter.
    """
    if settings.smtp_url is None:
        raise CannotSend(
            "Mail is not set up here. Whoever runs this server can set GOLDSEAM_SMTP_URL."
        )
    letter = _letter(settings, to, subject, body)
    try:
        with _connect(settings.smtp_url) as server:
            server.send_message(letter)
    except (OSError, smtplib.SMTPException) as error:
        raise CannotSend(
            f"The mail server did not take the letter ({type(error).__name__}). "
            "Whoever runs this server can check GOLDSEAM_SMTP_URL."
        ) from None


def _letter(settings: Settings, to: str, subject: str, body: str) -> EmailMessage:
    host = urlsplit(settings.url).hostname or "localhost"
    sender = settings.mail_from or f"goldseam@{host}"
    letter = EmailMessage()
    try:
        letter["From"] = sender if "<" in sender else Address("Goldseam", addr_spec=sender)
        letter["To"] = Address(addr_spec=to)
        letter["Subject"] = subject
    except (MessageError, ValueError, IndexError):
        raise CannotSend(
            "A letter cannot be written to or from that address. "
            "Whoever runs this server can check GOLDSEAM_MAIL_FROM."
        ) from None
    letter["Message-ID"] = make_msgid(domain=host)
    letter.set_content(body)
    return letter


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
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
