"""What is looked for before anything is shared: words of risk, and words that may identify."""

from __future__ import annotations

from dataclasses import dataclass

from course.errors import BadInput
from course.study.care import risk_words
from course.study.identifying import Kind, findings
from course.wall.texts import Shared, words

# Never needed to tell a story that is put together from several.
NEVER = frozenset({Kind.PHONE, Kind.EMAIL, Kind.POSTCODE})

RED = (
    "This one is for supervision, and not for the wall. When somebody was harmed or could be, "
    "the next step is a person who can help you today. Nothing was shared or stored: your words "
    "are in this tab alone."
)
ASK_HARM = "Say first whether anyone was harmed, or could be."
VOUCH = "Change it, or say below that it leads to nobody real."


@dataclass(frozen=True)
class Looked:
    """What was found in a text. ``is_red`` sends it to supervision; nothing else matters then.

    ``warning`` names what may identify somebody; ``must_change`` is set when it can't be shared so.
    """

    is_red: bool = False
    warning: str | None = None
    must_change: bool = False


def look(shared: Shared, *, harmed: bool) -> Looked:
    """Look over what somebody is about to share."""
    text = "\n".join(words(shared))
    if harmed or risk_words(text):
        return Looked(is_red=True)
    kinds = list(dict.fromkeys(one.kind for one in findings(text)))
    if not kinds:
        return Looked()
    named = [kind.value for kind in kinds]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    must_change = bool(NEVER & set(kinds))
    rest = "Take that out before you share it." if must_change else VOUCH
    return Looked(
        False, f"This may identify someone: it seems to hold {listed}. {rest}", must_change
    )


def require_fit(shared: Shared, *, harmed: bool, vouched: bool) -> None:
    """Refuse what may not be shared. ``vouched``: its author says that it leads to nobody real.

    Raises:
        BadInput: it is for supervision, or may identify somebody.
    """
    looked = look(shared, harmed=harmed)
    if looked.is_red:
        raise BadInput(RED)
    if looked.warning and (looked.must_change or not vouched):
        raise BadInput(looked.warning)
