"""All that a page of figures is made of is the same bytes between two ticks, a hundred times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.access import Viewer
from course.cohort import comparing, export, overview, reading, report, ticking, trainers
from course.cohort.channels import (
    attempts_channel,
    evaluation_channel,
    progress_channel,
    rating_channel,
    returns_channel,
)
from course.installation import Installation
from course.paper.render import render
from pages.ui import overview_facts, overview_parts, overview_ready, side_view
from pages.ui.canvas import Scheme
from tests.clock import HandClock
from tests.privacy.test_reading import EVENTS, READS
from tests.privacy.worlds import FREEZE, MIDDLE, NOTICE, Group, group

SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")


def pieces(here: Group, viewer: Viewer | None = None) -> Iterator[object]:
    """What the instructor's page, the comparison and the CSV are drawn from, piece by piece."""
    with here.installation.reading() as work:
        seen = overview.cohort(work, viewer or here.instructor, here.cohort_id)
        said = reading.read(seen, work.catalogue)
        ready = trainers.ready(work, here.instructor, here.cohort_id)
        csv = export.csv_file(work, here.instructor, here.cohort_id)
        beside = comparing.side_by_side(work, here.instructor)
    yield from (
        repr(seen),
        repr(said),
        csv,
        overview_ready.html(here.cohort_id, ready),
        repr(beside),
    )
    yield overview_facts.empty_sentence(seen)
    for scheme in SCHEMES:
        for part in overview_parts.every_part(seen, said, scheme):
            yield (part.title, part.sub, part.words, part.above, part.tables)
            yield None if part.chart is None else part.chart(scheme).to_json()
    for title, _sub, take in side_view.PARTS:
        yield side_view.part(title, beside.columns, take, ())


def everything(here: Group) -> list[object]:
    return list(pieces(here))


def paper(here: Group) -> bytes:
    with here.installation.reading() as work:
        page = report.one_page(work, here.instructor, here.cohort_id)
    return render(page.template, page.data)


@pytest.fixture
def here(installation: Installation, clock: HandClock) -> Group:
    """A cohort of 25 between two ticks: something of several kinds is out, and more waits."""
    made = group(installation, clock, 25)
    made.go_to(FREEZE)
    made.give(*range(12))
    made.give(*range(12), channel=NOTICE, value=4)
    made.give(*range(12), channel=attempts_channel("first"), value=3)
    made.give(*range(6), channel=returns_channel("first"))
    clock.set(clock.now().replace(month=9, day=27))
    ticking.run_due(installation, toss=lambda: False)
    return made


def test_a_hundred_reads_of_a_page_within_a_tick_are_the_same_bytes(
    here: Group, clock: HandClock
) -> None:
    first, printed = everything(here), paper(here)
    assert here.lesson() == "at least 12"
    for read in range(READS):
        clock.move(hours=2)
        assert everything(here) == first, read
    assert clock.now().date() < MIDDLE
    assert paper(here) == printed


def test_no_event_between_ticks_changes_what_a_page_is_made_of(here: Group) -> None:
    before, printed = everything(here), paper(here)
    kinds = {
        rating_channel("after", "notice"): 5,
        evaluation_channel("useful"): 2,
        progress_channel(): 2,
        returns_channel("second"): 1,
    }
    for channel, value in kinds.items():
        here.give(*range(10), channel=channel, value=value)
        assert everything(here) == before, channel
    for name, event in EVENTS.items():
        event(here)
        assert everything(here) == before, name
    assert paper(here) == printed


def test_tables_and_files_have_the_same_rows_whatever_is_published(here: Group) -> None:
    """Rows are counted by their markup; only what stands in them differs."""
    empty = group(here.installation, here.clock, 25)

    def rows(one: Group) -> list[tuple[str, int]]:
        with one.installation.reading() as work:
            seen = overview.cohort(work, one.instructor, one.cohort_id)
            said = reading.read(seen, work.catalogue)
            csv = export.csv_file(work, one.instructor, one.cohort_id)
        parts = overview_parts.every_part(seen, said, "light")
        counted = [(part.title, "".join(part.tables).count("<tr>")) for part in parts]
        return [*counted, ("CSV", csv.count("\r\n"))]

    assert rows(here) == rows(empty)
    assert rows(here) == [
        ("Where people are", 3),
        ("How people rate their own skills, before and now", 18),
        ("Growth by skill", 9),
        ("Questions that mislead", 3),
        ("Tries", 3),
        ("Practice that came back", 3),
        ("Overall progress", 2),
        ("The course, as they rate it", 2),
        ("CSV", 51),
    ]


def test_a_learner_is_drawn_the_instructors_own_bytes(here: Group) -> None:
    with here.installation.reading() as work:
        theirs = overview.for_learner(work, here.learner, here.cohort_id)
        seen = overview.cohort(work, here.instructor, here.cohort_id)
        catalogue = work.catalogue
    assert repr(theirs).encode() == repr(seen).encode()
    assert reading.read(theirs, catalogue) == reading.read(seen, catalogue)
    for scheme in SCHEMES:
        drawn = [
            overview_parts.every_part(one, reading.read(one, catalogue), scheme)
            for one in (theirs, seen)
        ]
        charts = [[part.chart(scheme).to_json() for part in parts if part.chart] for parts in drawn]
        assert charts[0] == charts[1]
        assert [part.tables for part in drawn[0]] == [part.tables for part in drawn[1]]
