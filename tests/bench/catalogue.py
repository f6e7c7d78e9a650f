"""How long the course's files take to be read and checked when a process starts."""

from __future__ import annotations

import statistics
import subprocess
import sys

from tests.launch_server import ROOT

STARTS = 5
_START = """
import time
from course.authoring.load import load_course
began = time.process_time()
found = load_course()
print(time.process_time() - began, len(found.catalogue.editions), len(found.problems))
"""


def load() -> tuple[float, int]:
    """CPU seconds to a loaded course in a new process (median of some), and its lessons.

    One thread reads a few small files and checks them, so that on a free machine a clock shows the
    same; on a busy one it would show how busy that is.
    """
    figures = []
    for _ in range(STARTS):
        said = subprocess.run(
            [sys.executable, "-c", _START], cwd=ROOT, check=True, capture_output=True, text=True
        )
        seconds, lessons, problems = said.stdout.split()
        assert problems == "0"
        figures.append(float(seconds))
    return statistics.median(figures), int(lessons)
