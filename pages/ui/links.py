"""Links to pages of ours as markup: any number of them in one element, each a link like any other.

The script that watches the page (``watch_page.js``) follows them without loading the app anew.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

HOME = ""  # the page on which somebody arrives has no path


def link(path: str, inside: str, *, look: str = "", **query: str) -> str:
    """A link to the page at ``path``; ``inside`` is trusted markup, ``look`` names its style."""
    address = f"/{path}" + (f"?{urlencode(query)}" if query else "")
    names = f"gs-go {look}".strip()
    return f'<a class="{names}" href="{escape(address)}" target="_self">{inside}</a>'
