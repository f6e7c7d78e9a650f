"""Reading a PDF of ours back: the characters it says it shows, and whether its fonts are inside.

Only as much of the format as typst writes.
"""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\r?\n(.*?)\r?\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_FONT_OR_TEXT = re.compile(rb"/(f\d+) [\d.]+ Tf|(\()|<([0-9A-Fa-f]+)>")
_IN_TEXT = re.compile(rb"\\([0-7]{1,3}|.)|([()])", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _objects(pdf: bytes) -> dict[int, bytes]:
    found = {int(number): body for number, body in _OBJECT.findall(pdf)}
    for body in list(found.values()):
        if b"/ObjStm" not in body.split(b"stream")[0]:
            continue
        inside, first = _unpacked(body), _number(rb"/First (\d+)", body)
        numbers = list(map(int, inside[:first].split()))
        starts = numbers[1::2]
        for number, start, end in zip(numbers[::2], starts, [*starts[1:], None], strict=True):
            found[number] = inside[first + start : None if end is None else first + end]
    return found


def _number(pattern: bytes, body: bytes) -> int:
    found = re.search(pattern, body)
    assert found is not None, pattern
    return int(found[1])


def _unpacked(body: bytes) -> bytes:
    stream = _STREAM.search(body)
    assert stream is not None
    return zlib.decompress(stream[1]) if b"/FlateDecode" in body.split(b"stream")[0] else stream[1]


def text_of(pdf: bytes) -> str:
    """What is shown, without spaces, in the order it is set (right-to-left runs backwards)."""
    objects = _objects(pdf)
    pages = [body for _, body in sorted(objects.items()) if b"/Contents" in body]
    return "".join(
        "".join(
            _page(
                _unpacked(objects[_number(rb"/Contents (\d+) 0 R", page)]),
                _fonts(objects, objects[_number(rb"/Resources (\d+) 0 R", page)]),
            )
        )
        for page in pages
    )


def _fonts(objects: dict[int, bytes], resources: bytes) -> dict[str, dict[int, str]]:
    return {
        name.decode(): _letters(objects, int(number))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    mapped = _unpacked(objects[_number(rb"/ToUnicode (\d+) 0 R", objects[font])])
    return {
        int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for glyph, letters in _MAPPED.findall(mapped)
    }


def _page(content: bytes, fonts: dict[str, dict[int, str]]) -> list[str]:
    shown: list[str] = []
    letters: dict[int, str] = {}
    at = 0
    while found := _FONT_OR_TEXT.search(content, at):
        at = found.end()
        if found[1]:
            letters = fonts[found[1].decode()]
            continue
        if found[2]:
            glyphs, at = _literal(content, at)
        else:
            glyphs = bytes.fromhex(found[3].decode())
        codes = (int.from_bytes(glyphs[n : n + 2]) for n in range(0, len(glyphs) - 1, 2))
        shown += [c for code in codes for c in letters.get(code, "") if not c.isspace()]
    return shown


def _literal(content: bytes, start: int) -> tuple[bytes, int]:
    """A string between brackets, which may hold others in pairs, and where it ends."""
    depth, at, found = 1, start, b""
    while True:
        mark = _IN_TEXT.search(content, at)
        assert mark is not None
        found += content[at : mark.start()]
        at = mark.end()
        if mark[1]:
            which = mark[1]
            found += bytes([int(which, 8)]) if which.isdigit() else _ESCAPED.get(which, which)
            continue
        depth += 1 if mark[2] == b"(" else -1
        if depth == 0:
            return found, at
        found += mark[2]


def faces_not_embedded(pdf: bytes) -> list[str]:
    """The descriptions of fonts whose shapes are not in the file."""
    found = [body for body in _objects(pdf).values() if b"/Type/FontDescriptor" in body]
    assert found
    return [body.decode("latin-1") for body in found if not re.search(rb"/FontFile[23]?\b", body)]
