"""The numbers behind anonymous figures, by the size of the roster at the freeze. Pure.

The mechanism: figures come in sealed batches on fixed dates; each rests on the same people as the
one before, or on at least ``batch`` more.
"""

from __future__ import annotations

UNKNOWN = 5  # k: people unknown to an instructor behind every figure and every change
NOTHING_BELOW = 8
ONE_SENTENCE_BELOW = 17
COIN_FROM = 25
LARGE_FROM = 30
GROUPS = (50, 20, 10, 6)
SPREAD_FROM = 50  # people behind a distribution
PROGRESS_FROM = 50  # a roster that has its overall progress published
ITEM_FROM = 12  # people behind a figure of tries or of a question
MANY = (2, 5)  # two in five of those who answered: a wrong choice that drew many


def batch(size: int) -> int:
    """b: how many learners must be new to a figure before it changes."""
    return 6 if size < LARGE_FROM else 10


def accomplices(size: int) -> int:
    """s: how many people the instructor may know or control and still learn nothing of another."""
    return batch(size) - UNKNOWN


def completion_cap(size: int) -> int:
    """The most that lesson completion ever says for a roster of ``size``; 0 for nothing."""
    return max(0, (size - UNKNOWN) // batch(size)) * batch(size)


def publishes_ratings(size: int) -> bool:
    """Whether a roster of this size ever has ratings published."""
    return size >= NOTHING_BELOW


def publishes_completion(size: int) -> bool:
    """Whether a roster of this size ever has lesson completion published."""
    return size >= NOTHING_BELOW and completion_cap(size) > 0


def draws_funnel(size: int) -> bool:
    """Whether completion is drawn as a chart; for fewer one sentence stands in its place."""
    return size >= ONE_SENTENCE_BELOW


def never_published(size: int) -> tuple[str, ...]:
    """What a roster of this size never has published, each a sentence."""
    if not publishes_ratings(size):
        return ("With fewer than 8 learners nothing is ever published.",)
    return (
        _of_completion(size),
        *_of_large_rosters(size),
        "Averages lie between 1.5 and 4.5: an end of the scale also stands for what is beyond it.",
        "Nobody's own answers, exact counts, and anything below a batch of "
        f"{batch(size)} are never published.",
    )


def _of_completion(size: int) -> str:
    if not publishes_completion(size):
        return "With fewer than 11 learners the completion of lessons is never published."
    if not draws_funnel(size):
        return (
            "With fewer than 17 learners a lesson is said to be completed by "
            f"“at least {completion_cap(size)}” and never more, so there is no chart of it."
        )
    return f"“At least {completion_cap(size)}” is the most ever said of who completed a lesson."


def _of_large_rosters(size: int) -> tuple[str, ...]:
    """The kinds of figure that need more people than there are."""
    needs = {
        "how many tries a lesson took and which wrong choices drew many": ITEM_FROM + UNKNOWN,
        "overall progress": PROGRESS_FROM,
        "how ratings are spread": SPREAD_FROM + UNKNOWN,
    }
    return tuple(
        f"With fewer than {least} learners {what} {'are' if ' and ' in what else 'is'} never said."
        for what, least in needs.items()
        if size < least
    )
