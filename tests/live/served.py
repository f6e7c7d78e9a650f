"""A served process with a run in it, and the host's hand on its controls."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.access import Role, Viewer
from course.workshop import hosting, runs
from pages.rehearsal.phone import Phone, Scene
from tests import rooms, world
from tests.launch_server import Server, free_port

LAUNCHER = "tests.live.launch"


@dataclass
class Hosted:
    """One run in a served process."""

    server: Server
    run_id: str
    code: str
    token: str
    board: str
    host: Viewer

    def command(self, *commands: str, **more: str) -> int:
        """Give commands one after another; the revision after the last.

        Raises:
            AssertionError: one was refused; it holds the sentence.
        """
        revision = -1
        for command in commands:
            asked = {"run": self.run_id, "token": self.token, "command": command, **more}
            request = urllib.request.Request(
                f"{self.server.url}/test/command", data=json.dumps(asked).encode(), method="POST"
            )
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    revision = json.load(answer)["revision"]
            except urllib.error.HTTPError as error:
                with error:
                    raise AssertionError(error.read().decode()) from None
        return revision

    def go_to(self, name: str) -> None:
        """On to an activity; what is open must be closed before."""
        while self.seen().run.state.activity(self.seen().run.plan).id != name:
            self.command("next")

    def seen(self) -> Any:
        """What the console would show."""
        with self.server.opened() as installation:
            return rooms.Room(installation, self.host, self.run_id).host_scene()

    def phone(self, **given: Any) -> Phone:
        """A phone outside the door."""
        return Phone(self.server.url, self.code, connect=("127.0.0.1", self.server.port), **given)

    async def joined(self) -> Phone:
        """A phone that took a seat and fell asleep."""
        phone = self.phone()
        await phone.join()
        await phone.sleep()
        return phone

    async def seated(self, count: int = 1) -> list[Phone]:
        """Phones that took a seat and follow."""
        phones = [self.phone() for _ in range(count)]
        for phone in phones:
            await phone.join()
            phone.follow()
            await phone.until(bool)
        return phones


def at(stage: str, item: str | None = None) -> Callable[[Scene], bool]:
    """Whether a scene is at a stage, of that round if one is named."""

    def there(scene: Scene) -> bool:
        activity = scene["activity"]
        return bool(activity) and activity["stage"] == stage and item in {None, activity["item"]}

    return there


async def until(wanted: Callable[[], bool]) -> None:
    """Wait for something that no scene tells."""
    async with asyncio.timeout(30):
        while not wanted():
            await asyncio.sleep(0.05)


def host(server: Server, *activities: Any, started: bool = True, **given: Any) -> Hosted:
    """A run of these activities (or of one of each kind) in a process that serves."""
    with server.opened() as installation, installation.writing() as work:
        cohort_id = world.cohort(work, "Of the host")
        account_id = world.account(work, "The host")
        world.join(work, account_id, cohort_id, Role.INSTRUCTOR)
        token = world.sign_in(work, account_id)
        viewer = world.viewer(work, token)
        run_id = rooms.make(work, viewer, rooms.plan(*activities), **given)
        code = runs.host_view(work, viewer, run_id).code
        secret = hosting.new_board(work, viewer, run_id)
    hosted = Hosted(server, run_id, code, token, f"/board/{run_id}/{secret}", viewer)
    if started:
        hosted.command("start")
    return hosted


def serve(folder: Path, *, room: str = "", pace: float = 60, **environ: str) -> Server:
    """A process whose host a test can be; ``room`` is the host name phones use, on plain http."""
    if room:
        port = free_port()
        environ |= {"PORT": str(port), "GOLDSEAM_ROOM_URL": f"http://{room}:{port}"}
        server = Server(folder, module=LAUNCHER, environ=environ, pace=pace)
        server.port, server.url = port, f"http://localhost:{port}"
        return server.start()
    return Server(folder, module=LAUNCHER, environ=environ, pace=pace).start()
