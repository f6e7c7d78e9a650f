"""When practice comes back: checks and replies by FSRS, intentions after 7 and after 30 days.

FSRS (Free Spaced Repetition Scheduler, version 6, with its published weights and nine chances in
ten to recall) is used by whole days: no steps of minutes, nothing random. Own marks never move a
date: whoever is hard on themselves is not sent back sooner for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from fsrs import Card, Rating, Scheduler

FIRST_RETURN, SECOND_RETURN = timedelta(days=7), timedelta(days=30)
PUT_OFF = timedelta(days=3)
LONGEST_DAYS = 365

_SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
)


class What(StrEnum):
    """What comes back."""

    CHECK = "check"
    REPLY = "reply"
    INTENTION = "intention"


class Standing(StrEnum):
    """Whether it comes back at all."""

    WAITING = "waiting"
    LET_GO = "let go"  # by the learner, who may bring it back
    OVER = "over"  # an intention that has returned twice


@dataclass(frozen=True)
class Item:
    """One thing that comes back, at the address ``<lesson id>/<exercise id>``.

    ``form`` is a check's fingerprint; ``given`` the case that was begun and not yet answered;
    ``last`` the one answered most lately; ``written`` when an intention was, and ``turn`` how often
    it has returned. Times are UTC.
    """

    address: str
    what: What
    due: datetime
    standing: Standing = Standing.WAITING
    card: str = field(default="", repr=False)
    form: str = ""
    given: str = ""
    last: str = ""
    written: datetime | None = None
    turn: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be shown."""
        return self.standing is Standing.WAITING and self.due <= now


def lesson_of(address: str) -> str:
    """The lesson's id in an address."""
    return address.partition("/")[0]


def begin(address: str, what: What, rating: Rating, now: datetime, form: str = "") -> Item:
    """A check or reply answered for the first time."""
    card = Card(card_id=0, due=now)
    fresh = Item(address, what, now, card=card.to_json(), form=form)
    return reviewed(fresh, rating, now)


def intend(address: str, now: datetime) -> Item:
    """An intention written now."""
    return Item(address, What.INTENTION, now + FIRST_RETURN, written=now)


def asked_for(address: str, now: datetime) -> Item:
    """A reply that was passed by and is wanted after all: it is there at once."""
    card = Card(card_id=0, due=now)
    return Item(address, What.REPLY, now, card=card.to_json())


def reviewed(item: Item, rating: Rating, now: datetime) -> Item:
    """The item after it was answered, with the day of its next return."""
    done = replace(item, given="", last=item.given or item.last)
    if item.what is What.INTENTION:
        return _returned(done, now)
    card, _ = _SCHEDULER.review_card(Card.from_json(item.card), rating, now)
    return replace(done, card=card.to_json(), due=card.due)


def _returned(item: Item, now: datetime) -> Item:
    if item.written is None or item.turn > 0:
        return replace(item, turn=item.turn + 1, standing=Standing.OVER)
    # Met late, it still rests a week before the second time.
    return replace(item, turn=1, due=max(item.written + SECOND_RETURN, now + FIRST_RETURN))


def put_off(item: Item, now: datetime, *, another: bool = False) -> Item:
    """The item a few days on; with ``another`` its next return brings another case."""
    return replace(item, due=now + PUT_OFF, given="" if another else item.given)


def to_json(item: Item) -> str:
    """All of an item but its address."""
    return json.dumps(
        {
            "what": item.what,
            "due": item.due.isoformat(),
            "standing": item.standing,
            "card": item.card,
            "form": item.form,
            "given": item.given,
            "last": item.last,
            "written": item.written.isoformat() if item.written else None,
            "turn": item.turn,
        }
    )


def from_json(address: str, text: str) -> Item:
    """What :func:`to_json` wrote, at its address."""
    found = json.loads(text)
    written = found["written"]
    return Item(
        address,
        What(found["what"]),
        datetime.fromisoformat(found["due"]),
        Standing(found["standing"]),
        found["card"],
        found["form"],
        found["given"],
        found["last"],
        None if written is None else datetime.fromisoformat(written),
        found["turn"],
    )
