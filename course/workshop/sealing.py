"""What is sealed in a run's rows, each kind at one length: no length tells what is inside."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from course.work import Work
from db.vault import CannotOpen

_OWN_BYTES, _OWN_PARTS = 160, 3
_ANSWER_BYTES = 1_536  # a text of 280 wide characters, and the keys beside it
_TEXT_BYTES = 1_280
_KEYS = 16  # of an answer, that are remembered


@dataclass(frozen=True)
class Own:
    """What a seat's holder asked for: to pass in the round ``passed``, only to observe, a gentler
    card. Nobody else sees it."""

    passed: str = ""
    observing: bool = False
    gentler: bool = False


@dataclass(frozen=True)
class Answer:
    """An answer by the parts of its round, and marks of the last keys it came under."""

    parts: dict[str, Any] = field(default_factory=dict, repr=False)
    keys: tuple[str, ...] = ()

    def came_under(self, key: str) -> bool:
        """Whether it came under this key already."""
        return _mark(key) in self.keys

    def with_part(self, name: str, value: dict[str, Any], key: str) -> Answer:
        """The answer with one part said anew."""
        return Answer({**self.parts, name: value}, (*self.keys, _mark(key))[-_KEYS:])


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def seal_own(work: Work, seat_id: str, own: Own) -> str:
    """What is kept in a seat's row."""
    inside = [own.passed, own.observing, own.gentler]
    return work.vault.seal(_padded(inside, _OWN_BYTES), _own_place(seat_id))


def open_own(work: Work, seat_id: str, sealed: str) -> Own:
    """What :func:`seal_own` sealed; nothing asked where the row was altered."""
    try:
        found = json.loads(work.vault.open(sealed, _own_place(seat_id)))
        return Own(*found[:_OWN_PARTS])  # an earlier version kept one more
    except CannotOpen:
        return Own()


def seal_answer(work: Work, run_id: str, item: str, seat_id: str, answer: Answer) -> str:
    """What is kept in a response's row."""
    inside = [answer.parts, answer.keys]
    return work.vault.seal(_padded(inside, _ANSWER_BYTES), _answer_place(run_id, item, seat_id))


def open_answer(work: Work, run_id: str, item: str, seat_id: str, sealed: str) -> Answer | None:
    """What :func:`seal_answer` sealed; None where the row was altered or moved."""
    try:
        inside = work.vault.open(sealed, _answer_place(run_id, item, seat_id))
    except CannotOpen:
        return None
    parts, keys = json.loads(inside)
    return Answer(parts, tuple(keys))


def seal_text(work: Work, text_id: str, run_id: str, inside: dict[str, Any]) -> str:
    """What is kept in a text's row."""
    return work.vault.seal(_padded(inside, _TEXT_BYTES), f"live_text/{text_id}/{run_id}")


def open_text(work: Work, text_id: str, run_id: str, sealed: str) -> dict[str, Any]:
    """What :func:`seal_text` sealed; empty where the row was altered or moved."""
    try:
        found: dict[str, Any] = json.loads(work.vault.open(sealed, f"live_text/{text_id}/{run_id}"))
    except CannotOpen:
        return {}
    return found


def _padded(inside: object, length: int) -> str:
    text = json.dumps(inside, ensure_ascii=False, separators=(",", ":"))
    room = length - len(text.encode())
    if room < 0:
        raise ValueError("longer than what is sealed at one length")
    return text + " " * room


def _own_place(seat_id: str) -> str:
    return f"live_seat/{seat_id}/own"


def _answer_place(run_id: str, item: str, seat_id: str) -> str:
    return f"live_response/{run_id}/{item}/{seat_id}"
