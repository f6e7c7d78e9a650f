"""The sentences that say what a wall does and does not do, from its own facts."""

from __future__ import annotations

from course.wall.sharing import Preview
from course.wall.walls import About
from pages.ui.days import long


def batch(about: About) -> str:
    """How many people's texts come out together at least, in words."""
    return "six (ten in larger groups)" if about.batch is None else str(about.batch)


def how(about: About) -> str:
    """What everyone is told about when texts come out."""
    if not about.ever:
        return (
            "Fewer than eight learners write on this wall, so nothing of theirs ever comes out. "
            "The pieces below were written for the course."
        )
    rule = (
        f"Texts come out only when at least {batch(about)} people have shared something new: all "
        "at once, in no order, without names or times. Before that nobody sees them, your "
        "instructors included."
    )
    if about.next_tick is None:
        return "This wall takes nothing more. What is on it can still be read."
    return f"{rule} The next day on which they can is {long(about.next_tick)}."


def audience(preview: Preview) -> str:
    """Who will see a text that is about to be shared."""
    said = "Who sees it: the learners and instructors of your cohort"
    others = preview.cohorts - 1
    if others:
        said += f" and of the {others} other cohort{'s' if others > 1 else ''} sharing this wall"
    if preview.may_grow:
        said += ", and of a cohort that may come to share this wall before its first day"
    return f"{said}."


def course(preview: Preview) -> str:
    """What becomes of a text that is about to be shared."""
    return (
        f"It can come out on {long(preview.next_tick)} at the earliest, and your instructors look "
        "at the batch before it stands here. Until then you can take it back at once; afterwards "
        "you can withdraw it, and it is gone on the next such day. If it hasn't come out by "
        f"{long(preview.closes_on)}, it comes back to you alone and is taken off the queue."
    )


LIMITS = (
    "Whoever runs this server could see what waits and whose it is. Once it is out, only a note "
    "sealed with your own key says which piece is yours; erasing your account destroys the note, "
    "and the piece stays unless you withdraw it first. People may know you by how you write."
)
