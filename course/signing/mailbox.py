"""What may be used as a name or an address, and how an address is compared."""

from __future__ import annotations

import re

from course.cohort.planning import has_controls
from course.errors import BadInput

NAME_LIMIT = 200
EMAIL_LIMIT = 320

_EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[^@\s<>\"',;:()\[\]\\]+\.[^@\s.<>\"',;:()\[\]\\]+")


def name(typed: str) -> str:
    """A person's name, trimmed.

    Raises:
        BadInput: it is empty, too long, or holds characters nobody sees.
    """
    trimmed = " ".join(typed.split())
    if not trimmed:
        raise BadInput("Please write the name you go by here.")
    if len(trimmed) > NAME_LIMIT:
        raise BadInput(f"A name can have {NAME_LIMIT} characters at most.")
    if has_controls(trimmed):
        raise BadInput("The name has characters that can't be seen. Type it again.")
    return trimmed


def email(typed: str) -> str:
    """An address in lower case.

    Raises:
        BadInput: it does not look like an address.
    """
    trimmed = typed.strip().lower()
    if len(trimmed) > EMAIL_LIMIT or has_controls(trimmed) or not _EMAIL.fullmatch(trimmed):
        raise BadInput("That does not look like an email address, such as name@example.org.")
    return trimmed


def email_or_none(typed: str) -> str | None:
    """An address, or None where the field was left empty. Raises BadInput as :func:`email`."""
    return email(typed) if typed.strip() else None


def as_compared(typed: str) -> str:
    """What is looked up for an address as it was typed; whatever was typed, it can be looked up."""
    return typed.replace("\0", "").strip().lower()[:EMAIL_LIMIT]
