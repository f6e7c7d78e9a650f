"""A browser for the tests: Debian's Chromium, a Chrome on PATH, or the one Playwright brought."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    args = dict(browser_type_launch_args)
    if found:
        args["executable_path"] = found
    # Chromium's own sandbox refuses to run as root.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args["args"] = [*args.get("args", []), "--no-sandbox"]
    return args


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "reduced_motion": "reduce", "locale": "en-GB"}


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """None: every test knows its own server's address.

    It takes the place of the plugin's own, which is defined in a way that pytest warns about.
    """
    return None
