"""What each kind of figure says, in exact words, from the first tick to the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from course.cohort import channels, measures
from course.cohort.calendar import tick_dates
from course.cohort.figures import Bands, Figure
from course.installation import Installation, open_installation
from course.settings import Settings
from db.tables.answers import Released
from tests.clock import START, HandClock
from tests.privacy.whole import whole_catalogue
from tests.privacy.worlds import FREEZE, LAST, LESSON, MIDDLE, NOTICE, Group, count, group, store

AFTER = channels.rating_channel("after", "notice")
QUESTION = channels.check_channel("second", "quiz", "q1")
TRIES = channels.attempts_channel("first")
BEFORE_LAST = LAST - timedelta(days=1)


@pytest.fixture
def installation(settings: Settings, clock: HandClock) -> Iterator[Installation]:
    """A fresh installation whose course has everything, on each engine in turn."""
    opened = open_installation(settings, whole_catalogue(), clock)
    yield opened
    opened.close()


def give(here: Group, channel: str, values: Sequence[int]) -> None:
    """The first learners contribute these values, one each."""
    for who, value in enumerate(values):
        here.give(who, channel=channel, value=value)


def run(here: Group) -> None:
    """All ticks, each on its day."""
    for day in tick_dates(START.date(), 8, FREEZE, len(here.pids), START.date()):
        here.go_to(day)


def row(figure: Figure) -> tuple[str, str, bool]:
    """What a figure says, of how many, and whether it can't say more."""
    return figure.said, figure.group, figure.at_most


def test_growth_is_the_label_after_less_the_label_before(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 12)
    give(here, NOTICE, [2] * 12)
    here.go_to(FREEZE)
    here.go_to(MIDDLE)
    growth = here.see().growth[0]
    assert (growth.figure.said, growth.low, growth.high) == ("Not published", None, None)
    give(here, AFTER, [3] * 6 + [4] * 6)
    here.go_to(LAST)
    seen = here.see()
    growth = seen.growth[0]
    assert (seen.ratings[0].said, seen.ratings_after[0].said) == ("2.0", "3.5")
    assert row(growth.figure) == ("up 1.5", "6+", False)
    assert (growth.figure.number, growth.figure.since) == (1.5, LAST)
    # Each label stands for a quarter more or less.
    assert (growth.low, growth.high, growth.is_clear) == (1.0, 2.0, True)
    assert [one.figure.said for one in seen.growth[1:]] == ["Not published"] * 7


def test_growth_of_less_than_two_steps_is_not_clear_and_an_end_leaves_it_open(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 12)
    give(here, NOTICE, [4] * 12)
    give(here, AFTER, [5] * 12)
    here.go_to(FREEZE)
    run(here)
    growth = here.see().growth[0]
    assert row(growth.figure) == ("up 0.5", "6+", True)
    assert (growth.low, growth.high, growth.is_clear) == (0.0, None, False)


def test_ratings_are_spread_over_bands_once_at_the_end_from_fifty_people_on(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 60)
    give(here, NOTICE, [1] * 31 + [3] * 9 + [5] * 20)
    give(here, AFTER, [3] * 49)
    here.go_to(FREEZE)
    here.go_to(BEFORE_LAST)
    assert {one.bands for one in here.see().spreads} == {None}
    here.go_to(LAST)
    before, after = here.see().spreads[:2]
    assert (before.wave, after.wave) == ("before", "after")
    # 31, 9 and 20 of 60 are 52, 15 and 33 percent; each is rounded by itself.
    assert before.figure.said == "60% · 20% · 40%"
    assert (before.bands, before.figure.group) == (Bands(60, 20, 40), "50+")
    assert (after.figure.said, after.bands) == ("Not published", None)
    assert here.see().ratings_after[0].said == "3.1"  # steps of 0.2 from 1.5: 3.1 is nearest


def test_overall_progress_is_said_once_of_a_roster_of_fifty(
    installation: Installation, clock: HandClock
) -> None:
    large, small = group(installation, clock, 50), group(installation, clock, 49)
    for here in (large, small):
        give(here, channels.progress_channel(), [2] * 20 + [0] * 20)
    large.go_to(FREEZE)
    large.go_to(BEFORE_LAST)
    assert large.see().progress.said == "Not published"
    large.go_to(LAST)
    # Half of both lessons on average: 50% is rounded up to the next step of 20.
    assert row(large.see().progress) == ("60%", "20+", False)
    assert row(small.see().progress) == ("Not published", "Not published", False)


