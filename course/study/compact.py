"""A draft's change in few bytes, for the last message of a page that is being closed.

Browsers send at most 64 KB after a page is gone. The body is one line of JSON (the header), a line
feed, then the inserted text: for each code point the difference from the one before it (from 0 for
the first), zigzag-coded (0, -1, 1, -2 ... become 0, 1, 2, 3 ...) and written as a LEB128 varint.
Twenty thousand characters of any one script, emoji among them, take at most 40 to 60 KB.
"""

from __future__ import annotations

from course.errors import BadInput, TooLong
from course.study.texts import LIMIT, UNREADABLE

MIME = "application/x-goldseam-draft"
_MOST_BYTES = 4  # a zigzagged difference is below 2**22, four groups of seven bits


def split(body: bytes) -> tuple[bytes, str]:
    """(header as JSON, inserted text) of a compact body. Raises BadInput, TooLong."""
    header, line_feed, packed = body.partition(b"\n")
    if not line_feed:
        raise BadInput(UNREADABLE)
    return header, unpack(packed)


def pack(text: str) -> bytes:
    """A text as zigzag varint differences of its code points."""
    out = bytearray()
    last = 0
    for character in text:
        step = ord(character) - last
        last += step
        value = step << 1 if step >= 0 else (-step << 1) - 1
        while value > 0x7F:
            out.append(0x80 | value & 0x7F)
            value >>= 7
        out.append(value)
    return bytes(out)


def unpack(packed: bytes) -> str:
    """The text that :func:`pack` wrote.

    Raises:
        BadInput: it is not a whole sequence of characters.
        TooLong: it is over the limit; nothing was cut.
    """
    found: list[str] = []
    value = shift = last = 0
    for byte in packed:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte & 0x80:
            if shift >= 7 * _MOST_BYTES:
                raise BadInput(UNREADABLE)
            continue
        last += -((value + 1) >> 1) if value & 1 else value >> 1
        if not 0 <= last <= 0x10FFFF or 0xD800 <= last <= 0xDFFF:
            raise BadInput(UNREADABLE)
        found.append(chr(last))
        value = shift = 0
    if shift:
        raise BadInput(UNREADABLE)
    if len(found) > LIMIT:
        raise TooLong(f"This is over {LIMIT:,} characters. Nothing was cut or stored: shorten it.")
    return "".join(found)
