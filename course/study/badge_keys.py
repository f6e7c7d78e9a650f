"""The key that signs badges, and the list that says which badges are worth nothing any more.

The private key lies in the database, sealed by the master key. A new one may take its place
(``python -m course badge-key``): public keys stay, so badges signed before go on verifying.

The status list gives away neither how many badges there are nor whose: each place that no badge
has is set or not by chance, once and for all. A new badge takes a place that is not set, so that
nothing in the list changes; only a revoked badge changes its one bit.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from functools import lru_cache

from joserfc.jwk import RSAKey

from course.work import Work
from db.queries import badge_keys as rows
from db.queries import record

ALGORITHM = "RS256"
BITS = 2048
PLACES = 131_072  # the least a list may have (W3C Bitstring Status List, 6.1)


def lock(work: Work) -> None:
    """Let those who make keys or take places take turns."""
    rows.lock(work.db)


def signing(work: Work) -> RSAKey:
    """The key that signs now; made where there is none, which only a writing unit of work may."""
    found = rows.signing(work.db)
    if found is None:
        return make(work)
    key_id, sealed = found
    return _loaded(work.vault.open(sealed, _place(key_id)))


@lru_cache(maxsize=2)
def _loaded(private: str) -> RSAKey:
    # Reading one takes longer than signing with it.
    return RSAKey.import_key(json.loads(private))


def make(work: Work) -> RSAKey:
    """A new key, which signs from now on."""
    lock(work)
    key = RSAKey.generate_key(BITS, {"alg": ALGORITHM, "use": "sig"}, auto_kid=True)
    key_id = key.thumbprint()
    private = json.dumps(key.as_dict(private=True))
    sealed = work.vault.seal(private, _place(key_id))
    rows.replace(work.db, key_id, dict(key.as_dict(private=False)), sealed)
    return _loaded(private)


def distrust_earlier(work: Work) -> int:
    """Let badges signed by earlier keys verify no more; returns how many keys are gone."""
    return rows.distrust_earlier(work.db)


def free_place(work: Work) -> int:
    """A place for a new badge: one that is not set, and that no badge has or had."""
    decoys, used = _decoys(work), record.used(work.db)
    while True:
        place = secrets.randbelow(PLACES)
        if place not in used and not _is_set(decoys, place):
            return place


def status_bits(work: Work) -> bytes:
    """The list: one bit a place, the first one the highest of the first byte."""
    bits = _decoys(work)
    for place in record.revoked(work.db):
        bits[place // 8] |= 0x80 >> place % 8
    return bytes(bits)


def _decoys(work: Work) -> bytearray:
    seed = work.vault.secret("badge decoys").encode()
    return bytearray(hashlib.shake_256(seed).digest(PLACES // 8))


def _is_set(bits: bytearray, place: int) -> bool:
    return bool(bits[place // 8] & 0x80 >> place % 8)


def _place(key_id: str) -> str:
    return f"badge_key/{key_id}"
