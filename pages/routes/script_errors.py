"""What a person sees when a page meets an error nobody foresaw: a calm sentence and a number."""

from __future__ import annotations

import logging
import secrets

from course.errors import GoldseamError
from course.installation import is_away
from pages.routes.logs import summary
from pages.ui import gate, layout

log = logging.getLogger("goldseam.pages")


def handle(error: Exception) -> bool:
    """Show one sentence; the details go to the log under the same number, without any text."""
    if isinstance(error, GoldseamError):
        gate.say(error)
        return True
    if is_away(error):
        log.error("the store is away: %s", summary(error))
        gate.away()
        return True
    reference = secrets.token_hex(4)
    log.error("reference %s: %s", reference, summary(error))
    layout.note(
        "bad",
        "This did not work, and it is not your doing. What you saved is safe. "
        f"If it happens again, tell whoever runs this server the number {reference}.",
    )
    return True
