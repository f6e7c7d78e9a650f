"""``python -m tests.bench_live.launch``: app.py, and a door for a host's commands.

A console gives commands through Streamlit; the bench needs the moment of each to the millisecond.
``POST /bench/<run>/<command>`` does what a console does: the operation, then the nudge.
"""

from __future__ import annotations

import gc
import os

gc.disable()

from starlette.concurrency import run_in_threadpool  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import PlainTextResponse  # noqa: E402
from starlette.types import ASGIApp, Receive, Scope, Send  # noqa: E402

from course.settings import read  # noqa: E402
from course.workshop import runs  # noqa: E402
from pages.routes.application import make_app, serve  # noqa: E402
from pages.routes.cookie import viewer_in  # noqa: E402
from pages.routes.live_hub import nudge  # noqa: E402
from pages.ui import wiring  # noqa: E402


class HostsDoor:
    """Takes commands at ``/bench/<run>/<command>`` and hands everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request."""
        if scope["type"] == "http" and scope["path"].startswith("/bench/"):
            _, _, run_id, command = scope["path"].split("/")
            request = Request(scope, receive)
            revision = await run_in_threadpool(_commanded, request, run_id, command)
            nudge(run_id, revision)
            await PlainTextResponse(str(revision))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _commanded(request: Request, run_id: str, command: str) -> int:
    with wiring.writing() as work:
        viewer = viewer_in(request, work)
        seen = runs.host_view(work, viewer, run_id).revision
        return runs.command(work, viewer, run_id, command, seen)


if __name__ == "__main__":
    serve(lambda: make_app(read(os.environ), first=[Middleware(HostsDoor)]))
