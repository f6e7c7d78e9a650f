"""What those hear who stay in a group while a round is open and somebody left it. Pure.

Groups are dealt anew only at the next round. Nobody is given another's card: whoever steps in
speaks from the case, which stands on every card.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from course.workshop.roles import CLIENT, OBSERVER, THERAPIST

ALONE = (
    "Everybody else in it has left. Sit with another group and watch, or take a breath. If there "
    "is another round, you are in a group again."
)
NO_PLAY = "Those who played have left. Tell each other what you saw, until the round is over."
NOBODY_WATCHES = "Nobody watches now: when that turn comes, say yourselves what you noticed."

Named = Callable[[str], str]


def sentence(own: str, here: Sequence[str], gone: Sequence[str], named: Named) -> str | None:
    """What to do now, for somebody in the role ``own`` in a group; None where nothing changes.

    ``here`` are the roles of all who stay, one's own among them, ``gone`` of those who left;
    ``named`` says what a role is called.
    """
    if not gone:
        return None
    if len(here) == 1:
        return ALONE
    lost = [role for role in (THERAPIST, CLIENT) if role in gone]
    if len(lost) == 2:
        return NO_PLAY
    if lost:
        return _steps_in(lost[0], own, here.count(OBSERVER), named)
    return None if OBSERVER in here else NOBODY_WATCHES


def _steps_in(role: str, own: str, watching: int, named: Named) -> str:
    """The one who plays stays; of those who watch one takes the part that was left."""
    part, watcher = named(role), named(OBSERVER)
    rest = "Nobody watches now." if watching == 1 else "The others go on watching."
    if own != OBSERVER:
        who = "whoever watches" if watching == 1 else "one of those who watch"
        return f"The {part} has left: {who} takes that part, from the case on the card. {rest}"
    if watching == 1:
        return (
            f"The {part} has left: you are the {part} now instead of the {watcher}, from the case "
            f"on your card. {rest}"
        )
    return (
        f"The {part} has left: agree who of you takes that part, from the case on your card. {rest}"
    )
