"""How large tests are: small in ``make test``, whole in ``make soak``, which sets GOLDSEAM_SOAK=1.

``python -m tests.soak`` prints the attackers' table and then runs every test file that has a large
form, which is one that asks here or names that variable.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LARGE = os.environ.get("GOLDSEAM_SOAK") == "1"
TESTS = Path(__file__).parent


def size(small: int, large: int) -> int:
    """The one or the other number, by what is running."""
    return large if LARGE else small


def large_files() -> list[str]:
    """Test files with a large form, as paths from the project's root."""
    return sorted(
        str(file.relative_to(TESTS.parent))
        for file in TESTS.rglob("test_*.py")
        if any(name in file.read_text(encoding="utf-8") for name in ("GOLDSEAM_SOAK", "soak."))
    )


def main() -> int:
    """Print the table, then run the large tests; 1 when either fails."""
    from tests.privacy.proof import table

    held = table.main()
    environ = {**os.environ, "GOLDSEAM_SOAK": "1"}
    command = [sys.executable, "-m", "pytest", *large_files(), *sys.argv[1:]]
    return subprocess.run(command, check=False, env=environ).returncode or held


if __name__ == "__main__":
    sys.exit(main())
