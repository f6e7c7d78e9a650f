"""Work that a page starts and does not wait for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("goldseam.errand")


def beside(job: Callable[[], object], wait: float = 0.0) -> bool:
    """Start ``job`` in a thread of its own and wait at most ``wait`` seconds; True if it is done.

    The job keeps its own record of what came of it; an error in it is logged by its kind alone.
    """

    def run() -> None:
        try:
            job()
        except Exception as error:
            log.error("an errand could not be finished: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="goldseam errand", daemon=True)
    thread.start()
    thread.join(wait)
    return not thread.is_alive()
