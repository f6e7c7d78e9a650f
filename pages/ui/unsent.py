"""What stands in plain text areas and is nowhere else yet: kept while it is typed, or asked about.

Streamlit sends a text area only when it is left, and one in a form only with its form.
"""

from __future__ import annotations

from collections.abc import Sequence

from pages.ui import parts

KEPT = "Kept as you write."
NOT_YET = "Not kept yet. Your words are still here."

_UNSENT = parts.component("gs_unsent")


def keep(within: str, kept: Sequence[str]) -> None:
    """Send the areas of the container ``within`` as they are typed in, and say whether they came.

    ``kept`` is what is kept of each of them now, in their order.
    """
    _UNSENT(key=f"unsent.{within}", data={"within": within, "kept": kept, "said": [KEPT, NOT_YET]})


def ask(within: str) -> None:
    """While words stand in a form in the container ``within``, leaving is asked about first."""
    _UNSENT(key=f"unsent.{within}", data={"within": within})
