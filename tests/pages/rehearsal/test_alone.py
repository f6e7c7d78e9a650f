"""A whole plan with simulated participants, over the real protocol, led by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.content import our_course
from tests.launch_server import ROOT, free_port

PEOPLE = 60
MINUTES = 4


def rehearse(*given: str) -> subprocess.CompletedProcess[str]:
    """Run ``make rehearse`` in a process of its own."""
    environ = {name: value for name, value in os.environ.items() if "GOLDSEAM" not in name}
    return subprocess.run(
        [sys.executable, "-m", "pages.rehearsal", *given],
        cwd=ROOT,
        env={**environ, "PORT": str(free_port()), "PYTHONUNBUFFERED": "1"},
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )


def test_sixty_take_part_in_the_three_hour_plan_and_no_log_has_an_error() -> None:
    done = rehearse("three-hours", str(PEOPLE), "alone")
    plan = our_course().workshops["three-hours"]
    written = done.stdout + done.stderr
    assert re.findall(r"(?s)(?:ERROR|WARNING|Traceback).*", written) == []
    led = [line for line in done.stdout.splitlines() if ", round " in line]
    wanted = sum(one.rounds_count for one in plan.activities)
    assert len({line.partition(":")[0] for line in led}) == wanted
    assert re.search(rf"^{PEOPLE} joined, \d+ answers received, 0 refused\.$", written, re.M)
    assert done.returncode == 0


def test_an_unknown_plan_names_those_there_are() -> None:
    done = rehearse("nowhere", "alone")
    assert done.returncode == 2
    assert done.stderr.startswith("There is no plan nowhere. These are: lesson-1-colour-line, ")


def test_a_crowd_too_large_for_a_rehearsal_is_refused() -> None:
    done = rehearse("three-hours", "9000")
    assert (done.returncode, done.stderr) == (2, "PEOPLE is a number from 1 to 200.\n")
