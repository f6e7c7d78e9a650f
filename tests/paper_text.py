"""The words of one of our PDFs, read back from its bytes as a reader's software would."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_PAGE = re.compile(rb"<</Type/Page/Resources (?P<resources>\d+).*/Contents (?P<content>\d+) 0 R")
_USES = re.compile(rb"/(f\d+) (\d+) 0 R")
_OPERATORS = re.compile(
    rb" (?P<y>[-\d.]+) cm|/(?P<backwards>ReversedChars) BMC|/(?P<font>f\d+) [\d.]+ Tf"
    rb"|<</ActualText<(?P<actual>[0-9A-F]+)>>>BDC|(?P<begins>BMC|BDC)|(?P<ends>EMC)|(?P<string>\()"
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Glyphs = dict[int, str]


def text_of(pdf: bytes) -> str:
    """Everything that is written on its pages, a line for each line."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    written = []
    for body in objects.values():
        page = _PAGE.match(body)
        if page is not None:
            fonts = _USES.findall(objects[int(page["resources"])])
            names = {name.decode(): _glyphs(objects, int(number)) for name, number in fonts}
            written += _Writing(names).lines(_stream(objects[int(page["content"])]))
    return "\n".join(line for line in written if line)  # a rule or a box writes nothing


def letters_of(pdf: bytes) -> str:
    """The same in one piece, without spaces and the places where a long run may break."""
    return "".join(text_of(pdf).replace("\u200b", "").split())


def faces_not_embedded(pdf: bytes) -> list[str]:
    """The descriptions of fonts whose shapes are not in the file."""
    found = [body for _, body in _OBJECT.findall(pdf) if b"/Type/FontDescriptor" in body]
    assert found
    return [body.decode("latin-1") for body in found if not re.search(rb"/FontFile[23]?\b", body)]


def metadata(pdf: bytes) -> str:
    """The PDF's own description of itself (XMP)."""
    found = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", pdf, re.DOTALL)
    assert found is not None
    return found[0].decode()


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    raw = rest.removesuffix(b"endstream").removesuffix(b"\n")
    return zlib.decompress(raw) if b"/FlateDecode" in head else raw


def _glyphs(objects: dict[int, bytes], font: int) -> Glyphs:
    """Which text each glyph of a font stands for."""
    maps = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert maps is not None
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", _stream(objects[int(maps[1])]))
    return {int(code, 16): _utf16(text) for code, text in pairs}


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be").removeprefix("\ufeff")


@dataclass
class _Writing:
    """A page as it is drawn, piece by piece."""

    names: dict[str, Glyphs]
    found: list[str] = field(default_factory=list)
    y: bytes = b""
    face: Glyphs = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    began: int = 0  # where on the line the run that is drawn backwards began

    def lines(self, content: bytes) -> list[str]:
        """The lines of a page, in the order in which they are drawn."""
        at = 0
        while (part := _OPERATORS.search(content, at)) is not None:
            at = part.end()
            if part["string"]:
                raw, at = _string(content, at)
                self._draw(raw)
            else:
                self._obey(part)
        return self.found

    def _obey(self, part: re.Match[bytes]) -> None:
        if part["y"]:
            if part["y"] != self.y:
                self.found.append("")
            self.y = part["y"]
        elif part["font"]:
            self.face = self.names[part["font"].decode()]
        elif part["ends"]:
            self.marks.pop()
        elif part["actual"]:
            self._write(_utf16(part["actual"]))
            self.marks.append("said already")
        else:
            self.marks.append("backwards" if part["backwards"] else "")
            if part["backwards"]:
                self.began = len(self.found[-1])

    def _draw(self, raw: bytes) -> None:
        if "said already" not in self.marks:
            for n in range(0, len(raw), 2):
                self._write(self.face.get(int.from_bytes(raw[n : n + 2], "big"), ""))

    def _write(self, said: str) -> None:
        line = self.found[-1] if self.found else ""
        at = self.began if "backwards" in self.marks else len(line)
        self.found[-1:] = [line[:at] + said + line[at:]]


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """What stands between the parenthesis just before ``at`` and its partner, and what follows."""
    found, depth = b"", 1
    for piece in _pieces(content, at):
        at += len(piece)
        depth += (piece == b"(") - (piece == b")")
        if not depth:
            break
        escape = piece[1:]
        if escape.isdigit():
            found += bytes([int(escape, 8)])
        else:
            found += _ESCAPES.get(escape, escape) if escape else piece
    return found, at


def _pieces(content: bytes, at: int) -> Iterator[bytes]:
    for piece in re.compile(rb"\\[0-7]{3}|\\.|.", re.DOTALL).finditer(content, at):
        yield piece[0]
