"""A browser for the tests: brought when none is there, or said in one sentence."""

from __future__ import annotations

import pytest

from tests.browser import bring


def test_a_browser_that_is_there_is_taken_in_silence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bring, "find", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(bring, "_bring", lambda: pytest.fail("nothing was to be brought"))
    assert bring.main() == 0
    assert capsys.readouterr() == ("", "")


def test_a_browser_that_cannot_be_brought_is_one_sentence_and_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bring, "find", lambda: None)
    monkeypatch.setattr(bring, "_bring", lambda: None)
    assert bring.main() == 2
    assert capsys.readouterr().err == (
        "The browser tests need Chromium: install it first "
        "(Debian: apt install chromium; macOS: brew install --cask google-chrome).\n"
    )
