"""How somebody likes pages to look: size of text, room between lines, and whether clocks show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TextSize(StrEnum):
    """How large text is."""

    USUAL = "usual"
    LARGER = "larger"
    LARGEST = "largest"


class LineSpacing(StrEnum):
    """How much room there is between lines."""

    USUAL = "usual"
    WIDE = "wide"


@dataclass(frozen=True)
class Look:
    """What follows an account from device to device. Where clocks are hidden no time is shown."""

    text_size: TextSize = TextSize.USUAL
    line_spacing: LineSpacing = LineSpacing.USUAL
    hide_clocks: bool = False

    @classmethod
    def of(cls, size: str | None, spacing: str | None, hide_clocks: bool | None) -> Look:
        """From what is stored; None stands for the default."""
        return cls(TextSize(size or "usual"), LineSpacing(spacing or "usual"), bool(hide_clocks))


USUAL = Look()
