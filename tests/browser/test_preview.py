"""A lesson is seen while it is written: read on each change, lint beside it, nothing kept."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.authoring.load import load_course
from tests.browser.walking import SLOW, heading, place, submit, write
from tests.course.authoring.samples import LESSON, course, spoil
from tests.launch_server import ROOT, START_SECONDS, free_port

EDITED = 10_000  # milliseconds until a change is on the page


@dataclass
class Previewing:
    """A preview's process, where it is, and the folder of its course."""

    process: subprocess.Popen[bytes]
    url: str
    folder: Path
    scratch: Path
    log: Path

    def left_over(self) -> list[str]:
        """What the process has put into the machine's folder for temporary files."""
        return [path.name for path in self.scratch.glob("goldseam-preview-*")]

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


@contextmanager
def previewing(tmp_path: Path, folder: Path, lesson: Path) -> Iterator[Previewing]:
    port, scratch, log = free_port(), tmp_path / "scratch", tmp_path / "log"
    scratch.mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GOLDSEAM_", "STREAMLIT_"))}
    # HOST and a database of somebody's own are not for a preview.
    environ = {**kept, "PORT": str(port), "HOST": "0.0.0.0", "TMPDIR": str(scratch)}
    environ |= {"DATABASE_URL": "postgresql://nowhere/at-all", "GOLDSEAM_DATA": "/nowhere"}
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "pages.routes.preview", str(lesson)],
            cwd=ROOT,
            env=environ,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    found = Previewing(process, f"http://localhost:{port}", folder, scratch, log)
    try:
        _wait(found)
        yield found
    finally:
        process.kill()
        process.wait()


def _wait(found: Previewing) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert found.process.poll() is None, found.log.read_text()
        try:
            with urllib.request.urlopen(f"{found.url}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(found.log.read_text())


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Previewing]:
    folder = course(tmp_path)
    with previewing(tmp_path, folder, folder / LESSON) as found:
        yield found


def test_a_lesson_is_tried_edited_and_read_again_without_a_sign_in(
    preview: Previewing, page: Page
) -> None:
    assert f"01-begin.md is at {preview.url}/lesson?lesson=begin" in preview.log.read_text()
    page.goto(f"{preview.url}/lesson?lesson=begin&step=write")
    heading(page, "Write")
    panel = page.locator(".st-key-page_preview")
    expect(panel.get_by_text("Lint finds nothing.")).to_be_visible(timeout=SLOW)
    expect(panel.get_by_role("heading", name="01-begin.md")).to_be_visible()
    # It works as it will for learners.
    reply = load_course(preview.folder).catalogue.exercise("begin", "late")
    write(place(page, reply), reply)
    submit(place(page, reply))
    expect(page.get_by_text("Your repair")).to_be_visible(timeout=SLOW)
    # A change is on the page without a reload, and what lint says of it too.
    spoil(preview.folder, LESSON, "Between two exercises stands prose.", "Edited just now!")
    expect(page.get_by_text("Edited just now!", exact=True)).to_be_visible(timeout=EDITED)
    expect(panel.get_by_text("1 to put right")).to_be_visible()
    said = panel.get_by_role("listitem")
    expect(said).to_contain_text("step.write: Say it without an exclamation mark.")
    # What cannot be read leaves the lesson as it was, and is named with its line.
    spoil(preview.folder, LESSON, "intensity: 1", "intensity: 9")
    expect(panel.get_by_text("late.intensity: This must be 1, 2 or 3.")).to_be_visible(
        timeout=EDITED
    )
    expect(panel.get_by_text("It can’t be drawn until this is put right.")).to_be_visible()
    spoil(preview.folder, LESSON, "intensity: 9", "intensity: 1")
    spoil(preview.folder, LESSON, "Edited just now!", "Edited again.")
    expect(panel.get_by_text("Lint finds nothing.")).to_be_visible(timeout=EDITED)
    page.goto(f"{preview.url}/lesson?lesson=begin&step=write")
    expect(page.get_by_text("Edited again.", exact=True)).to_be_visible(timeout=SLOW)


def test_what_law_and_duty_ask_is_read_where_it_holds(preview: Previewing, page: Page) -> None:
    page.goto(f"{preview.url}/lesson?lesson=begin&step=try")
    heading(page, "Try")
    expect(page.get_by_text("Look up what applies where you work.")).to_be_visible(timeout=SLOW)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="England").click()
    expect(page.get_by_text("A rule says so")).to_be_visible(timeout=SLOW)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_only_this_machine_reaches_it_and_nothing_is_left_of_it(
    preview: Previewing, how: signal.Signals
) -> None:
    port = int(preview.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    # Whoever listens for other machines too also answers here.
    with pytest.raises(OSError, match=r"refused|reach"):
        socket.create_connection(("127.0.0.2", port), timeout=5)
    assert len(preview.left_over()) == 1
    assert preview.stop(how) in {0, -how}
    assert preview.left_over() == []


@pytest.mark.parametrize("given", [[], ["nothing-here.md"]])
def test_without_a_lesson_it_says_how_to_name_one(given: list[str]) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "pages.routes.preview", *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert found.returncode == 2
    assert "Name a lesson: make preview LESSON=course/content/lessons/" in found.stderr
