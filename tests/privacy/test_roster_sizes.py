"""What a cohort of each size gets to read, in exact words, over the whole calendar."""

from __future__ import annotations

from datetime import date, timedelta

from course.cohort import calendar
from course.installation import Installation
from tests.clock import START, HandClock
from tests.privacy.worlds import FREEZE, LAST, LESSON, MIDDLE, NOTICE, group


def test_a_roster_of_thirteen_reads_at_least_six_and_never_more(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 13)
    assert here.lesson() == "Not published"
    here.give(*range(5))
    here.go_to(FREEZE)
    assert here.see().counted == 13
    assert here.see().next_tick == MIDDLE
    assert here.lesson() == "Not published"
    here.give(5)
    here.go_to(MIDDLE - timedelta(days=1))
    assert here.lesson() == "Not published"
    here.go_to(MIDDLE)
    assert here.lesson() == "at least 6"
    assert here.see().lessons[0].group == "6+"
    assert here.see().next_tick == LAST
    here.give(*range(6, 13))
    here.go_to(LAST)
    assert here.lesson() == "at least 6"
    assert here.see().next_tick is None
    assert here.see().lessons[1].said == "Not published"


def test_a_roster_of_twelve_reads_ratings_once_six_have_rated(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 12)
    here.give(*range(6), channel=NOTICE, value=2)
    here.go_to(FREEZE)
    here.give(*range(6, 11), channel=NOTICE, value=5)
    here.go_to(MIDDLE)
    # Eleven were waiting: 6 twos and 5 fives are 3.36 on average.
    assert (here.notice().said, here.notice().group) == ("3.5", "6+")
    here.give(11, channel=NOTICE, value=5)
    here.go_to(LAST)
    assert (here.notice().said, here.notice().since) == ("3.5", MIDDLE)


def test_a_roster_of_seven_never_reads_anything(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 7)
    here.give(*range(7))
    here.give(*range(7), channel=NOTICE, value=5)
    for day in (FREEZE, MIDDLE, LAST, LAST + timedelta(days=30)):
        here.go_to(day)
        seen = here.see()
        assert {f.said for f in (*seen.lessons, *seen.ratings)} == {"Not published"}
        assert {f.group for f in (*seen.lessons, *seen.ratings)} == {"Not published"}
        assert seen.next_tick is None
        assert seen.rules == ("With fewer than 8 learners nothing is ever published.",)


def test_a_roster_of_ten_reads_ratings_but_no_completion(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 10)
    here.give(*range(10))
    here.give(*range(10), channel=NOTICE, value=5)
    here.go_to(FREEZE)
    here.go_to(LAST)
    assert here.lesson() == "Not published"
    # All ten rated; "10+" would say so of each of them.
    assert (here.notice().said, here.notice().group) == ("4.5", "6+")
    assert here.see().rules[0] == (
        "With fewer than 11 learners the completion of lessons is never published."
    )


def test_the_dates_follow_from_first_day_last_day_and_size() -> None:
    start, week = START.date(), timedelta(days=7)
    dates = {n: calendar.tick_dates(start, 8, FREEZE, n, start) for n in (7, 8, 13, 25, 30)}
    assert dates[7] == ()
    assert dates[8] == (LAST,)
    assert dates[13] == (MIDDLE, LAST)
    assert dates[25] == (
        date(2026, 9, 27),
        MIDDLE,
        date(2026, 10, 21),
        LAST,
    )
    assert dates[30] == tuple(start + week * n for n in range(2, 9))
    late = calendar.tick_dates(start, 8, FREEZE, 13, start + 7 * week)
    assert late == (LAST - timedelta(days=3), LAST)
    assert calendar.tick_dates(start, 1, FREEZE, 60, start) == (FREEZE,)


def test_the_examples_say_the_most_that_can_ever_be_read() -> None:
    said = {
        n: (e.how_often, e.completion, e.rating, e.group)
        for n in (7, *calendar.EXAMPLE_SIZES)
        for e in (calendar.example(n),)
    }
    assert said == {
        7: ("Never", "Not published", "Not published", "Not published"),
        8: ("Once, at the end", "Not published", "4.5", "6+"),
        12: ("Twice at most", "at least 6", "4.5", "6+"),
        25: ("4 times at most", "at least 18", "4.5", "20+"),
        60: ("Weekly", "at least 50", "4.5", "50+"),
    }


def test_the_examples_say_the_most_of_everything_else_too() -> None:
    nothing = "Not published"
    named = {n: [said for _, said in calendar.example(n).others] for n in (7, 8, 12, 25, 60)}
    assert [what for what, _ in calendar.example(60).others] == [
        "Overall progress",
        "How a skill's ratings are spread",
        "Tries in a lesson, beside the plan",
        "A wrong choice that drew many",
        "Practice that came back",
        "Growth of a skill",
        "A statement about the course",
    ]
    few, many = [nothing] * 4, "more than twice as many"
    assert named == {
        7: [nothing] * 7,
        8: [*few, nothing, "up 3.0", "4.5"],
        12: [*few, "at least 6", "up 3.0", "4.5"],
        25: [nothing, nothing, many, "which one", "at least 18", "up 3.0", "4.5"],
        60: ["80%", "20% · 20% · 80%", many, "which one", "at least 50", "up 3.0", "4.5"],
    }


def test_a_lesson_is_a_channel_of_its_own(installation: Installation, clock: HandClock) -> None:
    here = group(installation, clock, 13)
    here.give(*range(13), channel=LESSON)
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    assert [figure.said for figure in here.see().lessons] == ["at least 6", "Not published"]
