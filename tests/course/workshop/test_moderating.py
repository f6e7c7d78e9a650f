"""Two hosts who look over the same texts at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from course.installation import Installation
from course.workshop import moderating_room
from tests import rooms
from tests.rooms import TEXT


def test_the_room_loses_a_text_that_is_taken_down_while_another_host_puts_it_up(
    installation: Installation,
) -> None:
    room = rooms.room(installation, TEXT, people=6)
    room.do("start", "open")
    room.answers([{"text": f"text {number}"} for number in range(6)])
    revision = room.do("close", "reveal")
    text_id = room.host_scene().texts[0].id

    def take_down() -> int:
        with installation.writing() as work:
            return moderating_room.take_down(work, room.host, room.run_id, text_id)

    with ThreadPoolExecutor() as pool:
        with installation.writing() as work:
            up = moderating_room.put_up(work, room.host, room.run_id, [text_id])
            waits = pool.submit(take_down)
            time.sleep(0.3)
        assert (up, waits.result(30)) == (revision + 1, revision + 2)
    assert room.result() == {"texts": []}
