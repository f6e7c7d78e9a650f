"""A notice left for somebody by the server, above whatever page they arrive at."""

from __future__ import annotations

from pages.ui import layout

NOT_YOU = "If you did not ask for it, ask whoever runs this server why."


def draw(text: str) -> None:
    """The notice, and where it is put away."""
    with layout.page("notice", width=740):
        layout.html(
            f'<p class="gs-note gs-note-gold">{layout.literal(text)} {NOT_YOU} '
            '<a href="/account">Put this away on your account page</a></p>'
        )
