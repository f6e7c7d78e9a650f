"""The tables whose rows may lie in no order, and what each is levelled with."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase

from db.tables.answers import (
    Attempt,
    Contribution,
    Draft,
    Enrolment,
    Position,
    Released,
    ReplyRating,
    ReturnItem,
    Roster,
    Sheet,
    StepDone,
    TickDone,
    Uncounted,
    UnderWay,
)
from db.tables.booking import Attendance, LiveBooking
from db.tables.identity import (
    Account,
    Agreement,
    EndingLetter,
    EntryLink,
    Invitation,
    Membership,
    PidLink,
    SignIn,
    Subject,
)
from db.tables.letters import CalendarFeed, Letter, Message, Preference
from db.tables.live import LiveCall, LiveHost, LiveResponse, LiveSeat, LiveTally, LiveText
from db.tables.live_own import LiveKept, LivePlace, LiveTakeaway
from db.tables.notes import Note
from db.tables.record import HandedIn, PublicCertificate, RevokedBadge
from db.tables.showing import Guide, Shown
from db.tables.wall import WallOwn, WallPiece, WallWaiting

Table = type[DeclarativeBase]

# Rows that point at others come before those they point at.
IDENTITY: tuple[Table, ...] = (
    HandedIn,
    PublicCertificate,
    RevokedBadge,
    Membership,
    Invitation,
    Subject,
    SignIn,
    EntryLink,
    Agreement,
    EndingLetter,
    PidLink,
    Preference,
    CalendarFeed,
    Message,
    Note,
    LiveHost,
    LiveBooking,
    Attendance,
    Account,
)
# Written whenever somebody comes in. Whoever wrote an answer was signed in, so to have a row here
# singles nobody out.
WAYS_IN: tuple[Table, ...] = (SignIn, EntryLink)
# Written by the clock alone and never by what somebody does: laid out once a day like the answers.
LETTERS: tuple[Table, ...] = (Letter,)
WALLS: tuple[Table, ...] = (WallWaiting, WallOwn, WallPiece)
ANSWERS: tuple[Table, ...] = (
    Shown,
    Guide,
    Draft,
    Attempt,
    ReplyRating,
    ReturnItem,
    Sheet,
    UnderWay,
    StepDone,
    Position,
    Contribution,
    Released,
    Roster,
    TickDone,
    Uncounted,
    *WALLS,
    Enrolment,
)
# Of live workshops, which lead to nobody: laid out once a day with the answers.
_OWN: tuple[Table, ...] = (LivePlace, LiveTakeaway, LiveKept)
LIVE: tuple[Table, ...] = (LiveSeat, LiveResponse, LiveTally, LiveText, LiveCall, *_OWN)
BY_DAY = LETTERS + ANSWERS + LIVE
