"""The end of the course: a record to hand in, a certificate, and whether others may check it."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.paper.render import not_printed
from course.study import certificate, completion, record
from course.study.certificate import KNOWN, MEANING, Certificate
from course.study.record import Mine, Record
from pages.ui import days, gate, layout, record_view, tab_state, wiring

OFF = (
    "The page goes away and the badge is revoked, for good. If you let others check it again, the "
    "address and the badge are new ones."
)
TELLS = (
    "Handing it in tells your instructors that you completed the course. In figures that count "
    "who completed, you are then somebody they know of. Not handing it in tells them nothing."
)


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    with wiring.reading() as work:
        mine = record.mine(work, viewer, cohort_id)
        every = certificate.public(work, viewer)
    public = next((one for one in every if one.cohort_id == cohort_id), None)
    with layout.page("finish", width=740, gap="large"):
        layout.html(f'<h1>The end of the course</h1><p class="gs-lead">{MEANING}</p>')
        if not mine.standing.is_complete:
            _not_yet(mine)
        if mine.would_be is not None or mine.handed_in is not None:
            _record(viewer, cohort_id, mine)
        if mine.standing.is_complete:
            _paper(viewer, cohort_id)
        if mine.standing.is_complete or public is not None:
            _checking(viewer, cohort_id, public)
        _beside()


def _not_yet(mine: Mine) -> None:
    left = mine.standing.lessons_left
    lessons = "One lesson is" if left == 1 else f"{left} lessons are"
    said = (
        f"{lessons} not mended yet. Once all are, this page has a record that you can hand in by "
        "name, a certificate, and a badge."
    )
    if mine.standing.practice:
        done = completion.hours(mine.standing.practice)
        said += f" As designed, the practice you have done takes {done}."
    layout.note("tip", said)


def _record(viewer: Viewer, cohort_id: str, mine: Mine) -> None:
    shown: Record | None = mine.handed_in or mine.would_be
    with layout.section("Hand in my record", "By name, to your instructors, if you wish."):
        with st.container(key="card_record", gap="small"):
            if shown is not None:
                layout.html(record_view.record_html(shown))
        if mine.handed_in is None:
            layout.note("gold", f"This is all of it. {TELLS}")
            if st.button("Hand it in", type="primary", key="hand_in"):
                with wiring.writing() as work:
                    record.hand_in(work, viewer, cohort_id)
                st.rerun()
            return
        until = days.long(mine.until)
        said = "Handed in. The roster says so; your instructors can read what stands above."
        layout.note(
            "tip",
            f"{said} You can take it back before {until}."
            if mine.may_withdraw
            else f"{said} It could be taken back before {until}.",
        )
        if mine.may_withdraw and st.button("Take it back", key="withdraw"):
            with wiring.writing() as work:
                record.withdraw(work, viewer, cohort_id)
            st.rerun()


def _paper(viewer: Viewer, cohort_id: str) -> None:
    sub = "For you. It bears the name that stands on your account page."
    with layout.section("Certificate", sub):
        odd = not_printed(viewer.name)
        if odd:
            layout.note(
                "tip",
                f"Our fonts have no picture of {' '.join(odd)}, so its number is printed instead.",
            )
        layout.html(
            f'<p class="gs-p"><a href="/certificate/{cohort_id}.pdf" download>'
            "Take the certificate (PDF)</a></p>"
        )


def _checking(viewer: Viewer, cohort_id: str, public: Certificate | None) -> None:
    sub = "A page that anyone with its address can open, and an Open Badge."
    with layout.section("Let others check it", sub):
        if public is None:
            layout.note("gold", f"{KNOWN} The page shows what your certificate shows.")
            if st.button("Let others check it", key="turn_on"):
                with wiring.writing() as work:
                    certificate.turn_on(work, viewer, cohort_id)
                st.rerun()
            return
        url = certificate.url_of(wiring.installation().settings, public.code)
        st.code(url, language=None, wrap_lines=True)
        layout.html(
            f'<p class="gs-p"><a href="{layout.literal(url)}">Open the page</a>. The badge is '
            f"there too. Both bear the name {_name(public)}.</p>"
        )
        _turn_off(viewer, cohort_id)


def _name(public: Certificate) -> str:
    return f"“<bdi>{layout.literal(public.record.name)}</bdi>”"


def _turn_off(viewer: Viewer, cohort_id: str) -> None:
    place = f"certificate.{cohort_id}"
    if not tab_state.asked_to_remove(place):
        if st.button("Turn it off", key="turn_off"):
            tab_state.ask_to_remove(place, "certificate")
            st.rerun()
        return
    layout.note("gold", OFF)
    with st.container(horizontal=True, gap="small"):
        if st.button("Turn it off for good", key="turn_off_yes"):
            tab_state.ask_to_remove(place, "")
            with wiring.writing() as work:
                certificate.turn_off(work, viewer, cohort_id)
            st.rerun()
        if st.button("Leave it on", type="tertiary", key="turn_off_no"):
            tab_state.ask_to_remove(place, "")
            st.rerun()


def _beside() -> None:
    with st.container(key="quiet_beside", gap="small"):
        for file, label in (
            ("prepare_supervision.py", "**A talk with my supervisor.** A guide to fill and print"),
            ("show_work.py", "**Show to one person.** What you showed, and what came back"),
        ):
            st.page_link(
                file,
                label=label,
                icon=":material/arrow_forward:",
                icon_position="right",
                width="stretch",
            )


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
