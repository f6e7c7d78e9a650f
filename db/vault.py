"""Encryption at rest: AES-256-GCM under keys derived from one master key.

Token format ``v1.<key id>.<base64url(nonce + ciphertext + tag)>``. What a token belongs to (table,
row, pid) is authenticated with it, so that a token moved to another row does not open.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

_NONCE = 12


class CannotOpen(Exception):
    """A token was altered, moved, or sealed under another key. Carries no part of it."""


@dataclass(frozen=True)
class Box:
    """One AES-256-GCM key; seals and opens texts bound to the place where they are kept."""

    key: bytes = field(repr=False)
    key_id: str

    def seal(self, text: str, place: str) -> str:
        """Encrypt ``text`` for ``place`` (for example ``attempt/<id>/<pid>``)."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + AESGCM(self.key).encrypt(nonce, text.encode(), place.encode())
        return f"v1.{self.key_id}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, token: str, place: str) -> str:
        """Decrypt a token sealed for the same ``place``.

        Raises:
            CannotOpen: it was altered, moved, or sealed under another key.
        """
        try:
            version, key_id, body = token.split(".")
            if version != "v1" or key_id != self.key_id:
                raise CannotOpen
            raw = base64.urlsafe_b64decode(body)
            return AESGCM(self.key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
        except (ValueError, InvalidTag):
            raise CannotOpen from None


class Vault:
    """The master key and what follows from it; the master itself encrypts nothing directly."""

    def __init__(self, master: bytes) -> None:
        self._wrapping = _derive(master, "learner keys")
        self._lookup = _derive(master, "lookup")
        self._secret = _derive(master, "secrets")
        self.key_id = hashlib.sha256(_derive(master, "key id")).hexdigest()[:8]
        self._box = Box(_derive(master, "installation"), self.key_id)

    def seal(self, text: str, place: str) -> str:
        """Encrypt a text of the installation itself (not a learner's writing)."""
        return self._box.seal(text, place)

    def open(self, token: str, place: str) -> str:
        """Decrypt what :meth:`seal` made. Raises CannotOpen."""
        return self._box.open(token, place)

    def lookup(self, *parts: str) -> str:
        """A keyed fingerprint (64 hex digits) that only the master key's holder can compute."""
        return hmac.new(self._lookup, "|".join(parts).encode(), hashlib.sha256).hexdigest()

    def secret(self, purpose: str) -> str:
        """A stable secret for ``purpose`` (64 hex digits), such as signing OAuth state."""
        return hmac.new(self._secret, purpose.encode(), hashlib.sha256).hexdigest()

    def token_box(self, token: str, purpose: str) -> Box:
        """A box that opens only to whoever has ``token`` (a link's random words), with our key."""
        key = HKDF(SHA256(), 32, salt=self._secret, info=f"goldseam {purpose}".encode())
        return Box(key.derive(token.encode()), self.key_id)

    def mint_learner_key(self) -> str:
        """A new learner's key, wrapped for storage (RFC 3394)."""
        return base64.urlsafe_b64encode(aes_key_wrap(self._wrapping, os.urandom(32))).decode()

    def learner_box(self, wrapped: str) -> Box:
        """The learner's own box, from the wrapped key.

        Raises:
            CannotOpen: the key was wrapped under another master key, or destroyed.
        """
        try:
            key = aes_key_unwrap(self._wrapping, base64.urlsafe_b64decode(wrapped))
        except (InvalidUnwrap, ValueError):
            raise CannotOpen from None
        return Box(key, self.key_id)


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"goldseam {purpose}".encode()).derive(master)
