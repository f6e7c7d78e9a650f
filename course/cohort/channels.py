"""The names of channels: ``<wave>/<kind>/<item>`` within a cohort or a pool. Pure."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a channel is about."""

    COMPLETION = "completion"  # a lesson completed
    RETURNS = "returns"  # practice of a lesson that came back, done
    RATING = "rating"  # a skill, as people rate themselves
    DISTRIBUTION = "distribution"  # the same ratings in three bands
    EVALUATION = "evaluation"  # a statement about the course
    PROGRESS = "progress"  # how many of the lessons
    ATTEMPTS = "attempts"  # how many tries a lesson took
    CHECK = "check"  # which choice was taken in a question


WAVES = ("before", "after")
_DURING, _AFTER = "during", "after"


def completion_channel(lesson_id: str) -> str:
    """The channel of a lesson's completion; its values are all 1."""
    return f"{_DURING}/{Kind.COMPLETION}/{lesson_id}"


def returns_channel(lesson_id: str) -> str:
    """The channel of a lesson's practice that came back and was done; its values are all 1."""
    return f"{_DURING}/{Kind.RETURNS}/{lesson_id}"


def rating_channel(wave: str, skill_id: str) -> str:
    """The channel of a skill's ratings, 1 to 5, in a wave (``before`` or ``after``)."""
    return f"{wave}/{Kind.RATING}/{skill_id}"


def distribution_channel(wave: str, skill_id: str) -> str:
    """The channel in which a skill's ratings are said in bands; it has no values of its own."""
    return f"{wave}/{Kind.DISTRIBUTION}/{skill_id}"


def evaluation_channel(statement_id: str) -> str:
    """The channel of a statement about the course; its values are 1 to 5."""
    return f"{_AFTER}/{Kind.EVALUATION}/{statement_id}"


def progress_channel() -> str:
    """The channel of overall progress; its values are numbers of lessons completed."""
    return f"{_DURING}/{Kind.PROGRESS}/lessons"


def attempts_channel(lesson_id: str) -> str:
    """The channel of how many attempts a lesson took."""
    return f"{_DURING}/{Kind.ATTEMPTS}/{lesson_id}"


def check_channel(lesson_id: str, exercise_id: str, question_id: str) -> str:
    """The channel of a question; its values are places among its choices, by their ids."""
    return f"{_DURING}/{Kind.CHECK}/{lesson_id}/{exercise_id}/{question_id}"


@lru_cache(maxsize=4096)
def kind_of(channel: str) -> Kind:
    """What a channel is about. Raises ValueError when it is not a channel's name."""
    _wave, kind, item = channel.split("/", 2)
    if not item:
        raise ValueError("a channel has an item")
    return Kind(kind)


def item_of(channel: str) -> str:
    """What a channel says it of: a lesson's or a skill's id, or ids with slashes between."""
    return channel.split("/", 2)[2]


def beside(channel: str, kind: Kind) -> str:
    """The channel of another kind that is about the same, in the same wave."""
    wave, _kind, item = channel.split("/", 2)
    return f"{wave}/{kind}/{item}"
