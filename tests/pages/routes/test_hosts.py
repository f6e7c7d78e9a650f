"""The addresses under which a browser may ask for us."""

from __future__ import annotations

from pages.routes import guard


def test_every_way_a_browser_writes_our_host() -> None:
    assert guard.hosts("https://course.example.org") == {
        "course.example.org",
        "course.example.org:443",
    }
    assert guard.hosts("http://localhost:8501") == {"localhost:8501"}
    assert guard.hosts("https://[2001:db8::1]:8443") == {"[2001:db8::1]:8443"}
