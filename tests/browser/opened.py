"""The data of a served process, opened beside it by a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from course.installation import Installation, open_installation
from course.settings import read
from tests.content import our_course
from tests.launch_server import Server


@contextmanager
def opened(server: Server) -> Iterator[Installation]:
    """The installation that ``server`` serves, with its own address, for reading and writing."""
    settings = read({"GOLDSEAM_DATA": str(server.data), "PORT": str(server.port)})
    installation = open_installation(settings, our_course())
    try:
        yield installation
    finally:
        installation.close()
