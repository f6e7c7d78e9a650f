"""The sample is a whole small world: people, past ticks, writing, and three ways in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from course.access import Role, Viewer, recognise
from course.cohort import overview, reading, roster, trainers
from course.cohort.figures import Overview
from course.cohort.labels import NOT_PUBLISHED
from course.cohort.reading import Reading
from course.errors import SettingError
from course.installation import Installation, open_installation
from course.sample import said
from course.sample.fill import fill
from course.settings import read
from course.signing import door
from course.study import drafts, noted, progress, reflections
from tests.clock import START, HandClock
from tests.content import our_course

PORT = 9321


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled sample."""
    made = tmp_path_factory.mktemp("sample") / "data"
    fill(made, PORT, HandClock())
    return made


@pytest.fixture
def links(folder: Path) -> dict[str, str]:
    """Fresh links into the sample, by who they are for."""
    return dict(fill(folder, PORT, HandClock()))


@pytest.fixture
def sample(folder: Path) -> Iterator[Installation]:
    """The sample, opened at the moment it was made for."""
    settings = read({"GOLDSEAM_DATA": str(folder), "PORT": str(PORT)})
    with closing(open_installation(settings, our_course(), HandClock())) as opened:
        yield opened


def _enter(sample: Installation, link: str) -> tuple[Viewer, str]:
    with sample.writing() as work:
        entered = door.enter(work, None, link.rsplit("/", 1)[1])
        viewer = recognise(work, entered.token)
    assert viewer is not None
    return viewer, viewer.belongs[0].cohort_id if viewer.belongs else ""


def test_three_links_of_the_usual_form_are_given(links: dict[str, str]) -> None:
    assert list(links) == ["Owner", "Instructor", "Learner"]
    for link in links.values():
        assert re.fullmatch(rf"http://localhost:{PORT}/enter/[\w-]{{43}}", link)


def test_everyone_is_plainly_invented(sample: Installation, links: dict[str, str]) -> None:
    viewer, cohort_id = _enter(sample, links["Instructor"])
    with sample.reading() as work:
        lines = roster.people(work, viewer, cohort_id)
    assert [line.name for line in lines if line.role is Role.INSTRUCTOR] == ["Sample Instructor"]
    names = {line.name for line in lines if line.role is Role.LEARNER}
    assert names == {f"Sample Learner {n}" for n in range(1, 13)}
    assert all(line.has_joined and line.email.endswith("@sample.example") for line in lines)


def overviews(sample: Installation, link: str) -> list[tuple[Overview, Reading]]:
    """What the instructor's three cohorts have published, and what that says."""
    viewer, _ = _enter(sample, link)
    with sample.reading() as work:
        seen = [overview.cohort(work, viewer, one.cohort_id) for one in viewer.belongs]
        return [(one, reading.read(one, work.catalogue)) for one in seen]


def test_the_instructor_has_a_cohort_in_the_middle_one_too_small_and_one_that_is_over(
    sample: Installation, links: dict[str, str]
) -> None:
    (middle, _), (small, _), (over, _) = overviews(sample, links["Instructor"])
    assert [(one.cohort_name, one.counted) for one in (middle, small, over)] == [
        ("Sample cohort", 12),
        ("Sample cohort, small", 7),
        ("Sample cohort, over", 60),
    ]
    assert middle.lessons[0].said == "at least 6"  # the most ever said of 12
    assert all(figure.is_published for figure in middle.ratings)
    assert middle.next_tick is not None
    assert middle.next_tick > START.date()
    assert not small.has_figures
    assert (over.next_tick, over.last_tick is not None) == (None, True)


def test_of_every_part_something_is_published_somewhere(
    sample: Installation, links: dict[str, str]
) -> None:
    found = overviews(sample, links["Instructor"])
    silent = {
        name
        for name in vars(found[0][1])
        if name != "leads" and all(getattr(said, name) == NOT_PUBLISHED for _, said in found)
    }
    assert silent == set()
    over, said = found[-1]
    assert all(one.bands is not None for one in over.spreads)
    assert sum(one.choice is not None for one in over.checks) >= 3
    assert [lead.lesson_id for lead in said.leads][:2] == ["invite-and-validate"] * 2
    assert found[0][1].leads != ()


def test_the_learner_is_part_way_with_something_written(
    sample: Installation, links: dict[str, str]
) -> None:
    viewer, cohort_id = _enter(sample, links["Learner"])
    with sample.reading() as work:
        here = progress.home(work, viewer, cohort_id).next
        written = reflections.mine(work, viewer, cohort_id)
        assert here is not None
        step = work.catalogue.step(here.id, here.position)
        boxes = [f"{here.id}/{b.id}" for b in step.blocks if b.kind in {"reply", "reflection"}]
        draft = drafts.load(work, viewer, cohort_id, boxes[0])
    assert 0 < here.done_count < here.step_count
    assert len(written) >= 3
    assert draft is not None
    assert draft.text == "I pressed on after she had said that was enough, and"


def test_the_learner_finds_a_note_with_the_parts_that_are_for_them(
    sample: Installation, links: dict[str, str]
) -> None:
    learner, cohort_id = _enter(sample, links["Learner"])
    with sample.reading() as work:
        (note,) = noted.mine(work, learner, cohort_id)
        words = trainers.words(work, learner, cohort_id, "name-what-went-wrong").text
    assert (note.title, note.author, note.texts) == (
        said.TITLE,
        "Sample Instructor",
        (said.EVERYONE, said.AWAY),
    )
    assert words == said.WORDS


def test_the_owner_runs_the_server_and_teaches_nobody(
    sample: Installation, links: dict[str, str]
) -> None:
    viewer, _ = _enter(sample, links["Owner"])
    assert viewer.is_owner
    assert viewer.belongs == ()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "goldseam.db").write_text("mine")
    with pytest.raises(SettingError, match="holds something else"):
        fill(tmp_path, PORT, HandClock())
    assert (tmp_path / "goldseam.db").read_text() == "mine"
