"""Where the tests keep their files: in memory, where the machine has enough of it.

Nobody cuts the power here, and a few hundred databases made and thrown away would wait for the disk
most of the time. What a kill of a process leaves behind is the same in memory.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 3 * 1024**3  # bytes; a whole run has been seen to need a tenth of that


def has_room(folder: Path, meminfo: Path = Path("/proc/meminfo")) -> bool:
    """Whether a folder in memory is there, and room in it and in the machine's memory."""
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB$", meminfo.read_text(), re.M)
        free = shutil.disk_usage(folder).free
    except OSError:
        return False
    available = int(found.group(1)) * 1024 if found else 0
    return os.access(folder, os.W_OK | os.X_OK) and min(available, free) >= _ROOM


def folder() -> Path:
    """The folder that the tests' own are made in."""
    return Path(os.environ.get("PYTEST_DEBUG_TEMPROOT") or tempfile.gettempdir())


def pytest_configure() -> None:
    """Before anything asks for a temporary folder; ``--basetemp`` and the variable go first."""
    if has_room(_MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
