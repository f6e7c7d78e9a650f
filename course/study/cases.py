"""The cases that replies answer: which there are, which may stand in for one, and milder forms.

A learner may always take a case more gently, take another one, or pass it by. What they took is
inside the seal of their answer and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from course.authoring.catalogue import Catalogue
from course.authoring.schema import Reply, Rupture

OFFERED = 3


@dataclass(frozen=True)
class Case:
    """A reply's case and the lesson it stands in. ``address`` is ``<lesson id>/<exercise id>``."""

    lesson_id: str
    reply: Reply

    @property
    def address(self) -> str:
        """Where the case stands in the course."""
        return f"{self.lesson_id}/{self.reply.id}"


def every(catalogue: Catalogue, lesson_ids: Collection[str]) -> Iterator[Case]:
    """Each case that a step of these lessons shows, in course order."""
    for lesson_id, edition in catalogue.editions.items():
        if lesson_id in lesson_ids:
            for step in edition.lesson.steps:
                for block in step.blocks:
                    if isinstance(block, Reply):
                        yield Case(lesson_id, block)


def unseen(
    catalogue: Catalogue, lesson_ids: Collection[str], rupture: Rupture | None = None
) -> Iterator[Case]:
    """Each case that these lessons keep for return, in course order."""
    for lesson_id, edition in catalogue.editions.items():
        if lesson_id in lesson_ids:
            for reply in edition.lesson.unseen:
                if rupture in {None, reply.rupture}:
                    yield Case(lesson_id, reply)


def gentler(reply: Reply) -> Reply | None:
    """The same case one step milder, or None where there is nothing milder."""
    if reply.gentler is None:
        return None
    return reply.model_copy(
        update={
            "client": reply.gentler.client,
            "scene": reply.gentler.scene or reply.scene,
            "intensity": max(1, reply.intensity - 1),
            "gentler": None,
        }
    )


def in_place_of(
    catalogue: Catalogue, lesson_ids: Collection[str], lesson_id: str, reply: Reply
) -> tuple[Case, ...]:
    """The cases that may be taken instead of one: its own variants first, none of them harder.

    Then those of the same rupture type, then those that train a skill of it; at most three.
    """
    others = [
        case
        for case in every(catalogue, lesson_ids)
        if case.lesson_id != lesson_id or case.reply.id != reply.id
    ]
    variants = [case for case in others if case.lesson_id == lesson_id and _related(case, reply)]
    milder = [
        case
        for case in others
        if case.reply.intensity <= reply.intensity
        and case.reply.instead_of is None
        and not (case.lesson_id == lesson_id and _related(case, reply))
    ]
    alike = [case for case in milder if case.reply.rupture == reply.rupture]
    shared = [
        case
        for case in milder
        if case.reply.rupture != reply.rupture and set(case.reply.skills) & set(reply.skills)
    ]
    return tuple([*variants, *alike, *shared][:OFFERED])


def _related(case: Case, reply: Reply) -> bool:
    return reply.id == case.reply.instead_of or case.reply.id == reply.instead_of
