"""Letters from a served process to a real mail server, and the button that a mail program presses.

Two processes on one database, the clock moved: everyone who asked gets each letter once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from course.access import Role, Viewer
from course.letters import preferences
from pages.routes import guard
from tests import world
from tests.launch_server import Server
from tests.postbox import Postbox, off_path

NAMES = ("ana", "ben", "zoe")


@pytest.fixture
def box() -> Iterator[Postbox]:
    opened = Postbox()
    yield opened
    opened.down()


@pytest.fixture
def served(tmp_path: Path, box: Postbox) -> Iterator[Server]:
    server = Server(tmp_path / "served", environ={"GOLDSEAM_SMTP_URL": box.url})
    yield server
    server.kill()


def prepare(server: Server) -> list[Viewer]:
    """A cohort that began today where it is about noon, and learners who asked for letters."""
    with server.opened() as place, place.writing() as work:
        zone = f"Etc/GMT{(work.now.hour - 12):+d}" if work.now.hour != 12 else "UTC"
        cohort_id = world.cohort(work)
        world.set_zone(work, cohort_id, zone)
        found = []
        for name in NAMES:
            email = f"{name}@example.org"
            found.append(world.someone(work, cohort_id, Role.LEARNER, name=name, email=email))
            preferences.set_reminders(work, found[-1], wanted=True)
    return found


def wait_for(box: Postbox, letters: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until and len(box.letters) < letters:
        time.sleep(0.1)
    time.sleep(2.5)  # two more rounds of the schedule at least
    assert len(box.letters) == letters


def test_letters_wait_for_the_mail_server_outlast_a_restart_and_end_at_one_press(
    served: Server, box: Postbox
) -> None:
    people = prepare(served)
    served.start()
    time.sleep(2)
    assert served.get_status("/") == 200  # the mail server is down, and no page waits for it
    served.restart()
    box.up()
    served.move_clock(minutes=10)
    wait_for(box, 3)
    assert box.to() == {f"{name}@example.org": 1 for name in NAMES}
    served.restart()
    wait_for(box, 3)
    path = off_path(next(one for one in box.letters if one["To"] == "ana@example.org"))
    with httpx.Client(base_url=served.url, timeout=30) as mail_program:
        assert mail_program.get(path).status_code == 200
        with served.opened() as place, place.reading() as work:
            assert [preferences.mine(work, one).reminders for one in people] == [True] * 3
        pressed = mail_program.post(
            path,
            content="List-Unsubscribe=One-Click",
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": "https://mail.example",
                "Sec-Fetch-Site": "cross-site",
            },
        )
        assert (pressed.status_code, "Letters are off" in pressed.text) == (200, True)
    with served.opened() as place, place.reading() as work:
        assert [preferences.mine(work, one).reminders for one in people] == [False, True, True]
    served.move_clock(days=3)
    wait_for(box, 5)
    assert box.to() == {"ana@example.org": 1, "ben@example.org": 2, "zoe@example.org": 2}
    log = served.log()
    assert "the mail server is away; letters wait" in log
    assert not any(name in log for name in ("ana@", "ben@", "zoe@", path.rsplit("/", 1)[1]))


def test_two_served_processes_write_to_everyone_once(
    served: Server, box: Postbox, tmp_path: Path, postgres_url: str
) -> None:
    both = [
        Server(
            tmp_path / "both",
            environ={
                "DATABASE_URL": postgres_url,
                "GOLDSEAM_SMTP_URL": box.up().url if number == 0 else box.url,
            },
        )
        for number in range(2)
    ]
    prepare(both[0])
    try:
        for server in both:
            server.start()
        wait_for(box, 3)
        for server in both:
            server.move_clock(days=3)
        wait_for(box, 6)
    finally:
        for server in both:
            server.kill()
    assert box.to() == {f"{name}@example.org": 2 for name in NAMES}


def test_only_the_button_in_a_letter_may_be_pressed_from_anywhere(shared_server: Server) -> None:
    assert {"/letters/off/{token}"} == guard.FROM_ANYWHERE
    with httpx.Client(base_url=shared_server.url, timeout=30) as client:
        answer = client.post("/letters/off/unknown", headers={"Origin": "https://mail.example"})
        assert (answer.status_code, guard.NOT_OURS in answer.text) == (404, False)
        assert client.post("/letters/off/unknown/more").status_code == 403
        assert client.put("/letters/off/unknown").status_code == 403
