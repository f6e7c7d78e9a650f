"""People and their browsers over the real protocol, for tests of who may do what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from course.access import Role, token_hash
from course.installation import Installation
from course.work import Work
from db.base import Base
from db.tables.identity import Account, Membership, SignIn
from tests import world
from tests.launch_server import cookie
from tests.protocol import Run, Tab, page_hash


@dataclass(frozen=True)
class Person:
    """An account and its browser."""

    account_id: str
    cookie: str


def new_person(
    place: Installation, cohort_id: str, role: Role | None = None, **columns: Any
) -> Person:
    """Somebody new, signed in, in the cohort if they have a role there."""
    with place.writing() as work:
        account = world.account(work, **columns)
        if role is not None:
            world.join(work, account, cohort_id, role)
        return Person(account, cookie(place, world.sign_in(work, account)))


def everything(place: Installation) -> dict[str, list[str]]:
    """Every row of every table."""
    with place.reading() as work:
        return {
            table.name: sorted(str(tuple(row)) for row in work.db.execute(select(table)))
            for table in Base.metadata.sorted_tables
        }


def no_effect(place: Installation, before: dict[str, list[str]]) -> None:
    """Everything stands as it did."""
    assert everything(place) == before


def take_role(work: Work, person: Person) -> None:
    """Take from somebody all that they may do."""
    work.db.execute(delete(Membership).where(Membership.account_id == person.account_id))
    work.db.execute(
        update(Account)
        .where(Account.id == person.account_id)
        .values(is_owner=False, may_make_cohorts=False)
    )


def sign_out(work: Work, person: Person) -> None:
    """Revoke somebody's sign-in."""
    digest = token_hash(person.cookie.split("=", 1)[1])
    work.db.execute(delete(SignIn).where(SignIn.token_hash == digest))


Taking = Callable[[Work, Person], None]
both_ways = pytest.mark.parametrize("take", [take_role, sign_out])


def press_all(tab: Tab, drawn: Run, path: str, texts: list[WidgetState]) -> None:
    """Every button of a page drawn earlier, pressed in the page, its hash and its fragments."""
    # The socket of a sign-in that is over is closed meanwhile: that ends the pressing.
    with suppress(ConnectionClosed):
        for button in drawn.button_ids():
            pressed = [*texts, WidgetState(id=button, trigger_value=True)]
            tab.run(path=path, page_hash=page_hash(path), widgets=pressed)
            tab.run(widgets=pressed)
            for fragment in drawn.fragment_ids():
                tab.ask(page_hash=page_hash(path), fragment_id=fragment, widgets=pressed)
                tab.run()
