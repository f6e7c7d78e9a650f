"""How large a test is: small in ``make test``, as large as it is asked for with GOLDSEAM_SOAK=1."""

from __future__ import annotations

import os

SOAK = os.environ.get("GOLDSEAM_SOAK") == "1"


def size(quick: int, soak: int) -> int:
    """How often, how many or how long."""
    return soak if SOAK else quick
