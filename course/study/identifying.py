"""Words that may identify a client: a warning while writing, never a block, never stored.

Patterns only, and meant to be calm: a false alarm costs a glance, a missed one is no worse than
without them. Times: about a millisecond for 1,000 characters of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import phonenumbers


class Kind(StrEnum):
    """What a finding looks like, in the words of the warning."""

    PHONE = "a phone number"
    EMAIL = "an email address"
    DATE = "a date"
    POSTCODE = "a postcode"
    NAME = "a name"


@dataclass(frozen=True)
class Finding:
    """A stretch of the text, from ``start`` up to ``end`` in code points."""

    kind: Kind
    start: int
    end: int
    words: str = field(repr=False)


_MOST = 40  # findings looked for of each kind; a warning needs no more
_REGIONS = ("GB", "US", "IE", "AU", "NZ", "ZA", "DE", "FR", "ES", "IT", "NL", "IN")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:{_YEAR}|\d\d)|{_YEAR}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}"
    rf"|{_DAY}(?:\s+of)?\s+{_MONTH}\.?,?\s+{_YEAR}|{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}"
    rf"|(?:born|birthday|d\.?o\.?b\.?|date\s+of\s+birth)\b[^\n\d]{{0,20}}"
    rf"(?:{_DAY}(?:\s+of)?\s+{_MONTH}|{_MONTH}\s+{_DAY}|{_YEAR}))\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_UK_POSTCODE = (
    r"(?:GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9](?:[0-9]|[ABEHMNPRV-Y])"
    r"|[0-9][A-HJKPS-UW]) ?[0-9][ABD-HJLNP-UW-Z]{2})"
)
_ZIP = r"(?:(?<=[A-Z]{2} )\d{5}(?:-\d{4})?|\d{5}-\d{4}|(?<=zip )\d{5}|(?<=ZIP )\d{5})"
_POSTCODE = re.compile(rf"\b(?:{_UK_POSTCODE}|{_UK_POSTCODE.lower()}|{_ZIP})\b")
_DIGITS = re.compile(
    r"(?<![\w.])(?:\+|00)?\(?\d(?:[\s().\-/\u2010-\u2015\u00a0]{0,3}\d){6,14}(?!\w)"
)
_NAME = r"[^\W\d_a-z][^\W\d_]+(?:[-'\u2019][^\W\d_]+)*"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,2}}"
_WHO = (
    r"client|patient|coachee|supervisee|husband|wife|partner|daughter|son|mother|father|sister"
    r"|brother|boss|manager|colleague|teacher|neighbou?r|friend"
)
_CUES = re.compile(
    rf"\b(?:(?i:(?:my|his|her|their|a|the)\s+(?:{_WHO}))(?:,|\s+(?i:is|was))?"
    r"|(?i:called|named|name\s+is|name\s+was|name['\u2019]s|goes\s+by|known\s+as)"
    r"|(?i:mr|mrs|ms|miss|mx|dr|prof|sir|dame|rev)\.?)"
    rf"\s+[\"'\u201c\u2018]?({_NAMES})"
)
# Capitalised words that follow a cue without being anybody's name.
_NO_NAME = {
    "I", "He", "She", "They", "We", "It", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    "Saturday", "Sunday", "God", "Christmas", "Easter", "English", "Black", "CBT", "EMDR", "NHS",
    "A", "The", "This", "That", "But", "And", "Then", "When", "After", "Before", "What", "Who",
}  # fmt: skip


def findings(text: str) -> tuple[Finding, ...]:
    """What in ``text`` may identify someone, in the order it stands there."""
    found: list[Finding] = []
    for kind, spans in (
        (Kind.EMAIL, _spans(_EMAIL, text) if "@" in text else iter(())),
        (Kind.DATE, _spans(_DATE, text)),
        (Kind.PHONE, _phones(text)),
        (Kind.POSTCODE, _spans(_POSTCODE, text)),
        (Kind.NAME, _names(text)),
    ):
        for number, (start, end) in enumerate(spans):
            if number >= _MOST:
                break
            if not any(start < other.end and other.start < end for other in found):
                found.append(Finding(kind, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda finding: finding.start))


def warning(text: str) -> str | None:
    """One calm sentence when a text seems to identify someone, and None otherwise."""
    kinds = list(dict.fromkeys(finding.kind.value for finding in findings(text)))
    if not kinds:
        return None
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return (
        f"This may identify someone: it seems to hold {listed}. "
        "If it is about a real person, leave that out. It is saved either way."
    )


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        yield match.span()


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for tried, match in enumerate(_DIGITS.finditer(text)):
        if tried >= _MOST:
            return
        if _is_phone(match.group()):
            yield match.span()


def _is_phone(candidate: str) -> bool:
    if candidate.startswith("00"):
        candidate = f"+{candidate[2:]}"
    digits = re.sub(r"\D", "", candidate)
    # Numbers kept for stories (07700 900123, 555 numbers) are valid nowhere and look like phones.
    if re.fullmatch(r"0[1237]\d{8,9}|1?[2-9]\d{2}[2-9]\d{6}", digits) and len(candidate) != 7:
        return True
    regions = (None,) if candidate.startswith("+") else _REGIONS
    for region in regions:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if region is None and phonenumbers.is_possible_number(number):
            return True
        if phonenumbers.is_valid_number(number):
            return True
    return False


def _names(text: str) -> Iterator[tuple[int, int]]:
    for match in _CUES.finditer(text):
        words = match.group(1).split()
        if words[0] not in _NO_NAME:
            yield match.span(1)
