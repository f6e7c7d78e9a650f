"""What stands on a wall, alike for learners and instructors."""

from __future__ import annotations

from dataclasses import dataclass, field

from course.access import Viewer, operation
from course.wall import kept, walls
from course.wall.kept import Piece, State
from course.wall.texts import COURSE, Post, Reply
from course.work import Work


@dataclass(frozen=True)
class Answer:
    """An answer that stands; ``key`` is its own, empty where it was written for the course."""

    key: str
    reply: Reply = field(repr=False)


@dataclass(frozen=True)
class Standing:
    """One piece and the answers to it. ``key`` is what an answer is addressed to."""

    key: str
    post: Post = field(repr=False)
    answers: tuple[Answer, ...] = field(repr=False)
    by_course: bool


@operation
def pieces(work: Work, viewer: Viewer | None, cohort_id: str) -> tuple[Standing, ...]:
    """Everything on the wall: learners' pieces, the newest batch first and in no order within it,
    then those written for the course. Raises NotFound where there is no wall."""
    up = [one for one in kept.pieces(work, walls.of(work, cohort_id).id) if one.state is State.UP]
    shared = tuple(
        Standing(one.id, one.shared, _answers(up, one.id), by_course=False)
        for one in up
        if isinstance(one.shared, Post)
    )
    return shared + tuple(
        Standing(
            f"{COURSE}{piece.id}",
            Post(piece.what, piece.repair, piece.name),
            (
                Answer("", Reply(f"{COURSE}{piece.id}", piece.recognition, piece.question)),
                *_answers(up, f"{COURSE}{piece.id}"),
            ),
            by_course=True,
        )
        for piece in work.catalogue.wall.pieces
    )


def _answers(up: list[Piece], to: str) -> tuple[Answer, ...]:
    return tuple(
        Answer(one.id, one.shared)
        for one in up
        if isinstance(one.shared, Reply) and one.shared.to == to
    )
