"""The text that says what joining means, with a version of its own: ``consent.yml``."""

from __future__ import annotations

import hashlib
import json
import re

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from course.authoring.exercises import Line, Prose, Strict

FILE = "consent.yml"
_FILLED = ("reader", "keep_until", "asked_for")  # what a cohort's own facts stand in for
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


class Consent(Strict):
    """What somebody agrees to by joining as a learner.

    ``{reader}`` in a point becomes the line that stands beside every box of the cohort,
    ``{keep_until}`` its date, ``{asked_for}`` what a record by name holds. ``changed`` says in a
    sentence what is new since the version before.
    """

    version: Line
    title: Line
    changed: Prose | None = None
    points: list[Prose] = Field(min_length=1, max_length=20)

    @field_validator("points")
    @classmethod
    def _known_fillings(cls, points: list[str]) -> list[str]:
        for found in (one for point in points for one in _BRACES.finditer(point)):
            if found[1] not in _FILLED:
                raise PydanticCustomError(
                    "filling", "Braces may hold only {reader}, {keep_until} or {asked_for}"
                )
        return points

    @property
    def fingerprint(self) -> str:
        """What tells one wording from another (64 hexadecimal digits)."""
        words = json.dumps([self.title, *self.points], ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()

    def filled(self, *, reader: str, keep_until: str, asked_for: str) -> tuple[str, ...]:
        """The points with a cohort's facts in them, as plain text."""
        known = {"reader": reader, "keep_until": keep_until, "asked_for": asked_for}
        return tuple(
            " ".join(_BRACES.sub(lambda found: known[found[1]], point).split())
            for point in self.points
        )


# Stands in only where consent.yml can't be read: the linter and the start both name that.
UNREADABLE = Consent.model_construct(
    version="none",
    title="What joining means",
    changed=None,
    points=[
        "Beside every box you write in stands who can read it. Here it says: “{reader}”",
        "What you write is kept until {keep_until}.",
    ],
)
