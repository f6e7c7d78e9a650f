"""What is promised about figures, and what nobody can promise, in the words that learners read."""

from __future__ import annotations

from course.cohort import rules

LIMITS = (
    "An instructor who knows what more than {known} of the counted learners answered can work out "
    "more than these figures are meant to say.",
    "An instructor who invents learners knows what those answered. The learners' page says how "
    "many joined by a link that the instructor could have opened.",
    "Someone who shows others what they answered, hands in a record by name, or makes a "
    "certificate public, is a known contributor.",
    "A figure about a group makes some guesses about its members likelier. That can't be helped.",
    "People see things of each other in a room, and a style of writing can be recognised.",
    "Whoever runs this server and holds its keys could read what is stored. Where that is also "
    "the instructor, confidentiality can't be promised.",
)
PROMISE = (
    "Two versions of a figure rest on the same people, or the later one on at least {step} more.",
    "So behind every figure, and behind every change of one, there are at least {unknown} people "
    "whom your instructor knows nothing about, even if they know what {known} of the counted "
    "learners answered.",
    "Whether a figure comes depends on how many took part and on fixed days, and never on what "
    "anybody answered.",
    "One person's rating moves an average by one displayed step at the most.",
)


def promise(counted: int | None) -> tuple[str, ...]:
    """What is promised about a roster of this size; None before it is fixed."""
    size = counted or 0
    known, step = rules.accomplices(size), rules.batch(size)
    return tuple(text.format(known=known, step=step, unknown=rules.UNKNOWN) for text in PROMISE)


def limits(counted: int | None) -> tuple[str, ...]:
    """What is not."""
    return tuple(text.format(known=rules.accomplices(counted or 0)) for text in LIMITS)
