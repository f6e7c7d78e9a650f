"""Requests that share a commit: what one of them is refused touches none of the others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import func, select

from course.errors import BadInput
from course.installation import Installation
from course.work import Work
from course.workshop import responding
from course.workshop.responding import Closed
from db.tables.identity import Account
from db.tables.live import LiveResponse
from pages.routes.live_writer import Writer
from tests import rooms, world

WAITS = 1.0  # seconds in which a command that is not held up would be done


def together(installation: Installation, jobs: list[Callable[[Work], Any]]) -> list[Any]:
    """What comes of jobs that are done in one transaction."""
    first, go_on = threading.Event(), threading.Event()

    @contextmanager
    def held() -> Iterator[Work]:
        first.set()
        go_on.wait(10)
        with installation.writing() as work:
            yield work

    async def sent() -> list[Any]:
        writer = Writer(held)
        before = asyncio.create_task(writer.do(lambda work: None))
        await asyncio.to_thread(first.wait, 10)
        tasks = [asyncio.create_task(writer.do(job)) for job in jobs]
        await asyncio.sleep(0.05)
        go_on.set()
        found = await asyncio.gather(before, *tasks, return_exceptions=True)
        await asyncio.to_thread(writer.stop)
        return found[1:]

    return asyncio.run(sent())


def test_a_refusal_lets_go_of_no_lock_under_which_its_neighbour_answers(
    installation: Installation,
) -> None:
    room = rooms.room(installation, rooms.POLL, people=2)
    room.do("start", "open")
    item, closed = room.host_scene().run.item, threading.Event()

    def respond(work: Work, token: str, item: str) -> None:
        responding.respond(work, None, room.run_id, token, item, "key-1234", {"choice": "ask"})

    def close() -> None:
        room.do("close")
        closed.set()

    def answer(work: Work) -> bool:
        respond(work, room.tokens[1], item)
        threading.Thread(target=close).start()
        return closed.wait(WAITS)

    found = together(installation, [lambda work: respond(work, room.tokens[0], "late/1"), answer])
    assert type(found[0]) is Closed
    assert found[1] is False, "the round was closed while an answer to it was being stored"
    assert closed.wait(10)
    with installation.reading() as work:
        assert work.db.scalar(select(func.count()).select_from(LiveResponse)) == 0


def test_a_refusal_undoes_its_own_part_whether_or_not_it_was_written_yet(
    installation: Installation,
) -> None:
    def refused(work: Work, *, flushed: bool) -> None:
        world.account(work, "Half done")
        if flushed:
            work.db.flush()
        raise BadInput("Not like this.")

    def add(name: str) -> Callable[[Work], str]:
        return lambda work: world.account(work, name)

    jobs = [
        add("First"),
        lambda work: refused(work, flushed=False),
        add("Second"),
        lambda work: refused(work, flushed=True),
        add("Third"),
    ]
    found = together(installation, jobs)
    assert [type(one) for one in found] == [str, BadInput, str, BadInput, str]
    with installation.reading() as work:
        named = {row.name: row.id for row in work.db.query(Account)}
    assert named == dict(zip(("First", "Second", "Third"), found[::2], strict=True))


@pytest.mark.parametrize("count", [2, 200])
def test_all_that_are_refused_leave_nothing(sqlite_installation: Installation, count: int) -> None:
    def refused(work: Work) -> None:
        world.account(work, "Half done")
        raise BadInput("Not like this.")

    found = together(sqlite_installation, [refused] * count)
    assert {type(one) for one in found} == {BadInput}
    with sqlite_installation.reading() as work:
        assert work.db.query(Account).count() == 0
