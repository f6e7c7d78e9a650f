"""Reading names and addresses from a paste or a CSV file: every bad line is said, none is guessed.

Pure. A line is ``a@b``, ``Name <a@b>``, ``name, a@b`` or several of these parted by commas or
semicolons, as mail programs copy them. A text whose first line names its columns is read as CSV.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.cohort.planning import clean_line, has_controls

LINES_MOST = 500
BYTES_MOST = 200_000
NAME_LONGEST = 120
EMAIL_LONGEST = 254  # RFC 5321, section 4.5.3.1.3, less its angle brackets

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W_]([\w-]{0,61}[^\W_])?")
_ANGLED = re.compile(r"(?P<name>.*)<(?P<email>[^<>]*)>")
_NAME_COLUMNS = {"name", "full name", "display name"}
_EMAIL_COLUMNS = {"email", "e-mail", "mail", "email address", "e-mail address", "address"}


@dataclass(frozen=True)
class Person:
    """Someone to invite, and the line (from 1) that names them. ``email`` is in lower case."""

    line: int
    name: str
    email: str


@dataclass(frozen=True)
class Remark:
    """Something to say about one line. It repeats nothing that stands there."""

    line: int
    text: str


@dataclass(frozen=True)
class Reading:
    """What a text holds. With any ``problems``, nobody in it is invited."""

    people: tuple[Person, ...] = ()
    problems: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()


def decode(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """A file's text, and a remark where its characters had to be taken for an older encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        remark = Remark(1, "the file is not UTF-8; it was read as Windows text, so check the names")
        return data.decode("cp1252", errors="replace"), (remark,)


def read(text: str) -> Reading:
    """Everyone named in ``text``, everything that can't be read in it, and what repeats."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    people: list[Person] = []
    problems: list[Remark] = []
    rows = 0
    for line, found in _entries(text):
        rows += 1
        if rows > LINES_MOST:
            much = f"{LINES_MOST} lines are the most at once; invite the rest afterwards"
            return Reading(problems=(Remark(line, much),))
        if isinstance(found, str):
            problems.append(Remark(line, found))
            continue
        for name, email in found:
            if problem := _problem(clean_line(name), email):
                problems.append(Remark(line, problem))
            else:
                people.append(_person(line, name, email))
    kept, notes = _without_repeats(people)
    return Reading(tuple(kept), tuple(problems), tuple(notes))


def _person(line: int, name: str, email: str) -> Person:
    address = email.lower()
    return Person(line, clean_line(name) or address.partition("@")[0], address)


def _without_repeats(people: list[Person]) -> tuple[list[Person], list[Remark]]:
    first: dict[str, Person] = {}
    notes = []
    for person in people:
        if person.email in first:
            earlier = first[person.email].line
            notes.append(Remark(person.line, f"the same address as line {earlier}; taken once"))
        else:
            first[person.email] = person
    return list(first.values()), notes


def _problem(name: str, email: str) -> str | None:
    if has_controls(name):
        return "the name has characters that can't be seen"
    if len(name) > NAME_LONGEST:
        return f"the name is longer than {NAME_LONGEST} characters"
    return address_problem(email) if email else "there is no address"


def address_problem(email: str) -> str | None:
    """What keeps a text from being one mail address; None for one that may be."""
    local, at, domain = email.rpartition("@")
    if len(email) > EMAIL_LONGEST:
        return f"the address is longer than {EMAIL_LONGEST} characters"
    if not at or "@" in local:
        return "the address needs one @ sign"
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        return "the part before the @ is not one a mail address can have"
    if not _DOMAIN.fullmatch(domain):
        return "the part after the @ is not a whole domain, such as example.org"
    return None


Found = list[tuple[str, str]] | str


def _entries(text: str) -> Iterator[tuple[int, Found]]:
    """(line, what it names or why it can't be read) for every line that isn't empty."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return
    for delimiter in (",", ";", "\t"):
        columns = [
            cell.strip().strip('"').strip().lower() for cell in lines[first].split(delimiter)
        ]
        if any(c in _EMAIL_COLUMNS for c in columns):
            yield from _csv_entries("\n".join(lines[first + 1 :]), first + 2, columns, delimiter)
            return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _line_entries(line.strip())


def _csv_entries(
    body: str, first: int, columns: list[str], delimiter: str
) -> Iterator[tuple[int, Found]]:
    email_at = next(n for n, c in enumerate(columns) if c in _EMAIL_COLUMNS)
    name_at = next((n for n, c in enumerate(columns) if c in _NAME_COLUMNS), None)
    for line, row in _csv_rows(body.split("\n"), first, delimiter):
        if row is None:
            yield line, "a quotation mark opens or closes in the middle of a value, or stays open"
        elif any(cell.strip() for cell in row):
            yield line, _csv_row(row, len(columns), email_at, name_at)


def _csv_rows(
    lines: list[str], first: int, delimiter: str
) -> Iterator[tuple[int, list[str] | None]]:
    """(line, its values, or None where its quotes make no sense); reading goes on after those."""
    at = 0
    while at < len(lines):
        rest = (line + "\n" for line in lines[at:])
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        start = at
        try:
            for row in reader:
                yield first + at, row
                at = start + reader.line_num
        except csv.Error:
            yield first + at, None
            at += 1


def _csv_row(row: list[str], columns: int, email_at: int, name_at: int | None) -> Found:
    if len(row) > columns and any(cell.strip() for cell in row[columns:]):
        return f"there are {len(row)} values, and the first line names {columns} columns"
    email = row[email_at].strip() if email_at < len(row) else ""
    name = row[name_at] if name_at is not None and name_at < len(row) else ""
    return [(name.strip(), email)]


def _line_entries(line: str) -> Found:
    parts = [part.strip() for part in _split(line)]
    if line.count("@") > 1:
        if all("@" in part for part in parts if part):
            return [_one(part) for part in parts if part]
        return "there is more than one address; give each its own line"
    with_address = [part for part in parts if "@" in part]
    if not with_address:
        return "there is no address"
    name, email = _one(with_address[0])
    others = [part for part in parts if part and part != with_address[0]]
    return [(", ".join([*map(_unquoted, others), *([name] if name else [])]), email)]


def _one(part: str) -> tuple[str, str]:
    match = _ANGLED.fullmatch(part)
    if match is None:
        return "", _unquoted(part.strip("<>"))
    return _unquoted(match["name"].strip()), match["email"].strip()


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('\\"', '"').replace('""', '"').strip()
    return text


def _split(line: str) -> list[str]:
    """A line parted at commas, semicolons and tabs that stand outside quotes and brackets."""
    return re.findall(r'(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,;\t])+', line)
