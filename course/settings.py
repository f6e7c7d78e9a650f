"""What the environment says about this installation, read once and checked by name."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from course.errors import SettingError
from db.release_door import writer_url

PROVIDER_LONGEST = 120  # characters
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Settings:
    """Every setting, valid.

    ``url`` is the one address others know us by (no trailing slash); ``room_url`` is where phones
    and the board of a workshop reach us, which may be plain http within a room. ``host`` and
    ``port`` say where we listen. ``proxies`` are the addresses whose forwarded headers count;
    ``provider`` is who gives the course, as records, certificates and badges name them. Secrets
    are kept out of ``repr``.
    """

    data: Path
    database_url: str = field(repr=False)
    release_url: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8501
    url: str = "http://localhost:8501"
    room_url: str = "http://localhost:8501"
    proxies: tuple[str, ...] = ()
    master_key: bytes | None = field(default=None, repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    provider: str = "localhost"

    @property
    def is_https(self) -> bool:
        """Whether browsers reach us over TLS; cookies are then Secure."""
        return self.url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach ``url``."""
        return urlsplit(self.url).hostname in LOOPBACK

    @property
    def origin(self) -> str:
        """The one Origin our own pages send."""
        return self.url

    def in_plain_room(self, origin: str | None) -> bool:
        """Whether a page of this origin came over a room's plain http: a Secure cookie is lost."""
        return origin == self.room_url and not origin.startswith("https://")

    @property
    def release_writer_url(self) -> str:
        """The address under which published figures are written. Pages read by ``release_url``."""
        return writer_url(self.release_url, self.database_url)

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database_url.startswith("sqlite")


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables.

    Raises:
        SettingError: a value cannot be used; its sentence names the variable.
    """
    data = Path(environ.get("GOLDSEAM_DATA") or "var").expanduser().absolute()
    port = _port(environ.get("PORT") or "8501")
    database_url = _database_url(environ.get("DATABASE_URL"), data)
    release_url = _release_url(environ.get("GOLDSEAM_RELEASE_URL"), data, database_url)
    url = _url("GOLDSEAM_URL", environ.get("GOLDSEAM_URL") or f"http://localhost:{port}")
    return Settings(
        data=data,
        database_url=database_url,
        release_url=release_url,
        host=environ.get("HOST") or "127.0.0.1",
        port=port,
        url=url,
        room_url=_url("GOLDSEAM_ROOM_URL", environ.get("GOLDSEAM_ROOM_URL") or url),
        proxies=tuple(
            p.strip() for p in environ.get("GOLDSEAM_PROXIES", "").split(",") if p.strip()
        ),
        master_key=_master_key(environ.get("GOLDSEAM_MASTER_KEY")),
        smtp_url=_smtp(environ.get("GOLDSEAM_SMTP_URL")),
        mail_from=environ.get("GOLDSEAM_MAIL_FROM") or None,
        provider=_provider(environ.get("GOLDSEAM_PROVIDER"), url),
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise SettingError(f"PORT must be a number from 1 to 65535; it is {text!r}.")
    return int(text)


def _database_url(text: str | None, data: Path) -> str:
    return _engine_url("DATABASE_URL", text) if text else f"sqlite:///{data / 'goldseam.db'}"


def _release_url(text: str | None, data: Path, database_url: str) -> str:
    if not text:
        return f"sqlite:///{data / 'release.db'}"
    url = _engine_url("GOLDSEAM_RELEASE_URL", text)
    if url.startswith("postgresql") and database_url.startswith("sqlite"):
        raise SettingError("GOLDSEAM_RELEASE_URL on PostgreSQL needs DATABASE_URL there as well.")
    return url


def _engine_url(name: str, text: str) -> str:
    if re.match(r"postgres(ql)?(\+psycopg)?://", text):
        return re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", text)
    if text.startswith("sqlite:///"):
        return f"sqlite:///{Path(text.removeprefix('sqlite:///')).expanduser().absolute()}"
    raise SettingError(f"{name} must begin with postgresql:// or sqlite:///.")


def _url(name: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise SettingError(
            f"{name} must be an address such as https://course.example.org, with no path."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _master_key(text: str | None) -> bytes | None:
    if not text:
        return None
    try:
        key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise SettingError("GOLDSEAM_MASTER_KEY must be 32 bytes in base64.")
    return key


def _smtp(text: str | None) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError("GOLDSEAM_SMTP_URL must look like smtp://user:password@host:587.")
    return text


def _provider(text: str | None, url: str) -> str:
    name = " ".join((text or "").split()) or urlsplit(url).hostname or ""
    if len(name) > PROVIDER_LONGEST or not name.isprintable():
        raise SettingError(
            f"GOLDSEAM_PROVIDER must be one line of at most {PROVIDER_LONGEST} characters."
        )
    return name
