"""Everything the learner has written: searched, with its history, and theirs to remove."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.authoring.catalogue import Catalogue
from course.errors import GoldseamError
from course.study import readers, reflections
from course.study.reflections import ReflectionView, Version
from course.workshop import takeaways
from pages.ui import gate, kept_cards, layout, tab_state, wiring
from pages.ui.exercises.written import day

AT_ONCE, MORE = 20, "reflections"  # a page of hundreds would take its time to draw


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    with layout.page("reflect", width=740, gap="medium"):
        layout.html("<h1>Reflections</h1>")
        search = st.text_input(
            "Search what you wrote", key="reflect.search", icon=":material/search:"
        )
        with wiring.reading() as work:
            who = readers.who_can_read(work, viewer, cohort_id)
            mine = reflections.mine(work, viewer, cohort_id, search)
            copies = takeaways.copies(work, viewer, cohort_id, search)
            catalogue = work.catalogue
        layout.html(f'<p class="gs-small gs-muted gs-p" role="status">{escape(who)}</p>')
        if not mine and not copies:
            layout.note("tip", _nothing(search))
        shown = AT_ONCE * (1 + tab_state.more(MORE))
        for view in mine[:shown]:
            _one(viewer, cohort_id, view, _step_of(catalogue, view))
        left = len(mine) - shown
        if left > 0 and st.button(f"Show older ones ({left} more)", key="reflect.older"):
            tab_state.show_more(MORE)
            st.rerun()
        kept_cards.draw(viewer, cohort_id, copies)


def _nothing(search: str) -> str:
    if search.strip():
        return "Nothing you wrote holds these words."
    return (
        "Nothing here yet. What you submit in a lesson is kept here, and the card that you keep of "
        "a workshop."
    )


def _step_of(catalogue: Catalogue, view: ReflectionView) -> str | None:
    edition = catalogue.editions.get(view.lesson_id)
    for step in edition.lesson.steps if edition else ():
        if any(getattr(block, "id", None) == view.exercise_id for block in step.blocks):
            return step.id
    return None


def _one(viewer: Viewer, cohort_id: str, view: ReflectionView, step_id: str | None) -> None:
    place = f"{view.lesson_id}_{view.exercise_id}"
    with st.container(key=f"card_written_{place}", gap="small"):
        where = f"Lesson {view.lesson_number}. {view.lesson_title}"
        layout.html(
            f'<p class="gs-eyebrow">{escape(where)}</p><h2 class="gs-h3">{escape(view.prompt)}</h2>'
            f"{_version(view.latest)}{_earlier(view.versions[1:])}"
        )
        asked = tab_state.asked_to_remove(place)
        if asked:
            _confirm(viewer, cohort_id, view, place, asked)
        else:
            _choices(view, place, step_id)


def _version(version: Version) -> str:
    texts = "".join(
        (f'<p class="gs-small gs-muted gs-p">{escape(label)}</p>' if label else "")
        + f'<p class="gs-words">{layout.literal(text)}</p>'
        for label, text in version.texts
    )
    return f'<p class="gs-small gs-muted gs-p">{day(version.at)}</p>{texts}'


def _earlier(versions: tuple[Version, ...]) -> str:
    if not versions:
        return ""
    items = "".join(f"<li>{_version(version)}</li>" for version in versions)
    return (
        f'<details class="gs-fold"><summary>Earlier versions ({len(versions)})</summary>'
        f'<ul class="gs-versions">{items}</ul></details>'
    )


def _choices(view: ReflectionView, place: str, step_id: str | None) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if step_id is not None:
            st.page_link(
                "take_lesson.py",
                label="Open in the lesson",
                query_params={"lesson": view.lesson_id, "step": step_id},
            )
        st.page_link(
            "show_work.py",
            label="Show to one person",
            query_params={
                "lesson": view.lesson_id,
                "exercise": view.exercise_id,
                "number": str(view.latest.number),
            },
        )
        if len(view.versions) > 1 and st.button(
            "Remove earlier versions", type="tertiary", key=f"earlier.{place}"
        ):
            tab_state.ask_to_remove(place, "earlier")
            st.rerun()
        if st.button("Delete", type="tertiary", key=f"delete.{place}"):
            tab_state.ask_to_remove(place, "all")
            st.rerun()


def _confirm(viewer: Viewer, cohort_id: str, view: ReflectionView, place: str, asked: str) -> None:
    several = len(view.versions) > 1
    if asked == "earlier":
        question = "Remove the earlier versions and keep the newest? They can't be brought back."
        remove: Callable[..., object] = reflections.remove_earlier
    else:
        every = " and every version of it" if several else ""
        question = f"Delete this{every}? It can't be brought back. Steps stay as they are."
        remove = reflections.delete
    layout.note("gold", question)
    with st.container(horizontal=True, gap="small"):
        if st.button("Remove them" if asked == "earlier" else "Delete it", key=f"yes.{place}"):
            tab_state.ask_to_remove(place, "")
            with wiring.writing() as work:
                remove(work, viewer, cohort_id, view.lesson_id, view.exercise_id)
            st.rerun()
        if st.button("Keep it", type="tertiary", key=f"no.{place}"):
            tab_state.ask_to_remove(place, "")
            st.rerun()
    if asked == "all" and several:
        layout.html(
            '<p class="gs-small gs-muted gs-p">To take out only a detail, revise it in the lesson '
            "and then remove the earlier versions.</p>"
        )


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
