"""``python -m tests.live.launch``: the application, and one address by which a test is the host.

The console is a page of Streamlit's; what its buttons do (one command in one transaction, then a
nudge) is done here by ``POST /test/command``, with the host's own sign-in. ``GOLDSEAM_TEST_LOOK``
and ``GOLDSEAM_TEST_CHECK`` are how often revisions and watchers are looked at, in seconds;
``GOLDSEAM_TEST_WAITING`` is how many may wait for the writer.
"""

from __future__ import annotations

import json
import os

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from course.access import recognise
from course.errors import GoldseamError
from course.settings import read
from course.workshop import runs, scenes, seats
from pages.routes.application import make_app, serve
from pages.routes.live_beat import Beat
from pages.routes.live_bell import Bell
from pages.routes.live_hub import hub
from pages.routes.live_writer import writer
from pages.ui import wiring
from tests.launch import clock


class Commands:
    """Answers ``/test/command``; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        if scope["type"] != "http" or scope["path"] != "/test/command":
            await self.app(scope, receive, send)
            return
        asked = json.loads(await Request(scope, receive).body())
        answer = await run_in_threadpool(_done, asked)
        await answer(scope, receive, send)


def _done(asked: dict[str, str]) -> JSONResponse:
    run_id = asked["run"]
    try:
        with wiring.writing() as work:
            host = recognise(work, asked["token"])
            if asked["command"] == "remove":
                revision = seats.remove(work, host, run_id, asked["seat"])
            else:
                seen = scenes.for_host(work, host, run_id).run.revision
                revision = runs.command(work, host, run_id, asked["command"], seen)
    except GoldseamError as error:
        return JSONResponse({"sentence": error.sentence}, 409)
    hub.nudge(run_id, revision)
    return JSONResponse({"revision": revision})


if __name__ == "__main__":
    Bell.look_seconds = float(os.environ.get("GOLDSEAM_TEST_LOOK", Bell.look_seconds))
    Beat.check_seconds = float(os.environ.get("GOLDSEAM_TEST_CHECK", Beat.check_seconds))
    writer.most = int(os.environ.get("GOLDSEAM_TEST_WAITING", writer.most))
    first = [Middleware(Commands)]
    serve(lambda: make_app(read(os.environ), clock(dict(os.environ)), first=first))
