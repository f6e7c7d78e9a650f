"""What the page tells Streamlit's scripts before they run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit import config

from course.settings import read
from pages.routes import head_start, headers
from pages.routes.index_page import dressed


def _told(**environ: str) -> dict[str, object]:
    script = head_start.script(read(environ))
    name, _, value = script.partition("=")
    assert name == "window.__streamlit"
    found: dict[str, object] = json.loads(value)
    return found


def test_the_scripts_are_told_where_the_server_is() -> None:
    assert _told()["BACKEND_BASE_URL"] == "http://localhost:8501"
    told = _told(GOLDSEAM_URL="https://course.example.org")
    assert told["BACKEND_BASE_URL"] == "https://course.example.org"


def test_no_other_origin_may_send_the_page_messages() -> None:
    host = _told()["HOST_CONFIG"]
    assert isinstance(host, dict)
    assert host["allowedOrigins"] == ["http://localhost:8501"]
    assert host["useExternalAuthToken"] is False


def test_the_first_frame_has_our_font_and_our_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {
        "theme": {"font": "Ours, sans-serif", "baseFontSize": 17, "base": None},
        "theme.light": {"backgroundColor": "#FAF6EF", "linkColor": None},
        "theme.dark": {"backgroundColor": "#141C1B"},
    }
    monkeypatch.setattr(config, "get_options_for_section", options.__getitem__)
    told = _told()
    assert told["LIGHT_THEME"] == {
        "bodyFont": "Ours, sans-serif",
        "baseFontSize": 17,
        "backgroundColor": "#FAF6EF",
    }
    assert told["DARK_THEME"]["backgroundColor"] == "#141C1B"  # type: ignore[index]


def test_nothing_in_it_can_end_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = {"font": "</script><script>alert(1)"}
    monkeypatch.setattr(config, "get_options_for_section", lambda _section: hostile)
    assert "<" not in head_start.script(read({}))


def test_the_policy_names_it_by_its_hash() -> None:
    settings = read({})
    page = dressed("<head><script>let a</script></head>", head_start.script(settings))
    assert headers.content_policy(settings, page).count("'sha256-") == 2


def test_streamlits_scripts_still_know_these_words() -> None:
    """When this fails, pages still load, two round trips later."""
    scripts = Path(headers.INDEX.parent / "static" / "js").glob("index.*.js")
    whole = "".join(script.read_text(encoding="utf-8") for script in scripts)
    for word in ("window.__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG", "LIGHT_THEME"):
        assert word in whole
