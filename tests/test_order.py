"""The fast tests come first, and nothing follows a browser's in any process of `make test`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests import conftest, order

ROOT = Path(__file__).parent.parent
NOTE = """
import os, pytest
@pytest.mark.parametrize("number", range({times}))
def test_it(number):
    with open({log!r}, "a") as log:
        log.write(os.environ["PYTEST_XDIST_WORKER"] + " {folder}\\n")
"""
# Many tests in the browser's files and few in the others: sorted by size, theirs would be first.
FILES = {"browser": (3, 30), "pages": (4, 2), "course": (4, 1)}


def test_the_longest_files_of_the_browser_come_before_its_others() -> None:
    files = ["browser/test_a", "pages/test_b", "course/test_c", "test_d", "browser/test_story"]
    ordered = sorted((f"tests/{file}.py::test" for file in files), key=order.place)
    assert [node.split(".")[0].removeprefix("tests/") for node in ordered] == [
        *("course/test_c", "test_d", "pages/test_b", "browser/test_story", "browser/test_a")
    ]


def test_the_files_that_come_first_are_there() -> None:
    assert [name for name in order.LONG if not (ROOT / f"tests/browser/{name}.py").is_file()] == []


def _run(folder: Path, options: list[str]) -> dict[str, list[str]]:
    """Which folders' tests each process ran, in order."""
    log = folder / "log"
    for name, (files, times) in FILES.items():
        (folder / "tests" / name).mkdir(parents=True)
        for number in range(files):
            test = NOTE.format(times=times, log=str(log), folder=name)
            (folder / "tests" / name / f"test_{name}_{number}.py").write_text(test)
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "-p", "tests.order", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found: dict[str, list[str]] = {}
    for line in log.read_text().splitlines():
        worker, ran = line.split()
        found.setdefault(worker, []).append(ran)
    assert sum(map(len, found.values())) == sum(files * times for files, times in FILES.values())
    return found


def _out_of_order(ran: list[str]) -> list[str]:
    first = ran.index("browser") if "browser" in ran else len(ran)
    return [folder for folder in ran[first:] if folder != "browser"]


def test_no_process_runs_anything_after_a_browsers_tests(tmp_path: Path) -> None:
    recipe = re.search(r"-m pytest (.*) \$\(ARGS\)", (ROOT / "Makefile").read_text())
    assert recipe is not None
    ran = _run(tmp_path, recipe.group(1).split())
    assert len(ran) == 2
    assert [_out_of_order(folders) for folders in ran.values()] == [[], []]


def test_these_tests_are_in_that_order() -> None:
    assert conftest.pytest_collection_modifyitems is order.pytest_collection_modifyitems
