"""How large tests are: small in ``make test``, whole in ``make soak``, which sets GOLDSEAM_SOAK=1.

``python -m tests.soak`` prints the attackers' table and then runs every test file that has a large
form, which is one that asks here or names that variable.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

LARGE = os.environ.get("GOLDSEAM_SOAK") == "1"
TESTS = Path(__file__).parent
_ASKS = re.compile(r"GOLDSEAM_SOAK|\bsoak\.(size|LARGE)\b|from tests\.soak import")


def size(small: int, large: int) -> int:
    """The one or the other number, by what is running."""
    return large if LARGE else small


def large_files() -> list[str]:
    """Test files with a large form, and those of the proof, as paths from the project's root."""
    from tests.privacy.proof import registry

    large = {
        str(file.relative_to(TESTS.parent))
        for file in TESTS.rglob("test_*.py")
        if _ASKS.search(file.read_text(encoding="utf-8"))
    }
    return sorted(large | set(registry.files()))


def main() -> int:
    """Print the table, then run the large tests; 1 when either fails."""
    from tests.privacy.proof import table

    held = table.main()
    environ = {**os.environ, "GOLDSEAM_SOAK": "1"}
    command = [sys.executable, "-m", "pytest", *large_files(), *sys.argv[1:]]
    return subprocess.run(command, check=False, env=environ).returncode or held


if __name__ == "__main__":
    sys.exit(main())
