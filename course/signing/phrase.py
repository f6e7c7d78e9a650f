"""Recovery phrases: six words from our own list, stored as a slow hash with a salt.

1,321 words to the sixth power are 62 bits. The hash is scrypt (RFC 7914) with N = 2^14, r = 8,
p = 1: about 50 ms and 16 MB a guess.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from functools import cache
from pathlib import Path

COUNT = 6

_N, _R, _P = 2**14, 8, 1
_MEMORY = 64 * 1024 * 1024  # bytes


@cache
def words() -> tuple[str, ...]:
    """The list the phrases are drawn from."""
    return tuple((Path(__file__).parent / "words.txt").read_text().split())


def new() -> str:
    """A new phrase, its words separated by single spaces."""
    return " ".join(secrets.choice(words()) for _ in range(COUNT))


def normalise(typed: str) -> str:
    """A phrase as typed, freed of capitals, punctuation and uneven spaces."""
    return " ".join(re.findall(r"[a-z]+", typed[:500].lower()))


def scramble(phrase: str) -> str:
    """What is stored of a phrase: ``scrypt.<salt>.<hash>``, both in base64."""
    salt = secrets.token_bytes(16)
    return f"scrypt.{_text(salt)}.{_text(_hash(normalise(phrase), salt))}"


def matches(typed: str, stored: str | None) -> bool:
    """Whether a typed phrase is the stored one. Takes as long when nothing is stored."""
    _, salt, digest = (stored or _NOTHING).split(".")
    given = _hash(normalise(typed), base64.urlsafe_b64decode(salt))
    return hmac.compare_digest(given, base64.urlsafe_b64decode(digest)) and stored is not None


def _hash(phrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(phrase.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


_NOTHING = f"scrypt.{_text(bytes(16))}.{_text(bytes(32))}"
