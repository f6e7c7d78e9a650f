"""A cohort's plan and the rules it keeps. Pure, so that making, changing and copying share them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

NAME_LONGEST = 120
WEEKS_MOST = 52
KEEP_MOST_YEARS = 10
START_MOST_DAYS_AHEAD = 3 * 366


class Unlock(StrEnum):
    """When lessons open to a cohort."""

    ALL = "all"
    WEEKLY = "weekly"
    DATES = "dates"


@dataclass(frozen=True)
class CohortPlan:
    """What is entered to make a cohort. Dates are days in ``time_zone``.

    ``unlock_dates`` holds a day for every lesson id where the rule is by dates, else nothing.
    ``place`` is the id of the place in course.yml whose law and duties lessons speak of. ``wall``
    opens a wall for the cohort from the beginning.
    """

    name: str
    time_zone: str
    starts_on: date
    weeks: int
    freeze_on: date
    keep_until: date
    unlock: Unlock = Unlock.WEEKLY
    unlock_dates: Mapping[str, date] = field(default_factory=dict)
    place: str | None = None
    wall: bool = False

    @property
    def ends_on(self) -> date:
        """The last day of the last week."""
        return self.starts_on + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True)
class ContactCard:
    """Whom a learner can turn to. An empty text is one not filled in yet."""

    welfare: str = ""
    safeguarding: str = ""
    data_lead: str = ""
    out_of_hours: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether all four are there; without them nobody is invited."""
        return all((self.welfare, self.safeguarding, self.data_lead, self.out_of_hours))


@dataclass(frozen=True)
class CohortView(CohortPlan):
    """A cohort as it stands. ``roster_size`` is None before the freeze."""

    id: str = ""
    card: ContactCard = field(default_factory=ContactCard)
    roster_size: int | None = None

    def today(self, now: datetime) -> date:
        """The day it is in the cohort's time zone; ``now`` is timezone-aware."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()


def card_from(stored: Mapping[str, Any]) -> ContactCard:
    """The contact card from the four stored texts."""
    return ContactCard(**{name: str(stored.get(name, "")) for name in ContactCard.__annotations__})


def stored_unlock(plan: CohortPlan) -> dict[str, Any]:
    """The unlock rule as it is stored."""
    if plan.unlock is not Unlock.DATES:
        return {"rule": plan.unlock.value}
    dates = {lesson: day.isoformat() for lesson, day in plan.unlock_dates.items()}
    return {"rule": plan.unlock.value, "dates": dates}


def unlock_from(stored: Mapping[str, Any]) -> tuple[Unlock, dict[str, date]]:
    """The unlock rule and its dates, from what :func:`stored_unlock` made."""
    dates = {lesson: date.fromisoformat(day) for lesson, day in stored.get("dates", {}).items()}
    return Unlock(stored["rule"]), dates


@cache
def time_zones() -> frozenset[str]:
    """Every IANA time zone known here."""
    return frozenset(z for z in available_timezones() if "/" in z or z == "UTC")


def clean_line(text: str) -> str:
    """One line of somebody's words: outer and doubled spaces gone, composed characters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def has_controls(text: str) -> bool:
    """Whether a text holds characters nobody sees that change how it or its neighbours read.

    The joiners that emoji and some scripts need are no such characters.
    """
    return any(
        unicodedata.category(c) in {"Cc", "Cs", "Co"}
        or 0x202A <= ord(c) <= 0x202E
        or 0x2066 <= ord(c) <= 0x2069
        for c in text
    )


def name_problem(name: str) -> str | None:
    """Why a cohort can't be called ``name``, or None."""
    if not name:
        return "Give the cohort a name."
    if len(name) > NAME_LONGEST:
        return f"The name has {len(name)} characters; {NAME_LONGEST} is the most."
    if has_controls(name):
        return "The name has characters that can't be seen. Type it again."
    return None


def problems(plan: CohortPlan, lesson_ids: Sequence[str], today: date) -> list[str]:
    """Every reason a plan can't be made, each a sentence; ``today`` is the day in its time zone."""
    found = [problem] if (problem := name_problem(plan.name)) else []
    if plan.time_zone not in time_zones():
        found.append("Choose a time zone from the list, such as Europe/London.")
    # Everything else counts from a first day and weeks that make sense.
    if not 1 <= plan.weeks <= WEEKS_MOST:
        return [*found, f"A cohort runs from 1 to {WEEKS_MOST} weeks."]
    if plan.starts_on > today + timedelta(days=START_MOST_DAYS_AHEAD):
        return [*found, "The first day is more than three years away. Choose a nearer one."]
    return found + _date_problems(plan, today) + unlock_problems(plan, lesson_ids)


def _date_problems(plan: CohortPlan, today: date) -> list[str]:
    found = []
    if plan.ends_on <= today:
        found.append("The last day has passed. Choose a later first day, or more weeks.")
    elif not today <= plan.freeze_on < plan.ends_on:
        found.append(
            "The roster's freeze date must be today or later, and before the cohort's last day."
        )
    problem = keep_problem(plan.keep_until, plan.ends_on)
    return [*found, problem] if problem else found


def keep_problem(keep_until: date, ends_on: date) -> str | None:
    """Why answers can't be kept until that day, or None."""
    if keep_until < ends_on:
        return "Keep answers at least until the cohort's last day."
    if keep_until > ends_on + timedelta(days=366 * KEEP_MOST_YEARS):
        return f"Keep answers for {KEEP_MOST_YEARS} years after the last day at most."
    return None


def unlock_problems(plan: CohortPlan, lesson_ids: Sequence[str]) -> list[str]:
    """What is missing or out of range among the dates on which lessons open."""
    if plan.unlock is not Unlock.DATES:
        return []
    if set(plan.unlock_dates) != set(lesson_ids):
        return ["Give every lesson the day on which it opens."]
    if any(not plan.starts_on <= day <= plan.ends_on for day in plan.unlock_dates.values()):
        return ["Every lesson opens between the cohort's first day and its last."]
    return []
