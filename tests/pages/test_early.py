"""The page names what it will need, and a page that is not as expected is left as it is."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from pages.routes import chunks, early
from pages.routes.headers import INDEX
from pages.ui.registry import PATHS

SCRIPTS = INDEX.parent / "static" / "js"
PAGE = INDEX.read_text(encoding="utf-8")


def _links(page: str, kind: str) -> list[str]:
    return re.findall(rf'<link rel="{kind}"[^>]*href="\./static/js/([\w.-]+)">', page)


def _chunks(names: list[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def test_nothing_that_streamlit_names_is_lost_and_nothing_is_named_twice() -> None:
    before = _links(PAGE, "modulepreload")
    after = _links(early.hurried(PAGE, SCRIPTS, "/lesson"), "modulepreload")
    assert set(before) == set(after[: len(before)])
    assert len(after) == len(set(after))


def test_a_lesson_names_what_its_first_step_draws_with_and_all_that_this_imports() -> None:
    page = early.hurried(PAGE, SCRIPTS, "/lesson")
    named = _links(page, "modulepreload")
    assert _chunks(named) >= {"Html", "PageLink", "Button", "BidiComponent"}
    main = re.findall(r'<script type="module"[^>]*src="\./static/js/([\w.-]+)"', page)
    assert set(chunks.needed(SCRIPTS, named)) == {*named, *main}
    assert "Radio" in _chunks(_links(page, "prefetch"))


def test_no_page_names_what_draws_charts() -> None:
    for path in ("/", "/lesson"):
        page = early.hurried(PAGE, SCRIPTS, path)
        assert "Plotly" not in page
        assert "DataFrame" not in page
        assert "Selectbox" not in page


def test_an_address_that_names_more_than_others_is_one_of_ours() -> None:
    assert {path.removeprefix("/") for path in early.OF_THEIR_OWN} <= PATHS


def test_a_page_that_is_not_as_expected_is_left_as_it_is_and_that_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "goldseam.routes"):
        assert early.hurried(PAGE, tmp_path, "/lesson") == PAGE
        assert early.hurried("<head></head>", SCRIPTS, "/") == "<head></head>"
    assert len(caplog.records) == 2


def test_what_is_compressed_first_is_what_the_page_names() -> None:
    found = early.asked_for(early.hurried(PAGE, SCRIPTS, "/lesson"))
    assert len(found) == len(set(found))
    assert all((INDEX.parent / path.lstrip("/")).is_file() for path in found)
    assert any(path.startswith("/static/css/index.") for path in found)


def test_imports_are_followed_and_those_made_when_needed_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.1.js").write_text('import{b}from"./b.1.js";import"./c.1.js";import(`./d.1.js`)')
    (tmp_path / "b.1.js").write_text('import{c}from"./c.1.js";export{c as b}')
    (tmp_path / "c.1.js").write_text('import{a}from"./a.1.js"')
    (tmp_path / "d.1.js").write_text("")
    assert chunks.named(tmp_path, ["a", "none"]) == ["a.1.js"]
    assert chunks.needed(tmp_path, ["a.1.js", "gone.1.js"]) == ["a.1.js", "b.1.js", "c.1.js"]


def test_large_files_are_spread_among_the_small(tmp_path: Path) -> None:
    for name, size in {"big": 900, "large": 800, **dict.fromkeys("abcdef", 10)}.items():
        (tmp_path / name).write_bytes(b"x" * size)
    found = chunks.mixed(tmp_path, ["a", "b", "c", "d", "e", "f", "big", "large"])
    assert sorted(found) == ["a", "b", "big", "c", "d", "e", "f", "large"]
    assert abs(found.index("big") - found.index("large")) >= 3
