"""The codes by which people join: short, and read aloud without mistakes."""

from __future__ import annotations

import secrets

# Nothing that looks like another: no I, L, O, Q, U, V, 0, 1, no 2 beside Z, no 5 beside S.
LETTERS = "ABCDEFGHJKMNPRSTWXYZ346789"
LENGTH = 6


def new_code() -> str:
    """A code that nobody can guess from another."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def normal(typed: str) -> str:
    """A code as it is kept, from what somebody typed; empty where it can't be one."""
    code = "".join(typed.split()).replace("-", "").upper()
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        return ""
    return code
