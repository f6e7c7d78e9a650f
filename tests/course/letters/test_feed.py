"""A calendar by secret link, read back by the library that other calendars use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import text, update

from course.access import Role, token_hash
from course.errors import NotFound
from course.installation import Installation
from course.letters import feed
from course.letters.feed import Entry
from course.study import attempts, progress
from db.tables.cohort import Cohort
from tests import world

HOSTILE = 'שלום "Bo"; 🙂, **x** \\n<b>\r\nATTACH:http://evil.example'


def fetch(installation: Installation, url: str) -> bytes:
    token = url.removeprefix("http://localhost:8501/calendar/").removesuffix(".ics")
    with installation.reading() as work:
        return feed.by_token(work, None, token)


def days(file: bytes) -> list[tuple[str, date, date]]:
    return [
        (str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend"))
        for event in Calendar.from_ical(file).walk("VEVENT")
    ]


@pytest.mark.parametrize(
    ("zone", "starts_on", "second"),
    [
        ("Europe/London", date(2026, 10, 19), date(2026, 10, 26)),  # clocks go back on the 25th
        ("Europe/London", date(2027, 3, 22), date(2027, 3, 29)),  # and forward on the 28th
        ("America/New_York", date(2026, 10, 26), date(2026, 11, 2)),
        ("Africa/Cairo", date(2027, 4, 23), date(2027, 4, 30)),  # a day without a midnight
        ("Pacific/Apia", date(2026, 9, 7), date(2026, 9, 14)),
    ],
)
def test_lessons_open_on_whole_days_of_the_cohorts_own_whatever_clocks_do(
    installation: Installation, zone: str, starts_on: date, second: date
) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work, starts_on=starts_on)
        work.db.execute(update(Cohort).values(unlock={"rule": "weekly"}, time_zone=zone))
        url = feed.make(work, world.someone(work, cohort_id))
    one = timedelta(days=1)
    assert days(fetch(installation, url)) == [
        ("Lesson 1 opens: The first lesson", starts_on, starts_on + one),
        ("Lesson 2 opens: The second lesson", second, second + one),
    ]
    assert f"It opens as the day begins in {zone}".encode() in fetch(installation, url).replace(
        b"\r\n ", b""
    )


def test_the_days_are_where_progress_says_they_are(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work, starts_on=date(2026, 10, 19))
        work.db.execute(
            update(Cohort).values(
                unlock={
                    "rule": "dates",
                    "dates": {"first": "2026-10-25", "second": "2026-11-04"},
                }
            )
        )
        me = world.someone(work, cohort_id)
        url = feed.make(work, me)
        said = [card.opens_on for card in progress.home(work, me, cohort_id).lessons]
    assert [begins for _, begins, _ in days(fetch(installation, url))] == said
    assert said == [date(2026, 10, 25), date(2026, 11, 4)]


def test_something_with_an_hour_keeps_that_hour_on_both_sides_of_a_change() -> None:
    zone = ZoneInfo("Europe/London")
    entries = [
        Entry(str(day), "A run", "", begins, begins + timedelta(hours=2))
        for day in (24, 25, 26)
        if (begins := datetime(2026, 10, day, 18, 30, tzinfo=zone))
    ]
    file = feed.built(entries, "The course", "https://course.example.org", datetime.now(UTC))
    events = Calendar.from_ical(file).walk("VEVENT")
    starts = [event.decoded("dtstart") for event in events]
    assert [f"{at.astimezone(UTC):%d %H:%M}" for at in starts] == [
        "24 17:30",
        "25 18:30",
        "26 18:30",
    ]
    assert [f"{at:%H:%M}" for at in starts] == ["18:30"] * 3
    zones = Calendar.from_ical(file).walk("VTIMEZONE")
    assert [str(one["tzid"]) for one in zones] == ["Europe/London"]
    assert {str(event["dtstart"].params["tzid"]) for event in events} == {"Europe/London"}


def test_it_says_nothing_of_progress_and_the_same_to_everyone(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        busy, idle = (world.someone(work, cohort_id) for _ in range(2))
        urls = [feed.make(work, one) for one in (busy, idle)]
    before = [fetch(installation, url) for url in urls]
    with installation.writing() as work:
        progress.move(work, busy, cohort_id, "first", "write")
        attempts.submit(
            work, busy, cohort_id, "first", "thought", {"text": "Canary words"}, "k" * 16
        )
    assert {fetch(installation, url) for url in urls} == set(before)
    assert len(set(before)) == 1


def test_an_account_sees_all_its_cohorts_and_no_other(installation: Installation) -> None:
    with installation.writing() as work:
        mine = [world.cohort(work, name) for name in ("One", "Two")]
        world.cohort(work, "Another")
        me = world.account(work)
        world.join(work, me, mine[0], Role.LEARNER)
        world.join(work, me, mine[1], Role.INSTRUCTOR)
        url = feed.make(work, world.viewer(work, world.sign_in(work, me)))
    found = Calendar.from_ical(fetch(installation, url)).walk("VEVENT")
    assert sorted(str(event["description"]).split(".")[0] for event in found) == [
        "One",
        "One",
        "Two",
        "Two",
    ]
    assert len({str(event["uid"]) for event in found}) == 4


def test_a_link_is_replaced_and_taken_back_and_then_opens_nothing(
    installation: Installation,
) -> None:
    with installation.writing() as work:
        me = world.someone(work, world.cohort(work))
        first, second = feed.make(work, me), feed.make(work, me)
    with pytest.raises(NotFound):
        fetch(installation, first)
    assert len(days(fetch(installation, second))) == 2
    with installation.writing() as work:
        feed.revoke(work, me)
        feed.revoke(work, me)
    for url in (first, second, "x" * 43, ""):
        with pytest.raises(NotFound):
            fetch(installation, url)


def test_only_a_hash_of_the_link_is_kept(installation: Installation) -> None:
    with installation.writing() as work:
        url = feed.make(work, world.someone(work, world.cohort(work)))
        token = url.rsplit("/", 1)[1].removesuffix(".ics")
        kept = work.db.execute(text("SELECT token_hash FROM calendar_feed")).scalars().all()
    assert kept == [token_hash(token)]


def test_hostile_names_are_literal_and_add_nothing(installation: Installation) -> None:
    with installation.writing() as work:
        cohort_id = world.cohort(work, HOSTILE)
        url = feed.make(work, world.someone(work, cohort_id))
    file = fetch(installation, url)
    events = Calendar.from_ical(file).walk("VEVENT")
    assert all("attach" not in event for event in events)
    literal = 'שלום "Bo"; 🙂, **x** \\n<b> ATTACH:http://evil.example. It opens as'
    assert [str(event["description"]).startswith(literal) for event in events] == [True, True]
    assert not any(line.startswith(b"ATTACH") for line in file.split(b"\r\n"))
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
