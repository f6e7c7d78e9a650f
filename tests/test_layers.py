"""The rules of the layout: who may import whom, how long a file may be, what stands only once."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.ui.registry import PAGES

ROOT = Path(__file__).parent.parent
LONGEST = 250
WEB = {"streamlit", "starlette", "uvicorn", "httpx"}

# What a layer never imports. The tests' own folder is imported by nobody but the tests.
NEVER = {
    "db": {"course", "pages", "app", "tests"} | WEB,
    "course": {"pages", "app", "tests"} | WEB,
    "pages": {"app", "tests", "db"},
}


def _sources(*folders: str, kinds: tuple[str, ...] = (".py",)) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in kinds and "__pycache__" not in path.parts:
                yield path


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every import of a file, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.lineno, node.module or ""


def _places(found: Iterator[tuple[Path, int]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}:{line}" for path, line in found]


@pytest.mark.parametrize("layer", sorted(NEVER))
def test_data_flows_one_way(layer: str) -> None:
    found = (
        (path, line)
        for path in _sources(layer)
        for line, module in _imports(path)
        if module.split(".")[0] in NEVER[layer]
    )
    assert _places(found) == []


def test_only_db_speaks_sql() -> None:
    # The types of a session and an engine are passed on, and errors are told apart; that is all.
    allowed = {"sqlalchemy.Engine", "sqlalchemy.orm.Session"}
    found = (
        (path, node.lineno)
        for path in _sources("pages", "course")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sqlalchemy")
        and node.module != "sqlalchemy.exc"
        and not {f"{node.module}.{alias.name}" for alias in node.names} <= allowed
    )
    assert _places(found) == []


def _names(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("session_state", "pages/ui/tab_state.py"),
        ("cache_data", None),
        ("utcnow", None),
    ],
)
def test_what_stands_only_in_one_file(name: str, home: str | None) -> None:
    found = (
        (path, line)
        for path in _sources("pages", "course", "db")
        for line, used in _names(path)
        if used == name and (home is None or path != ROOT / home)
    )
    assert _places(found) == []


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    found = (
        (path, node.lineno)
        for path in _sources("pages", "course", "db")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "time", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time"}
        and path != ROOT / "course" / "clock.py"
    )
    assert _places(found) == []


def test_the_top_level_holds_these_folders_and_no_other() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    folders = {name.split("/")[0] for name in listed if "/" in name}
    assert folders == {".ci", ".streamlit", "course", "db", "deploy", "pages", "tests"}


def test_no_source_file_is_longer_than_250_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in [
            ROOT / "app.py",
            *_sources("pages", "course", "db", "tests", kinds=(".py", ".js", ".css", ".html")),
        ]
        if path.parent != ROOT / "db" / "migrations" / "versions"  # written by Alembic
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_page_is_in_the_registry_and_named_like_no_module_of_pythons_own() -> None:
    files = {path.name for path in (ROOT / "pages").glob("*.py")} - {"__init__.py", "frame.py"}
    assert files == {entry.file for entry in PAGES}
    assert len({entry.path for entry in PAGES}) == len(PAGES)
    first_on_the_path = {path.stem for path in (ROOT / "pages").iterdir()} - {"__init__"}
    assert first_on_the_path & set(sys.stdlib_module_names) == set()
