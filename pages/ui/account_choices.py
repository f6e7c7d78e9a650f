"""On the account page: how pages look, letters by mail, and a calendar by link."""

from __future__ import annotations

import streamlit as st

from course.access import Role, Viewer
from course.errors import GoldseamError
from course.letters import feed, preferences
from course.letters.preferences import Preferences
from course.look import LineSpacing, Look, TextSize
from pages.ui import days, gate, layout, tab_state, wiring

SIZES = {
    TextSize.USUAL: "Usual",
    TextSize.LARGER: "Larger",
    TextSize.LARGEST: "Largest",
}
SPACINGS = {LineSpacing.USUAL: "Usual", LineSpacing.WIDE: "Wide"}
LETTERS = (
    "Three kinds: that a lesson opened, a weekly note, and what your instructor writes to "
    "everyone. Everyone who asks gets the same ones, whatever they have or haven't done, so that "
    "receiving one says nothing about you. Each has a link that ends them."
)


def draw(viewer: Viewer) -> None:
    """The three sections."""
    with wiring.reading() as work:
        mine = preferences.mine(work, viewer)
    _look(viewer, mine.look)
    if wiring.installation().settings.smtp_url and viewer.cohorts_as(Role.LEARNER):
        _letters(viewer, mine)
    if viewer.belongs:
        _calendar(viewer, has_feed=mine.has_feed)


def _look(viewer: Viewer, look: Look) -> None:
    sub = "These follow your account to every device."
    with layout.section("How pages look", sub), st.form("look", border=False):
        size = st.radio(
            "Text size",
            list(SIZES),
            index=list(SIZES).index(look.text_size),
            format_func=SIZES.__getitem__,
            horizontal=True,
        )
        spacing = st.radio(
            "Line spacing",
            list(SPACINGS),
            index=list(SPACINGS).index(look.line_spacing),
            format_func=SPACINGS.__getitem__,
            horizontal=True,
        )
        hide = st.checkbox(
            "Hide clocks",
            look.hide_clocks,
            help="Timed tasks then show no clock. They count the same.",
        )
        if st.form_submit_button("Save how pages look"):
            _do(lambda work: preferences.set_look(work, viewer, Look(size, spacing, hide)))


def _letters(viewer: Viewer, mine: Preferences) -> None:
    with layout.section("Letters by mail", LETTERS):
        if mine.reminders and mine.paused_until is not None:
            until = days.long(mine.paused_until)
            layout.note("tip", f"Letters are paused until {until}.")
            if st.button("Let them go on now"):
                _do(lambda work: preferences.pause(work, viewer, 0))
        elif mine.reminders:
            layout.html('<p class="gs-p">Letters come to your email address.</p>')
        if mine.reminders:
            if st.button("Turn letters off"):
                _do(lambda work: preferences.set_reminders(work, viewer, wanted=False))
        elif st.button("Send me these letters"):
            _do(lambda work: preferences.set_reminders(work, viewer, wanted=True))


def _calendar(viewer: Viewer, *, has_feed: bool) -> None:
    sub = (
        "A secret link for your own calendar program: the days on which lessons open, and nothing "
        "of what you do."
    )
    with layout.section("Calendar", sub):
        new = tab_state.take("account.calendar")
        if isinstance(new, str):
            st.code(new, language=None, wrap_lines=True)
            layout.note(
                "gold",
                "Shown this once. Whoever has the link can see these days, so keep it to yourself.",
            )
        elif has_feed:
            layout.html(
                '<p class="gs-p">There is a link. It was shown once; a new one takes its place.</p>'
            )
        with st.container(horizontal=True, gap="small"):
            if st.button("Make a new link" if has_feed else "Make a calendar link"):
                with wiring.writing() as work:
                    tab_state.leave("account.calendar", feed.make(work, viewer))
                st.rerun()
            if has_feed and st.button("Take the link back"):
                _do(lambda work: feed.revoke(work, viewer))


def _do(job: wiring.Job) -> None:
    try:
        with wiring.writing() as work:
            job(work)
    except GoldseamError as error:
        gate.say(error)
        return
    st.rerun()
