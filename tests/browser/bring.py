"""Find a Chromium for the browser tests, or bring one: ``python -m tests.browser.bring``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_SENTENCE = (
    "The browser tests need Chromium: install it first "
    "(Debian: apt install chromium; macOS: brew install --cask google-chrome)."
)


def find() -> str | None:
    """The path of a browser that is there and starts, or None."""
    candidates = [shutil.which(name) for name in _ON_PATH]
    candidates += [path for path in _ON_MACOS if Path(path).exists()]
    candidates.append(_playwrights_own())
    return next((path for path in candidates if path and _starts(path)), None)


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _bring() -> None:
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(own, capture_output=True, check=False).returncode == 0 and find():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)


def main() -> int:
    """0 when a browser is there in the end, else 2 after one sentence."""
    if find() is None:
        print("Bringing a browser for the tests", flush=True)
        _bring()
    if find() is None:
        print(_SENTENCE, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
