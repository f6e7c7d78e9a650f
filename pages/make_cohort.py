"""Making a cohort: its plan, and what will and will never be seen of it, before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from course.access import Permit, Role, Viewer
from course.authoring.schema import Lesson
from course.cohort import making, unlock
from course.cohort.planning import NAME_LONGEST, WEEKS_MOST, CohortPlan, Unlock, time_zones
from course.errors import GoldseamError
from pages.ui import cohort_preview, days, gate, layout, places, tab_state, wiring
from pages.ui.wall import settings as wall_settings

RULES = {
    Unlock.WEEKLY: "One a week",
    Unlock.ALL: "All on the first day",
    Unlock.DATES: "On days I choose",
}

SAME_PERSON = (
    "You also run this server, so nobody can promise learners that you won't read what they write: "
    "whoever runs the server could. Every box says so to them. If that is not what you want, let "
    "somebody else run the server or teach the cohort."
)
WALL = "Open a wall, where learners may share a blunder and its repair without their name"


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.MAKER)
    if tab_state.take("cohort.made"):
        st.switch_page("change_cohort.py")  # offered only since the run after the cohort was made
    lessons = [edition.lesson for edition in wiring.installation().catalogue.editions.values()]
    with layout.page("make_cohort", width=860, gap="large"):
        layout.html(
            '<h1>Make a cohort</h1><p class="gs-lead">A group that takes the course together. '
            "Look below at what you will see of it before you make it.</p>"
        )
        if viewer.is_owner:
            layout.note("gold", SAME_PERSON)
        plan = _fields(lessons)
        cohort_preview.draw(plan, lessons)
        _make(viewer, plan)


def _fields(lessons: Sequence[Lesson]) -> CohortPlan:
    with st.container(key="card_plan", gap="medium"):
        name = st.text_input("Name", max_chars=NAME_LONGEST, placeholder="Autumn cohort")
        left, right = st.columns(2, gap="medium")
        with left:
            starts_on = st.date_input("First day", _today() + timedelta(days=7), format=days.FORMAT)
            zone = _zone()
            place = places.field()
        with right:
            weeks = int(st.number_input("Weeks", 1, WEEKS_MOST, 8))
            freeze_on = st.date_input(
                "Roster's freeze date",
                max(starts_on, _today()) + timedelta(days=7 if weeks > 1 else 1),
                format=days.FORMAT,
            )
        layout.html(
            '<p class="gs-small gs-muted gs-p">Figures rest on whoever has joined by the freeze. '
            "Later joiners take the course and are not counted. First day, weeks, time zone, "
            "freeze date and how lessons open stay as they are once the cohort is made.</p>"
        )
        rule = st.radio("Lessons open", list(RULES), format_func=RULES.__getitem__, horizontal=True)
        draft = CohortPlan(name, zone, starts_on, weeks, freeze_on, starts_on, rule)
        return CohortPlan(
            name=name,
            time_zone=zone,
            starts_on=starts_on,
            weeks=weeks,
            freeze_on=freeze_on,
            unlock=rule,
            unlock_dates=_dates(lessons, draft) if rule is Unlock.DATES else {},
            place=place,
            wall=st.checkbox(WALL, help=wall_settings.WHAT),
            keep_until=st.date_input(
                "Keep answers until",
                draft.ends_on + timedelta(days=365),
                format=days.FORMAT,
                help="Told to everyone when they join. After that it can only come nearer.",
            ),
        )


def _today() -> date:
    return wiring.installation().clock.now().date()


def _zone() -> str:
    zones = sorted(time_zones())
    here = st.context.timezone if st.context.timezone in time_zones() else "Europe/London"
    return st.selectbox("Time zone", zones, index=zones.index(str(here)))


def _dates(lessons: Sequence[Lesson], plan: CohortPlan) -> dict[str, date]:
    weekly = CohortPlan(
        plan.name,
        plan.time_zone,
        plan.starts_on,
        plan.weeks,
        plan.freeze_on,
        plan.keep_until,
    )
    found = {}
    with st.grid(2, min_column_width=240, gap="small", key="lesson_days"):
        for lesson in lessons:
            offered = min(unlock.opens_on(weekly, lesson.id, lesson.number), plan.ends_on)
            found[lesson.id] = st.date_input(
                f"Lesson {lesson.number} opens",
                offered,
                format=days.FORMAT,
                help=lesson.title,
            )
    return found


def _make(viewer: Viewer, plan: CohortPlan) -> None:
    if not st.button("Make this cohort", type="primary"):
        return
    try:
        with wiring.writing() as work:
            cohort_id = making.make(work, viewer, plan)
    except GoldseamError as error:
        gate.say(error)
        return
    tab_state.choose_cohort(Role.INSTRUCTOR.value, cohort_id)
    tab_state.leave("cohort.made", True)
    st.rerun()


draw()
