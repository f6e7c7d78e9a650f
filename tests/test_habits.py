"""The project's habits: what the README, the Makefile and the lock files say is true."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _bare(requirement: str) -> str:
    return re.split(r"[\[=<>~! ;]", requirement)[0].lower().replace("_", "-")


def _locked(name: str) -> set[str]:
    return {
        _bare(line)
        for line in _text(name).splitlines()
        if re.match(r"[a-zA-Z0-9]", line) and "==" in line
    }


def test_both_lock_files_hold_every_dependency_that_is_named() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    runtime = {_bare(r) for r in project["dependencies"]}
    development = {_bare(r) for r in project["optional-dependencies"]["dev"]}
    assert runtime - _locked("requirements.txt") == set()
    assert (runtime | development) - _locked("requirements-dev.txt") == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pinned_package_has_a_hash_and_no_address(name: str) -> None:
    text = _text(name)
    pins = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", text, re.M | re.S)
    assert len(pins) > 40
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in text


def test_ci_calls_exactly_the_test_command_of_the_readme() -> None:
    assert "make test " in _text("README.md")
    commands = [line for line in _text(".ci/run").splitlines() if line and not line.startswith("#")]
    assert commands == ["exec make test"]


def test_make_alone_lists_every_target_with_a_line_of_help() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^  make (\S+) +\S", shown, re.M)
    phony = re.search(r"^\.PHONY: (.*)$", _text("Makefile"), re.M)
    assert phony is not None
    assert sorted(listed) == sorted(phony.group(1).split())


def test_without_a_fitting_python_make_says_what_to_install(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    (tmp_path / "Makefile").write_text(_text("Makefile"))
    (tmp_path / "requirements.txt").write_text("")
    asked = subprocess.run(
        ["make", ".venv"],
        cwd=tmp_path,
        env={"PATH": f"{tools}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "Goldseam needs Python 3.11, 3.12 or 3.13: install it first" in asked.stderr


def test_without_ensurepip_make_says_what_to_install(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    script = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac\n'
    (tools / "python3.13").write_text(script)
    (tools / "python3.13").chmod(0o755)
    (tmp_path / "Makefile").write_text(_text("Makefile"))
    (tmp_path / "requirements.txt").write_text("")
    asked = subprocess.run(
        ["make", ".venv"],
        cwd=tmp_path,
        env={"PATH": f"{tools}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    assert "no ensurepip: install it first (Debian: apt install python3.11-venv)" in asked.stderr


def test_the_readme_names_every_setting_and_every_page() -> None:
    readme = _text("README.md")
    settings = set(re.findall(r'environ\.get\(\s*"([A-Z_]+)"', _text("course/settings.py")))
    assert settings == set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.M))
    pages = {
        f"pages/{p.name}"
        for p in (ROOT / "pages").glob("*.py")
        if p.name not in {"__init__.py", "frame.py", "registry.py"}
    }
    assert pages == set(re.findall(r"`(pages/\w+\.py)`", readme))


def test_every_local_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?://)([^)]+)\)", _text("README.md"))
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_no_tracked_file_names_a_registry_or_a_home_folder() -> None:
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    suspicious = re.compile(r"/(root|home|Users)/|pypi\.org/simple|files\.pythonhosted")
    found = [
        name
        for name in names
        if Path(name).suffix in {".py", ".md", ".txt", ".toml", ".yml", ""}
        and name != "tests/test_habits.py"
        and (ROOT / name).is_file()
        and suspicious.search(_text(name))
    ]
    assert found == []


def test_streamlit_is_told_what_keeps_it_quick_and_quiet() -> None:
    told = tomllib.loads(_text(".streamlit/config.toml"))
    assert told["runner"]["postScriptGC"] is False
    assert told["logger"]["enableRich"] is False
    assert told["client"]["showErrorDetails"] == "none"
    assert told["server"]["address"] == "localhost"
    assert told["browser"]["gatherUsageStats"] is False
    fonts = [face["url"] for face in told["theme"]["fontFaces"]]
    assert fonts
    for url in fonts:
        assert (ROOT / "pages" / url.removeprefix("app/")).is_file(), url
