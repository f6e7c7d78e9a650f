"""Ratings as small bowls that fill, always with the number in words: no colour is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

HIGHEST = 5
ASKED_NOT = "not asked"


@dataclass(frozen=True)
class Cell:
    """One bowl of a table; ``level`` is from 1 to 5, None where a skill was not asked for."""

    level: float | None

    def said(self) -> str:
        """The level in words: 4 of 5, or 3.5 of 5 for a mean."""
        if self.level is None:
            return ASKED_NOT
        return f"{round(self.level, 1):g} of {HIGHEST}"


def cup(level: float | None) -> str:
    """A bowl as full as the nearest whole level, or a dash; for the eye alone."""
    if level is None:
        return '<span class="gs-cup-none" aria-hidden="true">–</span>'
    return f'<span class="gs-cup l{int(level + 0.5)}" aria-hidden="true"></span>'


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    *,
    last: bool = True,
    labels: bool = False,
) -> str:
    """Skills down, bowls across. ``last`` ends each row with its last level in words.

    The names of columns are markup of our own. On a phone only the outer ones stay in sight, unless
    they are ``labels`` and no days.
    """
    ends = {0, len(columns) - 1}
    head = "".join(
        f'<th scope="col"{_class(number in ends, labels)}>{name}</th>'
        for number, name in enumerate(columns)
    )
    body = "".join(_row(name, cells, last=last) for name, cells in rows)
    corner = "<td></td>" if last else ""
    return (
        f'<table class="gs-hist"><caption class="gs-vh">{escape(caption)}</caption>'
        f"<thead><tr><td></td>{head}{corner}</tr></thead><tbody>{body}</tbody></table>"
    )


def _class(is_end: bool, is_label: bool) -> str:
    return ' class="gs-end gs-label"' if is_label else ' class="gs-end"' if is_end else ""


def _row(name: str, cells: Sequence[Cell], *, last: bool) -> str:
    drawn = "".join(
        f'<td>{cup(cell.level)}<span class="gs-vh">{cell.said()}</span></td>' for cell in cells
    )
    known = [cell for cell in cells if cell.level is not None]
    said = known[-1].said() if known else ""
    closing = f'<td class="gs-last" aria-hidden="true">{said}</td>' if last else ""
    return f'<tr><th scope="row">{escape(name)}</th>{drawn}{closing}</tr>'


def key() -> str:
    """What the bowls stand for."""
    levels = "".join(f"<span>{cup(level)} {level}</span>" for level in range(1, HIGHEST + 1))
    return (
        '<p class="gs-small gs-muted gs-p gs-key" aria-hidden="true">'
        f"{levels}<span>{cup(None)} {ASKED_NOT}</span></p>"
    )
