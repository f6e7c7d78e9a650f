"""A browser for the tests: Debian's Chromium, a Chrome on PATH, or the one Playwright brought.

One server and one browser last for all tests of a process: a page that is opened again costs a
third of one that is loaded, read and compiled anew. Each test begins as nobody, in a browser that
remembers nothing but files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from sqlalchemy import update

from db.tables.identity import Account
from tests.browser import learning as served
from tests.browser import runs
from tests.browser.learning import Learning, Person

# Two cores serve the browsers, the servers and the tests.
expect.set_options(timeout=30_000)
VIEW = ViewportSize(width=1280, height=720)
# All that a browser keeps for an address, but for the files it has fetched.
_MEMORY = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    args = dict(browser_type_launch_args)
    if found:
        args["executable_path"] = found
    # A name that is not this machine's, for what a page may do on a room's plain http.
    args["args"] = [*args.get("args", []), "--host-resolver-rules=MAP room.test 127.0.0.1"]
    # Chromium's own sandbox refuses to run as root.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args["args"] = [*args.get("args", []), "--no-sandbox"]
    return args


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    ours = {"reduced_motion": "reduce", "locale": "en-GB", "viewport": VIEW}
    return {**browser_context_args, **ours}


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """None: every test knows its own server's address.

    It takes the place of the plugin's own, which is defined in a way that pytest warns about.
    """
    return None


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """A browser whose pages tell of their runs."""
    runs.listen(browser)
    return browser


class Lasting:
    """A browser and one tab of it that outlast the tests."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._tab: Page | None = None

    def tab(self) -> Page:
        """The tab, opened anew if a test closed it."""
        if self._tab is None or self._tab.is_closed():
            self._tab = self.context.new_page()
        return self._tab

    def forget(self) -> None:
        """Leave one empty tab of the usual size, and forget everything but files."""
        tab = self.tab()
        for other in self.context.pages:
            if other is not tab:
                other.close()
        self.context.unroute_all()
        self.context.set_offline(False)
        tab.unroute_all()
        if tab.url.startswith("http"):
            tab.evaluate("sessionStorage.clear()")
        tab.goto("about:blank")
        tab.set_viewport_size(VIEW)
        tab.emulate_media(color_scheme="light", media="null")  # "screen" would be printed, too
        self.context.clear_cookies()
        line = self.context.new_cdp_session(tab)
        line.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": _MEMORY})
        line.detach()


@pytest.fixture(scope="session")
def lasting(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Lasting]:
    context = browser.new_context(**browser_context_args)
    yield Lasting(context)
    context.close()


@pytest.fixture
def context(lasting: Lasting) -> Iterator[BrowserContext]:
    """The browser of this process, as if it were new."""
    yield lasting.context
    lasting.forget()


@pytest.fixture
def page(lasting: Lasting, context: BrowserContext) -> Page:
    """Its tab."""
    return lasting.tab()


@pytest.fixture(scope="session")
def lasting_learning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """The server of this process, with a cohort whose lessons are open."""
    begun = served.begin(tmp_path_factory.mktemp("learning") / "served")
    yield begun
    served.end(begun)


@pytest.fixture(scope="module")
def learning(lasting_learning: Learning) -> Iterator[Learning]:
    """That server, without an owner: every box would name the one whom another file made."""
    yield lasting_learning
    with lasting_learning.installation.writing() as work:
        work.db.execute(update(Account).values(is_owner=False))


@pytest.fixture
def person(learning: Learning, context: BrowserContext) -> Person:
    """A learner of the cohort, new, and signed in."""
    sam = learning.learner()
    learning.sign_in(context, sam)
    return sam
