"""Overviews made of labels alone, as a release store would hold them."""

from __future__ import annotations

from datetime import date

from course.authoring.catalogue import Catalogue
from course.cohort import reading
from course.cohort.channels import completion_channel, rating_channel
from course.cohort.drawn import Drawn
from course.cohort.figures import Overview
from course.cohort.reading import Reading
from db.queries.release_store import Cell
from tests.content import our_course

DAY = date(2026, 10, 26)
Labels = dict[str, str]


def seen(catalogue: Catalogue, size: int, labels: Labels, group: str = "50+") -> Overview:
    """An overview in which each channel has one label, published on one day."""
    history = {
        channel: [Cell("unit", channel, 1, DAY, label, group)] for channel, label in labels.items()
    }
    shown = Drawn(catalogue, size, history)
    kinds = {kind.value: shown.figures(kind) for kind in {one.kind for one in shown.measured}}
    return Overview(
        cohort_id="cohort",
        cohort_name="Invented cohort",
        starts_on=date(2026, 8, 31),
        ends_on=date(2026, 10, 25),
        freeze_on=date(2026, 9, 7),
        counted=size,
        next_tick=None,
        lessons=kinds["completion"],
        ratings=shown.ratings("before"),
        rules=(),
        draws_funnel=True,
        unit="unit",
        pool=(),
        last_tick=DAY,
        changed=shown.changed_on(DAY),
        ratings_after=shown.ratings("after"),
        growth=shown.growth(),
        spreads=shown.spreads(),
        progress=kinds["progress"][0],
        attempts=kinds["attempts"],
        checks=shown.checks(),
        returns=kinds["returns"],
        evaluation=kinds["evaluation"],
    )


def rated(wave: str, *averages: str) -> Labels:
    """Averages of the skills in the order of the course; empty for none."""
    skills = [one.id for one in our_course().rubric.skills]
    labels = zip(skills, averages, strict=False)
    return {rating_channel(wave, skill): label for skill, label in labels if label}


def completed(catalogue: Catalogue, *labels: str) -> Labels:
    """What is said of the lessons in the order of the course."""
    return {
        completion_channel(lesson_id): label
        for lesson_id, label in zip(catalogue.editions, labels, strict=False)
        if label
    }


def said(catalogue: Catalogue, labels: Labels, size: int = 60, group: str = "50+") -> Reading:
    return reading.read(seen(catalogue, size, labels, group), catalogue)
