"""What a workshop plan may contain, strictly; ``workshop_file`` reads one from its file.

A plan is Markdown with YAML front matter. Each heading of level two with an id, written
``## Title {#activity-id}``, begins an activity; the prose under it is the host's speaker notes,
and its one fenced block, named after the activity's kind, says what the room gets.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from pydantic import Field, ValidationError

from course.authoring.activities import (
    ACTIVITIES,
    Activity,
    AnyActivity,
    Card,
    Case,
    Choice,
    ColourLine,
    Exit,
    Felt,
    Grouped,
    OpenText,
    Pairs,
    Phase,
    Poll,
    Prompt,
    Reset,
    ResetStep,
    Role,
    Scale,
    Triads,
    Words,
)
from course.authoring.exercises import Id, Line, Prose, Strict
from course.errors import NotFound

__all__ = [
    "ACTIVITIES",
    "Activity",
    "AnyActivity",
    "Card",
    "Case",
    "Choice",
    "ColourLine",
    "Exit",
    "Felt",
    "Grouped",
    "OpenText",
    "Pairs",
    "Phase",
    "Poll",
    "Prompt",
    "Reset",
    "ResetStep",
    "Role",
    "Room",
    "Scale",
    "Support",
    "Triads",
    "Words",
    "Workshop",
    "WorkshopHead",
]

SourceKey = Annotated[str, Field(pattern=r"^[A-Z][1-9][0-9]{0,2}[a-z]?$")]


class Support(Strict):
    """What is done when somebody is distressed, and when a Red incident comes up."""

    distress: Prose
    red: Prose


class Room(Strict):
    """What holds in every workshop; ``room.yml`` says it once, and a plan may say it otherwise.

    ``welcome`` holds the ground rules, ``before`` what to prepare, ``roles`` who runs it, ``after``
    what follows.
    """

    roles: list[Prose] = Field(min_length=1)
    before: list[Prose] = Field(min_length=1)
    welcome: list[Prose] = Field(min_length=1)
    support: Support
    after: list[Prose] = Field(default_factory=list)


class WorkshopHead(Room):
    """What stands at the head of a plan's file.

    ``summary`` is for the public page. ``smallest`` and ``largest`` count people. ``lesson`` is
    the lesson that a single activity belongs to.
    """

    id: Id
    title: Line
    summary: Prose
    lesson: Id | None = None
    minutes: int = Field(ge=5, le=480)
    smallest: int = Field(ge=2, le=1000)
    largest: int = Field(ge=2, le=1000)
    sources: list[SourceKey] = Field(default_factory=list)


class Workshop(WorkshopHead):
    """A whole plan, as parsed."""

    activities: list[AnyActivity] = Field(min_length=1)

    @property
    def edition(self) -> str:
        """The hash of the plan's canonical form (64 hexadecimal digits)."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        """The plan as JSON with sorted keys, as a run keeps it; ``of`` reads it again."""
        return json.dumps(
            self.model_dump(mode="json", exclude_none=True),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def of(cls, canonical: str) -> Workshop:
        """The plan with this canonical form. Raises NotFound."""
        try:
            return cls.model_validate_json(canonical)
        except ValidationError:
            raise NotFound from None

    def activity(self, activity_id: str) -> Any:
        """An activity by its id. Raises NotFound."""
        for one in self.activities:
            if one.id == activity_id:
                return one
        raise NotFound
