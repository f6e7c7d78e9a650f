"""Words for figures: what one says, what two say beside each other. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from course.cohort.apart import Apart
from course.cohort.drawn import SAME
from course.cohort.figures import Figure

AT_MOST = "(the most this can say for this group)"
AT_LEAST = "(the least this can say for this group)"  # of a rating at the low end of the scale
MIDDLE = 3.0  # of ratings from 1 to 5
MOVED, RATED = "moved", "rated"
_MORE = {"less": "more", "lower": "higher"}


def said(figure: Figure) -> str:
    """A label, and whether it is at an end of what can be said."""
    return f"{figure.said} {AT_MOST}" if figure.at_most else figure.said


def names(figures: Sequence[Figure]) -> str:
    """What figures are about, in quotation marks."""
    return " and ".join(f"‘{one.name}’" for one in figures)


def quoted(text: str) -> str:
    """A choice's text in quotation marks, unless it is what somebody says anyway."""
    return text if text.startswith("“") else f"“{text}”"


def compared(found: Apart, verb: str) -> str:
    """What is said of the ends: each by itself where it is, and otherwise one beside the other."""
    less, least, most = (
        ("less", "least", "most") if verb == MOVED else ("lower", "lowest", "highest")
    )
    parts = []
    if found.lowest and found.is_lowest:
        parts.append(f"{_verb(found.lowest, verb)} {least}: {_label(found.lowest[0], verb)}.")
    if found.highest and found.is_highest:
        parts.append(f"{_verb(found.highest, verb)} {most}: {_label(found.highest[0], verb)}.")
    if parts:
        return " ".join(parts)
    if found.lowest and found.highest:
        return (
            f"{_verb(found.lowest, verb)} {less} than {names(found.highest)}: "
            f"{_label(found.lowest[0], verb)}, against {_label(found.highest[0], verb)}."
        )
    some = found.lowest or found.highest
    how = less if found.lowest else _MORE[less]
    return f"{_verb(some, verb)} {how} than several others: {_label(some[0], verb)}."


def _verb(figures: Sequence[Figure], verb: str) -> str:
    """Names and verb, such as "‘Notice’ is rated"."""
    be = "" if verb == MOVED else "is " if len(figures) == 1 else "are "
    return f"{names(figures)} {be}{verb}"


def _label(figure: Figure, verb: str) -> str:
    words = "as before" if figure.said == SAME else figure.said
    if verb == RATED:
        words = f"{words} on average"
    if not figure.at_most:
        return words
    is_low = verb == RATED and figure.number is not None and figure.number < MIDDLE
    return f"{words} {AT_LEAST if is_low else AT_MOST}"
