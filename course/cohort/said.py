"""What an instructor writes for a whole cohort to read: its length, and what is taken out of it."""

from __future__ import annotations

import re
import unicodedata

from course.errors import BadInput, TooLong

STALE = (
    "Somebody changed this meanwhile, here or in another window. Copy what you wrote, reload the "
    "page and bring it in."
)


def clean(text: str, most: int, what: str) -> str:
    """A text without what nobody sees, outer space and doubled empty lines.

    Raises:
        TooLong: it has more than ``most`` characters; nothing is cut.
        BadInput: it can't be stored.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("This holds half of a character and cannot be stored as it is.") from None
    lines = re.sub("\r\n|[\r\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    seen = "".join(c for c in lines if c == "\n" or not _is_hidden(c)).strip()
    if len(seen) > most:
        raise TooLong(f"{what} has {len(seen):,} characters; {most:,} is the most.")
    return seen


def _is_hidden(character: str) -> bool:
    if character == "\t":
        return False
    return (
        unicodedata.category(character) in {"Cc", "Co"}
        or 0x202A <= ord(character) <= 0x202E
        or 0x2066 <= ord(character) <= 0x2069
    )
