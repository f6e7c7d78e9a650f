"""One served process for all that these files ask of it; what must be stopped starts its own."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.launch_server import Server
from tests.live import served


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = served.serve(tmp_path_factory.mktemp("doors") / "served")
    yield started
    started.kill()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as opened:
        yield opened
