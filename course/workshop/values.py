"""What may be answered in a round, and the sentences that say what can't. Pure.

Nothing is cut: what is too long is refused, and the phone still has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.authoring.activities import (
    Activity,
    ColourLine,
    Exit,
    Grouped,
    OpenText,
    Poll,
    Scale,
    Words,
)
from course.cohort.planning import clean_line, has_controls
from course.errors import BadInput, TooLong
from course.study.texts import UNREADABLE, whole, whole_number

TEXT_LONGEST = 280  # characters (code points), inclusive
WORD_LONGEST = 24
TALK = "Talk it over now. You can choose again in a moment."
UNSEEN = "It holds characters that can't be seen. Type it again."

Value = dict[str, Any]


def accept(activity: Activity, part: str, value: object) -> Value:
    """An answer as it is kept. ``part`` is one of ``state.parts``.

    Raises:
        BadInput, TooLong: it can't be taken; the sentence says why.
    """
    if part == "talk":
        raise BadInput(TALK)
    if not isinstance(value, dict):
        raise BadInput(UNREADABLE)
    for kind, read in _READERS:
        if isinstance(activity, kind):
            return read(activity, value)
    raise BadInput(UNREADABLE)


def _only(value: Value, name: str) -> Any:
    if set(value) != {name}:
        raise BadInput(UNREADABLE)
    return value[name]


def _choice(activity: Poll, value: Value) -> Value:
    chosen = _only(value, "choice")
    if chosen not in [choice.id for choice in activity.choices]:
        raise BadInput(UNREADABLE)
    return {"choice": chosen}


def _five(activity: Scale | Exit, value: Value) -> Value:
    return {"at": whole_number(_only(value, "at"), 1, 5)}


def _place(activity: ColourLine, value: Value) -> Value:
    return {"at": whole_number(_only(value, "at"), 0, 100)}


def _words(activity: Words, value: Value) -> Value:
    given = _only(value, "words")
    if not isinstance(given, list) or len(given) > 3:
        raise BadInput(UNREADABLE)
    words = [word for word in (clean_line(whole(one)) for one in given) if word]
    if not words:
        raise BadInput("Write a word first.")
    if len(words) > activity.most:
        many = "one word is" if activity.most == 1 else f"{activity.most} words are"
        raise BadInput(f"You wrote {len(words)}; {many} asked for.")
    for word in words:
        if len(word) > WORD_LONGEST:
            raise TooLong(
                f"One of these has {len(word):,} characters; {WORD_LONGEST} is the most. "
                "Nothing was cut or sent."
            )
        if has_controls(word):
            raise BadInput(UNSEEN)
    return {"words": words}


def _text(activity: OpenText, value: Value) -> Value:
    text = whole(_only(value, "text")).replace("\r\n", "\n").strip()
    if not text:
        raise BadInput("Write something first.")
    if len(text) > TEXT_LONGEST:
        raise TooLong(
            f"This has {len(text):,} characters; {TEXT_LONGEST} is the most. "
            "Nothing was cut or sent."
        )
    if has_controls(text.replace("\n", " ").replace("\t", " ")):
        raise BadInput(UNSEEN)
    return {"text": text}


def _felt(activity: Grouped, value: Value) -> Value:
    """Who may predict and who may rate is known where groups are."""
    name = next(iter(value), "")
    if name not in {"predict", "rating"}:
        raise BadInput(UNREADABLE)
    return {name: whole_number(_only(value, name), 1, 5)}


_READERS: tuple[tuple[Any, Callable[[Any, Value], Value]], ...] = (
    (Poll, _choice),
    (Scale, _five),
    (Exit, _five),
    (ColourLine, _place),
    (Words, _words),
    (OpenText, _text),
    (Grouped, _felt),
)
