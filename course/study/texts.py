"""What may be written in a box: any text up to the limit, and never a part of a longer one."""

from __future__ import annotations

from course.errors import BadInput, TooLong

UNREADABLE = "That could not be read. Reload the page and try again."
LIMIT = 20_000  # characters (code points), inclusive


def whole(text: object) -> str:
    """``text``, unchanged.

    Raises:
        TooLong: it is over ``LIMIT``; nothing is cut.
        BadInput: it is not a text, or not one that can be stored.
    """
    if not isinstance(text, str):
        raise BadInput(UNREADABLE)
    if len(text) > LIMIT:
        raise TooLong(
            f"This is {len(text):,} characters long and the box holds {LIMIT:,}. "
            "Nothing was cut or stored: shorten it and it will be saved."
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("This holds half of a character and cannot be stored as it is.") from None
    return text


def whole_number(value: object, low: int, high: int) -> int:
    """``value``, when it is a whole number from ``low`` to ``high``. Raises BadInput."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise BadInput(UNREADABLE)
    return value
