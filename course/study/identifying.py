"""Words that may identify a client: a warning while writing, never a block, never stored.

Patterns only, and meant to be calm: a false alarm costs a glance, a missed one is no worse than
without them. A pattern is tried only where a cheap search has found its cue, so that a text of
20,000 characters takes a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

import phonenumbers

from course.study.cues import places, plain, word_starts


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


Span = tuple[int, int]

_MOST = 40  # findings of each kind; a warning needs no more
_REGIONS = ("GB", "US", "IE", "AU", "NZ", "ZA", "DE", "FR", "ES", "IT", "NL", "IN")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DAY_MONTH = rf"(?:{_DAY}(?: of)? {_MONTH}|{_MONTH}\.? {_DAY})"
_DATE_FROM_DIGIT = re.compile(
    rf"(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:{_YEAR}|\d\d)|{_YEAR}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}"
    rf"|{_DAY}(?: of)? {_MONTH}\.?,? {_YEAR})(?![\w/])"
)
_DATE_FROM_MONTH = re.compile(rf"{_MONTH}\.? {_DAY},? {_YEAR}(?!\w)")
_BIRTHS = ("born", "birthday", "dob", "d.o.b", "date of birth")
_DATE_OF_BIRTH = re.compile(
    rf"(?:born|birthday|d\.?o\.?b\.?|date of birth)(?!\w)[^\n\d]{{0,12}}?(?<!\w)"
    rf"(?:{_DAY_MONTH}(?:,? {_YEAR})?|{_YEAR})(?!\w)"
)
_EMAIL_NAME = re.compile(r"[\w.+%-]{1,64}\Z")
_EMAIL_HOST = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_POSTCODE = re.compile(
    r"(?<!\w)(?:[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}|\d{5}-\d{4}"
    r"|(?<=[a-z]{2} )\d{5}|(?<=zip )\d{5}|(?<=code )\d{5})(?!\w)"
)
_STATE = re.compile(r"[A-Z]{2} ")
_DIGITS = re.compile(
    r"(?<![\w.])(?:\+|00)?\(?\d(?:[\s().\-/\u2010-\u2015\u00a0]{0,3}\d){6,14}(?!\w)"
)
_MADE_UP = re.compile(r"0[1237]\d{8,9}|1?[2-9]\d{2}[2-9]\d{6}")
_NAME = r"[^\W\d_a-z][^\W\d_]*(?:[-'\u2019][^\W\d_]+)*"
_GIVEN = rf"\s+[\"'\u201c\u2018]?({_NAME}(?: {_NAME}){{0,2}})"
_PEOPLE = (
    *("client", "patient", "coachee", "supervisee", "husband", "wife", "partner", "daughter"),
    *("son", "mother", "father", "sister", "brother", "boss", "manager", "colleague", "teacher"),
    *("neighbour", "neighbor", "friend"),
)
_CALLED = ("called", "named", "name is", "name was", "name's", "name’s", "goes by", "known as")
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev")
_CUES = {
    **{cue: re.compile(rf"(?:,|\s+(?:is|was))?{_GIVEN}") for cue in _PEOPLE},
    **{cue: re.compile(_GIVEN) for cue in _CALLED},
    **{cue: re.compile(rf"\.?{_GIVEN}") for cue in _TITLES},
}
# Capitalised words that follow a cue without being anybody's name.
_NO_NAME = {
    "I", "He", "She", "They", "We", "It", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
    "Saturday", "Sunday", "God", "Christmas", "Easter", "English", "Black", "CBT", "EMDR", "NHS",
    "A", "The", "This", "That", "But", "And", "Then", "When", "After", "Before", "What", "Who",
}  # fmt: skip


def findings(text: str) -> tuple[Finding, ...]:
    """What in ``text`` may identify someone, in the order it stands there."""
    lower = plain(text)
    found: list[Finding] = []
    for kind, spans in (
        (Kind.EMAIL, _emails(lower)),
        (Kind.DATE, _dates(lower)),
        (Kind.POSTCODE, _postcodes(text, lower)),
        (Kind.PHONE, _phones(text)),
        (Kind.NAME, _names(text, lower)),
    ):
        for number, (start, end) in enumerate(spans):
            if number >= _MOST:
                break
            if not any(start < other.end and other.start < end for other in found):
                found.append(Finding(kind, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda finding: finding.start))


def warning(text: str) -> str | None:
    """One calm warning when a text seems to identify someone, and None otherwise."""
    kinds = list(dict.fromkeys(finding.kind.value for finding in findings(text)))
    if not kinds:
        return None
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    return (
        f"This may identify someone: it seems to hold {listed}. "
        "If it is about a real person, leave that out. It is saved either way."
    )


def _emails(lower: str) -> Iterator[Span]:
    for at in islice(places(lower, "@"), 5 * _MOST):
        name = _EMAIL_NAME.search(lower[max(0, at - 64) : at])
        host = _EMAIL_HOST.match(lower, at)
        if name and host:
            yield at - len(name.group()), host.end()


def _dates(lower: str) -> Iterator[Span]:
    for cue in _BIRTHS:
        for start in word_starts(lower, cue):
            if match := _DATE_OF_BIRTH.match(lower, start):
                yield match.span()
    for number in re.finditer(r"(?<![\w/])\d", lower):
        if match := _DATE_FROM_DIGIT.match(lower, number.start()):
            yield match.span()
    for cue in _MONTHS:
        for start in word_starts(lower, cue):
            if match := _DATE_FROM_MONTH.match(lower, start):
                yield match.span()


def _postcodes(text: str, lower: str) -> Iterator[Span]:
    for match in _POSTCODE.finditer(lower):
        start, end = match.span()
        after_state = match.group().isdigit() and lower[start - 4 : start] not in {"zip ", "ode "}
        # A bare five-digit number is a ZIP only after a state's two capitals.
        if not after_state or (start >= 3 and _STATE.fullmatch(text[start - 3 : start])):
            yield start, end


def _phones(text: str) -> Iterator[Span]:
    for tried, match in enumerate(_DIGITS.finditer(text)):
        if tried >= _MOST:
            return
        if _is_phone(match.group()):
            yield match.span()


def _is_phone(candidate: str) -> bool:
    if candidate.startswith("00"):
        candidate = f"+{candidate[2:]}"
    groups = re.findall(r"\d+", candidate)
    if len(groups) > 6:
        return False
    # Numbers kept for stories (07700 900123, 555 numbers) are valid nowhere and look like phones.
    if _MADE_UP.fullmatch("".join(groups)):
        return True
    for region in (None,) if candidate.startswith("+") else _REGIONS:
        try:
            number = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        if region is None and phonenumbers.is_possible_number(number):
            return True
    return False


def _names(text: str, lower: str) -> Iterator[Span]:
    for cue, pattern in _CUES.items():
        for start in word_starts(lower, cue):
            match = pattern.match(text, start + len(cue))
            if match is None:
                continue
            first = match.group(1).split()[0]
            if first not in _NO_NAME and first[0].isupper():
                yield match.span(1)
