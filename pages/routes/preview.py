"""``python -m pages.routes.preview LESSON``: a lesson as learners will see it, while it is written.

A process of its own on a throwaway folder, for this machine alone and without a sign-in. The file
is read again whenever it changes, and what lint finds stands above every page.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from course import preview
from course.authoring import one_lesson
from course.errors import GoldseamError
from course.settings import Settings, read
from pages.routes.application import make_app, serve
from pages.routes.cookie import cookie_name
from pages.ui import wiring
from pages.ui.preview_panel import Preview

EXIT_BAD_LESSON = 2
HOW = "Name a lesson: make preview LESSON=course/content/lessons/<file>.md"


class Known:
    """Everybody who comes is the author: the cookie is added to whatever their browser sends."""

    def __init__(self, app: ASGIApp, cookies: list[str]) -> None:
        self.app = app
        self._cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI request or socket."""
        if scope["type"] in {"http", "websocket"} and self._cookies:
            others = [pair for pair in scope["headers"] if pair[0] != b"cookie"]
            sent = [pair[1].decode("latin-1") for pair in scope["headers"] if pair[0] == b"cookie"]
            cookie = "; ".join([*sent, *self._cookies]).encode("latin-1")
            scope = {**scope, "headers": [*others, (b"cookie", cookie)]}
        await self.app(scope, receive, send)


def main(given: list[str]) -> int:
    """Serve the lesson that is named until told to stop."""
    file = Path(given[0]).expanduser().absolute() if given and given[0] else None
    if file is None or not file.is_file():
        print(HOW if file is None else f"There is no file {file}. {HOW}", file=sys.stderr)
        return EXIT_BAD_LESSON
    # Ended by a signal, too, the process leaves through the end of the block below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        port = read({"PORT": os.environ.get("PORT", "")}).port
        with preview.throwaway(port) as settings, suppress(KeyboardInterrupt):
            serve(lambda: app_for(file, settings))
    except GoldseamError as error:
        print(error.sentence, file=sys.stderr)
        return EXIT_BAD_LESSON
    return 0


def app_for(file: Path, settings: Settings) -> st.App:
    """The application with the lesson in its course. Raises BadInput, SettingError."""
    seen = one_lesson.state(file)
    tried = one_lesson.try_lesson(file)
    cookies: list[str] = []
    app = make_app(settings, None, tried.catalogue, [Middleware(Known, cookies)])
    cast = preview.people(wiring.installation())
    cookies.append(f"{cookie_name()}={cast.token}")
    wiring.draw_above(Preview(file, cast, tried, seen).draw)
    where = f"lesson?lesson={tried.lesson_id}" if tried.lesson_id else ""
    print(f"{file.name} is at {settings.url}/{where}", flush=True)
    return app


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
