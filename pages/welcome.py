"""The first page while nobody is signed in: what this is, and how to get in."""

from __future__ import annotations

import streamlit as st

from course.signing import links
from pages.routes import providers
from pages.ui import layout, wiring
from pages.ui.bowl import bowl_svg

_LINKS = """
<ul class="gs-p">
<li>Invited? Open the link in your invitation. It is yours alone, and works once.</li>
<li>Joined already? <a href="/return">Come back with your recovery phrase</a>.</li>
<li>Signed in on another device? Its account page makes a link for this one.</li>
<li>At a workshop? <a href="/join">Type the code on the screen</a>. You need no account.</li>
</ul>
"""


def draw() -> None:
    """The whole page."""
    course = wiring.installation().catalogue.course
    with (
        layout.page("welcome", width=980),
        st.container(horizontal=True, vertical_alignment="center", gap="large"),
    ):
        with st.container(width=500):
            whom = f'<p class="gs-p">{layout.literal(course.for_whom or "")}</p>'
            layout.html(
                f"<h1>{layout.literal(course.title)}</h1>{whom if course.for_whom else ''}"
                f'<p class="gs-lead">{layout.literal(course.promise)}</p>'
            )
            _ways_in()
        with st.container(width=380):
            layout.svg(bowl_svg([1.0] * 8))


def _ways_in() -> None:
    reason = links.refusal(wiring.installation().settings)
    if reason:
        layout.note("bad", reason)
        return
    with layout.section("How to get in"):
        layout.html(_LINKS)
    _providers()


def _providers() -> None:
    configured = providers.configured()
    if not configured:
        return
    with layout.section("Or use an account you have"), st.container(horizontal=True):
        for source in configured:
            st.button(
                f"Go on with {source.label}",
                key=f"provider_{source.name}",
                on_click=st.login,
                args=[source.name],
            )


draw()
