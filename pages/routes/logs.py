"""One way of logging. An exception's own text never reaches the log: it may quote a person."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course.authoring.problem import Problem

ROOT = str(Path(__file__).resolve().parents[2])
FRAMES = 6


def configure() -> None:
    """Log to standard error, for the whole process, with every exception reduced to its place."""
    logging.setLogRecordFactory(_record)
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        force=True,
    )
    # Alembic and the HTTP client tell more than anyone needs to know.
    for name in ("alembic", "httpx", "httpcore", "uvicorn.access", "watchdog"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **kwargs)
    # Streamlit and uvicorn log whole tracebacks, and a traceback ends with the exception's text.
    if record.exc_info and record.exc_info[1] is not None:
        record.msg = f"{record.getMessage()} [{summary(record.exc_info[1])}]"
        record.args = ()
    record.exc_info = None
    record.stack_info = None
    return record


def summary(error: BaseException) -> str:
    """An exception's type and the lines it came through, without its text."""
    lines = [
        f"{frame.filename.removeprefix(ROOT).lstrip('/')}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ][-FRAMES:]
    return f"{type(error).__name__} at {' > '.join(lines)}"


def problems(found: Sequence[Problem]) -> None:
    """Say what is not well with the lessons: file, line and field. The application goes on."""
    for problem in found:
        level = logging.WARNING if problem.warning else logging.ERROR
        logging.getLogger("goldseam.lessons").log(level, "%s", problem)
