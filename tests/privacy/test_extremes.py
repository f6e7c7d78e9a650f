"""Everybody alike, and what no figure, log or traceback ever holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from course.cohort import channels, measures, ticking
from course.cohort.calendar import tick_dates
from course.cohort.contribute import contribute_all
from course.cohort.figures import Figure
from course.installation import Installation, open_installation
from course.settings import Settings
from db.queries import release_store
from db.tables.identity import Account
from tests.clock import START, HandClock
from tests.privacy.whole import whole_catalogue
from tests.privacy.worlds import FREEZE, MIDDLE, Group, group


@pytest.fixture
def installation(settings: Settings, clock: HandClock) -> Iterator[Installation]:
    """A fresh installation whose course has everything, on each engine in turn."""
    opened = open_installation(settings, whole_catalogue(), clock)
    yield opened
    opened.close()


def all_alike(here: Group, value: int) -> None:
    """Everybody does everything at once, and gives the same wherever there is something to give."""
    given = {
        one.channel: value
        for one in measures.of_course(here.installation.catalogue)
        if one.kind is not channels.Kind.DISTRIBUTION
    }
    with here.installation.writing() as work:
        for pid in here.pids:
            contribute_all(work, here.cohort_id, pid, given)


def run(here: Group) -> None:
    """The freeze and every tick, each on its day."""
    for day in (FREEZE, *tick_dates(START.date(), 8, FREEZE, len(here.pids), START.date())):
        here.go_to(day)


def said(figures: tuple[Figure, ...]) -> set[tuple[str, bool]]:
    """What figures say, and whether they say that it is the most or least they can."""
    return {(one.said, one.at_most) for one in figures if one.is_published}


@pytest.mark.parametrize(("value", "average"), [(1, "1.5"), (5, "4.5")])
@pytest.mark.parametrize(("size", "most"), [(13, "at least 6"), (25, "at least 18")])
def test_when_everybody_is_alike_figures_stop_at_their_clamps(
    installation: Installation, clock: HandClock, value: int, average: str, size: int, most: str
) -> None:
    here = group(installation, clock, size)
    all_alike(here, value)
    run(here)
    seen = here.see()
    assert said(seen.lessons) == said(seen.returns) == {(most, True)}
    assert said((*seen.ratings, *seen.ratings_after, *seen.evaluation)) == {(average, True)}
    grown = [one for one in seen.growth if one.figure.is_published]
    assert {(one.figure.said, one.low, one.high) for one in grown} == {("the same", None, None)}
    assert all(int(one.group.rstrip("+")) <= size - 5 for one in seen.every_figure if one.since)


@pytest.mark.parametrize(("value", "bands", "share"), [(1, "80% · 20% · 20%", "60%"),
                                                       (5, "20% · 20% · 80%", "80%")])  # fmt: skip
def test_of_sixty_who_are_alike_shares_stop_at_a_fifth_and_four_fifths(
    installation: Installation, clock: HandClock, value: int, bands: str, share: str
) -> None:
    here = group(installation, clock, 60)
    all_alike(here, value)
    run(here)
    seen = here.see()
    assert said(tuple(one.figure for one in seen.spreads)) == {(bands, False)}
    assert seen.progress.said == share  # one of two lessons is a half, which is rounded up
    assert said(seen.lessons) == {("at least 50", True)}


def test_nothing_of_anybody_is_in_the_release_store_or_a_log(
    installation: Installation,
    clock: HandClock,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    here = group(installation, clock, 13)
    all_alike(here, 4)
    here.go_to(FREEZE)

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(release_store, "publish", fails)
        with pytest.raises(OSError, match="the disk is full") as failure:
            here.go_to(MIDDLE)
    run(here)
    ticking.settle(installation)
    with installation.reading() as work:
        people = work.db.execute(select(Account.id, Account.name)).all()
    secrets = {*here.pids, *(str(one) for row in people for one in row)}
    cells = release_store.every_cell(installation.release_writer)
    assert len(cells) > 20
    written = [repr(cells), caplog.text, str(failure.value)]
    written += [str(entry.path) + str(entry.lineno) for entry in failure.traceback]
    assert len(secrets) >= 26
    assert [one for one in secrets for text in written if one in text] == []
