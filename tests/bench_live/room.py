"""A run to load, and the commands of its host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from course.access import Role
from course.authoring.activities import Poll
from course.authoring.load import load_course
from course.installation import Installation, open_installation
from course.settings import read
from db.tables.live import LiveResponse
from pages.rehearsal.wire import Line
from tests import rooms, world
from tests.launch_server import Server, cookie

POLLS = 12
CAPACITY = 5_000


@dataclass
class Loaded:
    """A run of polls on a server's data. ``cookie`` is the host's."""

    server: Server
    installation: Installation
    run_id: str
    code: str
    cookie: str

    async def command(self, what: str, server: Server | None = None) -> int:
        """Give a command at a server; returns the revision it made."""
        at = server or self.server
        line = Line(at.origin, ("127.0.0.1", at.port))
        answer = await line.request(
            "POST", f"/bench/{self.run_id}/{what}", cookie=self.cookie, patience=60
        )
        await line.close()
        assert answer.status == 200, f"{what}: {answer.status}"
        return int(answer.body)

    def responses(self) -> int:
        """How many answers are kept in open rounds."""
        with self.installation.reading() as work:
            counted = select(func.count()).select_from(LiveResponse)
            return work.db.scalar(counted.where(LiveResponse.run_id == self.run_id)) or 0


def prepare(server: Server) -> Loaded:
    """Make a run on the server's data, ready to start."""
    installation = open_installation(read(server.environ()), load_course().catalogue)
    with installation.writing() as work:
        cohort_id = world.cohort(work, "Of the bench")
        account_id = world.account(work, "The host")
        world.join(work, account_id, cohort_id, Role.INSTRUCTOR)
        token = world.sign_in(work, account_id)
        host = world.viewer(work, token)
        plan = rooms.plan(*_polls(), name="bench")
        run_id = rooms.make(work, host, plan, capacity=CAPACITY)
    code = rooms.Room(installation, host, run_id).code
    return Loaded(server, installation, run_id, code, cookie(installation, token))


def _polls() -> Sequence[Poll]:
    named = [f"poll-{number}" for number in range(1, POLLS + 1)]
    return [rooms.POLL.model_copy(update={"id": name, "seconds": None}) for name in named]
