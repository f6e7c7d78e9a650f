"""What may be shared on a wall, and how it is packed so that every text is equally long."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from course.cohort.planning import clean_line, has_controls
from course.errors import BadInput, TooLong
from course.study.texts import whole

TEXT_LONGEST = 1_200  # characters (code points), inclusive
NAME_LONGEST = 100
LINE_LONGEST = 200

# The longest post in bytes, each character a wide one, with room for names and a day.
PACKED_BYTES = 4 * (2 * TEXT_LONGEST + NAME_LONGEST) + 400
COURSE = "course/"  # what an answer to a piece written for the course is addressed to

UNSEEN = "It holds characters that can't be seen. Type it again."


@dataclass(frozen=True)
class Post:
    """A blunder as it is shared: what happened, how the repair went, and a new name for it."""

    what: str = field(repr=False)
    repair: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True)
class Reply:
    """An answer to a piece: one recognition and one question. ``to`` is the piece's key."""

    to: str
    recognition: str = field(repr=False)
    question: str = field(repr=False)


Shared = Post | Reply


def post(what: str, repair: str, name: str) -> Post:
    """A post, checked. Raises BadInput, TooLong."""
    return Post(
        _text("What happened", what, TEXT_LONGEST),
        _text("How the repair went", repair, TEXT_LONGEST),
        _text("The new name", clean_line(whole(name)), NAME_LONGEST),
    )


def reply(to: str, recognition: str, question: str) -> Reply:
    """A reply, checked. Raises BadInput, TooLong."""
    return Reply(
        to,
        _text("The recognition", clean_line(whole(recognition)), LINE_LONGEST),
        _text("The question", clean_line(whole(question)), LINE_LONGEST),
    )


def _text(label: str, text: str, longest: int) -> str:
    kept = whole(text).replace("\r\n", "\n").strip()
    if not kept:
        raise BadInput(f"{label} is still empty.")
    if len(kept) > longest:
        raise TooLong(f"{label} has {len(kept):,} characters; {longest:,} is the most.")
    if has_controls(kept.replace("\n", " ").replace("\t", " ")):
        raise BadInput(f"{label} can't be shared as it is. {UNSEEN}")
    return kept


def words(shared: Shared) -> tuple[str, ...]:
    """The written parts of what is shared, in the order they are read."""
    if isinstance(shared, Post):
        return (shared.what, shared.repair, shared.name)
    return (shared.recognition, shared.question)


def pack(inside: dict[str, Any]) -> str:
    """JSON of one length, whatever is in it."""
    text = json.dumps(inside, ensure_ascii=False)
    return text + " " * (PACKED_BYTES - len(text.encode()))


def unpack(text: str) -> dict[str, Any]:
    """What :func:`pack` packed."""
    found: dict[str, Any] = json.loads(text)
    return found


def plain(shared: Shared) -> dict[str, Any]:
    """What is shared as it is packed."""
    return {"kind": "post" if isinstance(shared, Post) else "reply", **asdict(shared)}


def read(packed: dict[str, Any]) -> Shared:
    """What is shared, from what :func:`plain` made."""
    parts = {key: value for key, value in packed.items() if key != "kind"}
    return Post(**parts) if packed["kind"] == "post" else Reply(**parts)
