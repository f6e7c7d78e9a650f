"""The served application: Streamlit, our routes around it, and what guards both."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from course.access import still_signed_in
from course.authoring.catalogue import Catalogue
from course.authoring.load import load_course
from course.clock import Clock
from course.errors import SettingError
from course.installation import Installation, open_installation
from course.settings import Settings
from pages.routes import early, head_start, lifespan, logs, script_errors, streamlit_config
from pages.routes.compress import CompressedAssets
from pages.routes.guard import Guard
from pages.routes.headers import INDEX, Headers
from pages.routes.icon_font import IconFont
from pages.routes.index_page import IndexPage, dressed
from pages.routes.oidc import ProviderSignIn
from pages.routes.packing import Packed
from pages.routes.sockets import OpenSockets, Sockets, StillSignedIn
from pages.ui import wiring
from pages.ui.registry import PATHS

ROOT = Path(__file__).resolve().parents[2]
FRAME = ROOT / "pages" / "frame.py"
# Each of these modules lists its addresses under the name ROUTES. Those that a thousand phones ask
# for stand first: a request is held against one address after the other.
ROUTE_MODULES = (
    "live",
    "join",
    "scene_files",
    "part_files",
    "health",
    "plain",
    "enter",
    "come_back",
    "oidc",
    "writing",
    "invite_csv",
    "overview_files",
    "my_data",
    "letters_off",
    "calendar_feed",
    "trainer_page",
    "shown",
    "verified",
    "badges",
    "end_papers",
    "take_away_pdf",
    "plan_pack",
    "board",
    "workshops",
    "takeaways",
)
EXIT_BAD_SETTING = 2
SHUTDOWN_SECONDS = 5
SILENT_MILLISECONDS = 45_000
# The longest text, every character an emoji, four times over.
SOCKET_MESSAGE_BYTES = 2 * 1024 * 1024


def make_app(
    settings: Settings,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
    first: Sequence[Middleware] = (),
) -> st.App:
    """The whole application, its stores opened and checked.

    ``catalogue`` is another course than ours; ``first`` sees requests before anything else does.

    Raises:
        SettingError: something named by a setting cannot be used.
    """
    installation = open_installation(settings, catalogue or _catalogue(settings), clock)
    wiring.use(installation)
    streamlit_config.apply(settings, installation.vault.secret("streamlit cookie"))
    sockets = OpenSockets(_asking(installation))
    pages = _pages(settings)
    packed = Packed(INDEX.parent, settings.data / "packed")
    begin = partial(packed.start, early.asked_for("".join(pages.values())))
    ours = routes()
    return st.App(
        FRAME,
        lifespan=lifespan.around(installation, sockets, begin),
        routes=ours,
        middleware=[
            # The first one sees a request first.
            *first,
            Middleware(Headers, settings),
            Middleware(Guard, settings, ours),
            Middleware(Sockets, sockets),
            Middleware(ProviderSignIn),
            Middleware(IndexPage, pages),
            Middleware(IconFont),
            Middleware(CompressedAssets, packed),
        ],
        on_script_error=script_errors.handle,
    )


def _pages(settings: Settings) -> dict[str, str]:
    """Streamlit's page as each of our addresses sends it."""
    page = dressed(INDEX.read_text(encoding="utf-8"), head_start.script(settings))
    scripts = INDEX.parent / "static" / "js"
    everywhere = early.hurried(page, scripts)
    found = dict.fromkeys(("/", *map("/{}".format, PATHS)), everywhere)
    return found | {path: early.hurried(page, scripts, path) for path in early.OF_THEIR_OWN}


def _catalogue(settings: Settings) -> Catalogue:
    loaded = load_course(overrides=settings.data / "content")
    logs.problems(loaded.problems)
    return loaded.catalogue


def _asking(installation: Installation) -> StillSignedIn:
    def ask(hashes: Collection[str]) -> set[str]:
        with installation.reading() as work:
            return still_signed_in(work, hashes)

    return ask


def routes() -> list[BaseRoute]:
    """Every route of ours, from the modules that define them."""
    found: list[BaseRoute] = []
    for name in ROUTE_MODULES:
        found += importlib.import_module(f"pages.routes.{name}").ROUTES
    return found


def serve(factory: Callable[[], st.App]) -> None:
    """Serve until told to stop. A setting that cannot be used: one sentence, exit code 2."""
    # Streamlit looks for .streamlit/ beside the place it is started from.
    os.chdir(ROOT)
    logs.configure()
    try:
        app = factory()
        listening = _listen(wiring.installation())
    except SettingError as error:
        print(error.sentence, file=sys.stderr)
        raise SystemExit(EXIT_BAD_SETTING) from None
    uvicorn.Server(_config(app, wiring.installation().settings)).run(sockets=[listening])


def _listen(installation: Installation) -> socket.socket:
    settings = installation.settings
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM
        )[0]
        listening = socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        raise SettingError(
            f"HOST and PORT: cannot listen on {settings.host}:{settings.port} ({error.strerror})."
        ) from None
    # The event loop sets this only where a socket names its protocol, which this one does not; each
    # response would wait forty milliseconds between its head and its body.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # A phone that fell asleep or left the network says no goodbye: what it doesn't acknowledge
    # within this time ends its connection.
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_MILLISECONDS)
    listening.setblocking(False)
    return listening


def _config(app: st.App, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        # Nobody's forwarded headers count but those of the proxies we were told of.
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        ws="websockets-sansio",
        ws_max_size=SOCKET_MESSAGE_BYTES,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
