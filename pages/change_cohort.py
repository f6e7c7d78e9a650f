"""One cohort's settings: its contact card, what may still change, and a copy for next year."""

from __future__ import annotations

from datetime import date

import streamlit as st

from course.access import Permit, Role, Viewer
from course.cohort import changing, contact, making, unlock
from course.cohort.planning import NAME_LONGEST, CohortView, ContactCard, Unlock
from course.errors import GoldseamError
from course.study.record import ASKED_FOR
from pages.ui import days, gate, layout, places, pool_choice, tab_state, wiring
from pages.ui.wall import settings as wall_settings

CARD_HINTS = {
    "welfare": "Who to turn to when the course stirs something up.",
    "safeguarding": "Who to turn to when somebody may be at risk.",
    "data_lead": "Who answers questions about what is kept, and deletes it.",
    "out_of_hours": "Who answers at night and at weekends.",
}


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("change_cohort", width=860, gap="large"):
        st.page_link("invite_learners.py", label="Back to the roster", icon=":material/arrow_back:")
        cohort_id = gate.chosen_cohort(viewer, Role.INSTRUCTOR)
        with wiring.reading() as work:
            cohort = making.shown(work, viewer, cohort_id)
        layout.html(
            f"<h1><bdi>{layout.literal(cohort.name)}</bdi></h1>"
            '<p class="gs-lead">The contact card, and what may still change.</p>'
        )
        said = tab_state.take("settings.said")
        if isinstance(said, str):
            layout.note("tip", said)
        _card(viewer, cohort)
        _fixed(cohort)
        pool_choice.draw(viewer, cohort)
        _asked_for()
        _change(viewer, cohort)
        wall_settings.draw(viewer, cohort.id)
        if viewer.may_make_cohorts:
            _copy(viewer, cohort)


def _card(viewer: Viewer, cohort: CohortView) -> None:
    sub = "Shown to learners in one tap beside everything they write. All four are needed before "
    with layout.section("Contact card", sub + "anyone is invited."), st.form("card", border=False):
        texts = {
            name: st.text_area(
                label,
                getattr(cohort.card, name),
                height=90,
                max_chars=contact.LONGEST,
                placeholder=CARD_HINTS[name],
            )
            for name, label in contact.LABELS.items()
        }
        is_next = not cohort.card.is_complete
        if not st.form_submit_button("Save the card", type="primary" if is_next else "secondary"):
            return
        card = ContactCard(**texts)
        try:
            with wiring.writing() as work:
                contact.save(work, viewer, cohort.id, card)
        except GoldseamError as error:
            gate.say(error)
            return
        with wiring.reading() as work:
            whole = contact.card(work, viewer, cohort.id).is_complete
        _say_next(
            "The contact card is saved. You can invite people from the roster."
            if whole
            else "Saved. Nobody can be invited until all four are filled in."
        )


def _fixed(cohort: CohortView) -> None:
    opens = {
        Unlock.ALL: "All on the first day",
        Unlock.WEEKLY: "One a week",
        Unlock.DATES: "On the days below",
    }
    facts = (
        ("First day", days.long(cohort.starts_on)),
        ("Last day", days.long(cohort.ends_on)),
        ("Time zone", cohort.time_zone),
        ("Roster's freeze date", days.long(cohort.freeze_on)),
        ("Lessons open", opens[cohort.unlock]),
    )
    rows = "".join(f"<dt>{layout.literal(a)}</dt><dd>{layout.literal(b)}</dd>" for a, b in facts)
    with layout.section("Fixed since it was made"):
        layout.html(f'<dl class="gs-facts">{rows}</dl>')


def _asked_for() -> None:
    with layout.section("What learners hand in by name"):
        layout.html(
            '<p class="gs-p gs-measure">Whoever has completed the course is asked for one record: '
            f"{layout.literal(ASKED_FOR)}. No rating, no text and no time is in it. Learners are "
            "told so when they join, and read it before they hand it in. The roster then says "
            "“handed in”. Before that it says nothing, whether somebody has completed or not.</p>"
        )


def _change(viewer: Viewer, cohort: CohortView) -> None:
    with layout.section("What may change"), st.form("change", border=False):
        name = st.text_input("Name", cohort.name, max_chars=NAME_LONGEST)
        keep_until = st.date_input(
            "Keep answers until",
            cohort.keep_until,
            format=days.FORMAT,
            help="Learners are told this date at joining. From then on it can only come nearer.",
        )
        place = places.field(cohort.place)
        dates = _dates(cohort) if cohort.unlock is Unlock.DATES else None
        if not st.form_submit_button("Save the changes"):
            return
        try:
            with wiring.writing() as work:
                changing.change(
                    work,
                    viewer,
                    cohort.id,
                    name=name,
                    keep_until=keep_until,
                    unlock_dates=dates,
                    place=place,
                )
        except GoldseamError as error:
            gate.say(error)
            return
        _say_next("The changes are saved.")


def _dates(cohort: CohortView) -> dict[str, date]:
    found = {}
    today = cohort.today(wiring.installation().clock.now())
    with st.grid(2, min_column_width=240, gap="small", key="lesson_days"):
        for edition in wiring.installation().catalogue.editions.values():
            lesson = edition.lesson
            opens = unlock.opens_on(cohort, lesson.id, lesson.number)
            found[lesson.id] = st.date_input(
                f"Lesson {lesson.number} opens",
                opens,
                format=days.FORMAT,
                disabled=opens <= today,
                help=lesson.title,
            )
    return found


def _copy(viewer: Viewer, cohort: CohortView) -> None:
    today = cohort.today(wiring.installation().clock.now())
    sub = (
        "The same plan, card and instructors from another first day; every date moves with it. "
        "No learner, invitation or figure comes along."
    )
    with layout.section("Copy for next year", sub), st.form("copy", border=False):
        name = st.text_input("Name of the copy", f"{cohort.name}, again"[:NAME_LONGEST])
        starts_on = st.date_input(
            "Its first day", making.next_year(cohort, today), format=days.FORMAT
        )
        if not st.form_submit_button("Make the copy"):
            return
        try:
            with wiring.writing() as work:
                copy_id = making.copy(work, viewer, cohort.id, name, starts_on)
        except GoldseamError as error:
            gate.say(error)
            return
        tab_state.choose_cohort(Role.INSTRUCTOR.value, copy_id)
        _say_next("The copy is made, and this is it.")


def _say_next(sentence: str) -> None:
    tab_state.leave("settings.said", sentence)
    st.rerun()


draw()
