"""What a note offers: taking time, telling one's trainer something, pausing, leaving."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.letters import preferences
from course.letters.preferences import PAUSES
from course.own import leaving
from course.study import noted, telling
from course.study.telling import TEXT_MOST, Preview
from pages.ui import days, gate, layout, note_card, tab_state, unsent, wiring

ASKED = "do"
TITLES = note_card.OFFERS
WEEKS = {2: "two", 4: "four"}


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    asked = st.query_params.get(ASKED, "")
    asked = asked if asked in TITLES else "time"
    with layout.page("note", width=660, gap="medium"):
        st.page_link("learn.py", label="Course", icon=":material/arrow_back:")
        layout.html(f"<h1>{escape(TITLES[asked])}</h1>")
        said = tab_state.take("note.said")
        if isinstance(said, str):
            layout.note("tip", said)
        {"time": _time, "tell": _tell, "pause": _pause, "leave": _leave}[asked](viewer, cohort_id)
        layout.html('<h2 class="gs-sec">Or</h2>')
        note_card.offers(but=asked)


def _time(viewer: Viewer, cohort_id: str) -> None:
    with wiring.reading() as work:
        ends_on, keep_until = noted.until(work, viewer, cohort_id)
    layout.html(
        '<p class="gs-p">Take it. A lesson that is open stays open, nothing here is late, and '
        "nobody is told how far anyone has come. The cohort runs until "
        f"{days.long(ends_on)}; what you write is kept until {days.long(keep_until)}.</p>"
    )
    layout.note(
        "tip",
        "There is nothing to fill in. If your instructor should know, tell them in your own words; "
        "if letters are too much, pause them.",
    )


def _tell(viewer: Viewer, cohort_id: str) -> None:
    box = tab_state.fresh_key(f"tell.{cohort_id}")
    with st.container(key="unsent_tell"), st.form("tell", border=False):
        whom = st.container()
        text = st.text_area("Your message", height=140, max_chars=TEXT_MOST, key=box)
        st.form_submit_button(
            "See what will be sent", type="secondary" if text.strip() else "primary"
        )
    with wiring.reading() as work:
        shown = telling.preview(work, viewer, cohort_id, text)
    named = ", ".join(shown.to) or "your instructors"
    whom.html(
        f'<p class="gs-p">This goes to <bdi>{layout.literal(named)}</bdi> under your name. They '
        "see what you send and nothing else: not this page, and not your work.</p>"
    )
    if shown.text:
        _confirm(viewer, cohort_id, shown)
    _sent(viewer, cohort_id, shown)
    unsent.ask("unsent_tell")


def _confirm(viewer: Viewer, cohort_id: str, shown: Preview) -> None:
    email = f"<dt>Email</dt><dd>{layout.literal(shown.email)}</dd>" if shown.email else ""
    with st.container(key="card_tell", gap="small"):
        layout.html(
            '<p class="gs-eyebrow">Exactly this is sent</p>'
            f'<dl class="gs-facts"><dt>Name</dt><dd><bdi>{layout.literal(shown.name)}</bdi></dd>'
            f"{email}<dt>Day</dt><dd>{days.short(shown.on)}</dd></dl>"
            f'<p class="gs-words" dir="auto">{layout.literal(shown.text)}</p>'
        )
        if st.button("Send it", type="primary"):
            sent = _do(
                lambda work: telling.tell(work, viewer, cohort_id, shown.text),
                "Sent. Your instructor reads it when they next open their page.",
            )
            if sent:
                tab_state.clear(f"tell.{cohort_id}")
                st.rerun()


def _sent(viewer: Viewer, cohort_id: str, shown: Preview) -> None:
    if not shown.sent:
        return
    with layout.section("With your instructor now"):
        for one in shown.sent:
            with st.container(key=f"quiet_sent_{one.id}", gap="small"):
                layout.html(
                    f'<p class="gs-small gs-muted gs-p">{days.short(one.on)}</p>'
                    f'<p class="gs-words" dir="auto">{layout.literal(one.text)}</p>'
                )
                if st.button("Take it back", key=f"back_{one.id}"):
                    _take_back(viewer, cohort_id, one.id)


def _take_back(viewer: Viewer, cohort_id: str, message_id: str) -> None:
    if _do(
        lambda work: telling.take_back(work, viewer, cohort_id, message_id), "It is taken back."
    ):
        st.rerun()


def _pause(viewer: Viewer, cohort_id: str) -> None:
    with wiring.reading() as work:
        chosen = preferences.mine(work, viewer)
    if chosen.paused_until is not None:
        _paused(viewer, chosen.paused_until)
        return
    layout.html(
        '<p class="gs-p">For some weeks no letters come to you, and notes wait folded on your '
        "course page. Lessons stay open, and nobody is told.</p>"
    )
    with st.container(horizontal=True, gap="small"):
        for weeks in PAUSES:
            if st.button(f"Pause for {WEEKS[weeks]} weeks", key=f"pause_{weeks}"):
                _set_pause(viewer, weeks, "Paused.")


def _set_pause(viewer: Viewer, weeks: int, sentence: str) -> None:
    if _do(lambda work: preferences.pause(work, viewer, weeks), sentence):
        st.rerun()


def _paused(viewer: Viewer, until: date) -> None:
    layout.note("tip", f"You paused until {days.long(until)}. No letters come until then.")
    if st.button("Go on now"):
        _set_pause(viewer, 0, "Letters and notes go on.")


def _leave(viewer: Viewer, cohort_id: str) -> None:
    name = next(one.cohort_name for one in viewer.belongs if one.cohort_id == cohort_id)
    layout.html(
        '<p class="gs-p">You can leave at any time, without a reason. From that moment nothing of '
        f"<bdi>{layout.literal(name)}</bdi> opens for you and no letter comes. The "
        "roster no longer names you. What you wrote stays sealed until the keep-until date, and "
        "is yours again if you are invited back and join with this account. Figures already "
        "counted stay.</p>"
    )
    with st.form("leave", border=False):
        sure = st.checkbox("Yes, I leave this cohort")
        if not st.form_submit_button("Leave"):
            return
    if not sure:
        layout.note("bad", "Nothing was changed. Tick the box first if you mean to leave.")
    elif _do(lambda work: leaving.leave(work, viewer, cohort_id), ""):
        st.switch_page("manage_account.py")


def _do(job: wiring.Job, sentence: str) -> bool:
    """Do one thing in a transaction of its own, and say what came of it."""
    try:
        with wiring.writing() as work:
            job(work)
    except GoldseamError as error:
        gate.say(error)
        return False
    if sentence:
        tab_state.leave("note.said", sentence)
    return True


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error_found:
    gate.say(error_found)
