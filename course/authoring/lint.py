"""Every problem in the course's files, as ``python -m course lint`` prints them."""

from __future__ import annotations

from pathlib import Path

from course.authoring import rules
from course.authoring.folder import read_folder
from course.authoring.load import CONTENT
from course.authoring.problem import Problem


def lint(folder: Path = CONTENT, overrides: Path | None = None) -> tuple[int, tuple[Problem, ...]]:
    """How many lesson files were read, and every problem in them. Raises nothing."""
    text = read_folder(folder, overrides)
    found = (*text.problems, *rules.every(text))
    return len(text.every_lesson()), tuple(sorted(found, key=lambda p: (p.file, p.line)))


def report(lessons: int, problems: tuple[Problem, ...]) -> tuple[str, bool]:
    """What to print, and whether the check passes (warnings let it)."""
    failed = any(not problem.warning for problem in problems)
    lines = [str(problem) for problem in problems]
    if not failed:
        lines.append(f"No problems in {lessons} lesson{'' if lessons == 1 else 's'}.")
    return "\n".join(lines), not failed