def test_tries_come_beside_completion_once_twelve_of_the_roster_are_behind_it(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 24)
    here.give(*range(8), channel=LESSON)
    here.give(*range(8), channel=TRIES, value=2)
    here.go_to(FREEZE)
    dates = tick_dates(START.date(), 8, FREEZE, 24, START.date())
    here.go_to(dates[0])
    assert here.lesson() == "at least 6"
    assert here.see().attempts[0].said == "Not published"
    here.give(*range(8, 20), channel=LESSON)
    here.give(*range(8, 20), channel=TRIES, value=5)
    here.go_to(dates[1])
    assert here.lesson() == "at least 18"
    # Two tries are planned, and the median of eight twos and twelve fives is five.
    assert row(here.see().attempts[0]) == ("more than twice as many", "10+", False)
    here.give(*range(20, 24), channel=TRIES, value=2)
    here.go_to(LAST)
    assert [cell for cell in store(installation) if cell[0] == TRIES] == [
        (TRIES, 1, dates[1], "more than twice as many", "10+")
    ]
    assert here.see().attempts[1].said == "Not published"


def test_a_wrong_choice_is_named_at_the_end_when_two_in_five_took_it(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 25)
    ids = ["a", "b", "c"]  # a is right
    give(here, QUESTION, [ids.index("c")] * 8 + [ids.index("b")] * 4 + [ids.index("a")] * 8)
    here.go_to(FREEZE)
    here.go_to(BEFORE_LAST)
    assert [one.choice for one in here.see().checks] == [None, None]
    here.go_to(LAST)
    first, second = here.see().checks
    assert (second.choice, second.figure.said, second.figure.group) == ("c", "Perhaps", "20+")
    assert (second.lesson, second.figure.name, second.why) == (
        "2. The second lesson",
        "Is it?",
        "It is not.",
    )
    assert (first.choice, first.figure.said) == (None, "Not published")


@pytest.mark.parametrize(
    ("size", "given", "choice"),
    [
        (25, [2] * 7 + [0] * 13, None),  # seven of twenty are less than two in five
        (25, [2] * 5 + [0] * 6, None),  # eleven are too few
        (25, [2] * 6 + [0] * 6, "c"),
        (16, [2] * 16, None),  # twelve of sixteen would leave only four who may not be among them
        (17, [2] * 12, "c"),
        (60, [1] * 20 + [2] * 20, "b"),  # of two alike the first is named
    ],
)
def test_a_question_is_silent_for_every_other_reason(
    installation: Installation, clock: HandClock, size: int, given: list[int], choice: str | None
) -> None:
    here = group(installation, clock, size)
    give(here, QUESTION, given)
    here.go_to(FREEZE)
    here.go_to(LAST)
    assert here.see().checks[1].choice == choice


def test_returns_are_said_as_completion_and_the_course_as_ratings(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 13)
    give(here, channels.returns_channel("first"), [1] * 13)
    give(here, channels.evaluation_channel("useful"), [4] * 13)
    here.go_to(FREEZE)
    run(here)
    seen = here.see()
    assert row(seen.returns[0]) == ("at least 6", "6+", True)
    assert row(seen.evaluation[0]) == ("4.0", "6+", False)
    assert (seen.evaluation[0].name, seen.evaluation[0].step) == ("It was useful.", 0.5)


def test_a_figure_that_comes_once_keeps_nobody_behind_it(
    installation: Installation, clock: HandClock
) -> None:
    here = group(installation, clock, 60)
    for one in measures.of_course(installation.catalogue):
        if one.channel in {QUESTION, channels.progress_channel(), TRIES}:
            here.give(*range(60), channel=one.channel, value=1)
    here.go_to(FREEZE)
    run(here)
    # Only the average of what may grow again needs to know who was in it.
    assert count(here, Released) == 0
    assert {channel for channel, *_ in store(installation)} == {
        QUESTION,
        channels.progress_channel(),
    }
