"""What a host may ask of a run, and the sentences that refuse it."""

from __future__ import annotations

from enum import StrEnum

from course.errors import GoldseamError


class Refused(GoldseamError):
    """A command that has no place now; the sentence says why."""


class Command(StrEnum):
    """What a host may ask of a run."""

    START = "start"
    NEXT = "next"
    BACK = "back"
    ANOTHER = "another"
    OPEN = "open"
    FURTHER = "further"
    CLOSE = "close"
    REVEAL = "reveal"
    MINUTE = "minute"
    PAUSE = "pause"
    GO_ON = "go_on"
    HIDE_CODE = "hide_code"
    SHOW_CODE = "show_code"
    HIDE_COUNT = "hide_count"
    SHOW_COUNT = "show_count"
    SMALL_ON = "small_on"
    SMALL_OFF = "small_off"
    STOP_ALL = "stop_all"
    CARRY_ON = "carry_on"
    END = "end"


NOT_BEGUN = "The workshop has not begun. Start it first."
BEGUN = "The workshop has begun already."
CANCEL_IT = "It has not begun. Cancel it where your workshops are listed: who booked is told then."
ENDED = "This workshop has ended."
STOPPED = "All role-plays are stopped. Carry on first."
CLOSE_FIRST = "This round is open. Close it first."
LAST = "That was the last activity. End the workshop when you are ready."
NO_ROUND_MORE = "A round more is for after the last round of a role-play, and once."
ALL_PLAYED = "Everybody who plays has been in both roles."
FIRST = "This is the first activity."
OPENED = "This round was opened before. A round opens once, so that answers can't be compared."
NOT_OPEN = "This round is not open."
NO_PART = "There is no further part. Close the round when people are ready."
NOTHING_TO_SHOW = "Nothing is collected here, so there is nothing to reveal."
TOO_FEW = "Too few answered for anything to be shown."
SHOWN = "The result is shown already."
NO_CLOCK = "No clock runs here."
PAUSED = "The clock is paused already."
RUNS = "The clock is running."
NOTHING_STOPPED = "Nothing is stopped."
NO_SMALL_FORM = "No form for a small room is planned here."
BEFORE_OPENING = "That is chosen before a round is opened."
