"""Notes to the cohort, and what learners told their trainers under their own name."""

from __future__ import annotations

import streamlit as st

from course.access import Permit, Role, Viewer
from course.authoring.catalogue import Catalogue
from course.cohort import notes
from course.cohort.notes import PARTS_MOST, TEXT_MOST, TITLE_MOST, Desk, Note, Part
from course.errors import GoldseamError
from course.study import telling
from course.study.telling import Heard
from pages.ui import days, gate, layout, note_words, said, tab_state, wiring

NOBODY = ""  # a part that is for nobody yet


def draw() -> None:
    """The whole page."""
    viewer = gate.require(Permit.ACCOUNT)
    with layout.page("notes", width=740, gap="large"):
        layout.html(
            '<h1>Notes</h1><p class="gs-lead">A note stands on every learner\'s page. Nobody is '
            "told who reads it or whom a part of it is drawn for, not here and not anywhere.</p>"
        )
        cohort_id = gate.chosen_cohort(viewer, Role.INSTRUCTOR)
        with wiring.reading() as work:
            desk = notes.desk(work, viewer, cohort_id)
            heard = telling.heard(work, viewer, cohort_id)
            catalogue = work.catalogue
        kept = tab_state.take("notes.said")
        if isinstance(kept, str):
            layout.note("tip", kept)
        _heard(viewer, cohort_id, heard)
        _write(viewer, cohort_id, desk, catalogue)
        _preview(viewer, cohort_id, desk.draft, catalogue)
        _posted(viewer, cohort_id, desk.posted, catalogue)


def _heard(viewer: Viewer, cohort_id: str, heard: tuple[Heard, ...]) -> None:
    if not heard:
        return
    sub = "What learners chose to tell you, under their own name. Only that, and only here."
    with layout.section("Told to you", sub):
        for one in heard:
            with st.container(key=f"card_heard_{one.id}", gap="small"):
                email = f' <span class="gs-muted">{layout.literal(one.email)}</span>'
                layout.html(
                    f'<p class="gs-p gs-who"><strong><bdi>{layout.literal(one.name)}</bdi></strong>'
                    f"{email if one.email else ''}, {days.short(one.on)}</p>"
                    f'<p class="gs-words" dir="auto">{layout.literal(one.text)}</p>'
                )
                if st.button("Put it away", key=f"away_{one.id}"):
                    _put_away(viewer, cohort_id, one.id)


def _put_away(viewer: Viewer, cohort_id: str, message_id: str) -> None:
    _do(lambda work: telling.put_away(work, viewer, cohort_id, message_id), "")


def _write(viewer: Viewer, cohort_id: str, desk: Desk, catalogue: Catalogue) -> None:
    draft = desk.draft
    place = f"{cohort_id}.{draft.id}.{draft.revision}"
    with layout.section("Write a note"), st.form("note", border=False):
        title = st.text_input("Title", draft.title, max_chars=TITLE_MOST, key=f"title.{place}")
        everyone = st.text_area(
            "For everyone",
            draft.everyone,
            height=180,
            max_chars=TEXT_MOST,
            help=said.HINT,
            key=f"everyone.{place}",
        )
        with st.expander("Parts for some readers", expanded=bool(draft.some)):
            layout.html(
                '<p class="gs-small gs-muted gs-p">Whether a part is for a reader is found out on '
                "their own page when they open it, from their own data, and kept nowhere. Letters "
                "leave these parts out.</p>"
            )
            some = [_part(desk, catalogue, number, place) for number in range(PARTS_MOST)]
        is_new = not draft.revision
        if st.form_submit_button("Keep and look at it", type="primary" if is_new else "secondary"):
            parts = [Part(who, text) for who, text in some if text.strip()]
            _do(
                lambda work: notes.save(
                    work, viewer, cohort_id, title, everyone, parts, draft.revision
                ),
                "Kept. Below is what learners will see.",
            )


def _part(desk: Desk, catalogue: Catalogue, number: int, place: str) -> tuple[str, str]:
    kept = desk.draft.some[number] if number < len(desk.draft.some) else Part(NOBODY, "")
    choices = [NOBODY, *desk.rules]
    who = st.selectbox(
        f"Part {number + 1}, for those who",
        choices,
        index=choices.index(kept.who) if kept.who in choices else 0,
        format_func=lambda rule: note_words.who(rule, catalogue) if rule else "Choose",
        key=f"who.{number}.{place}",
    )
    text = st.text_area(
        f"Text of part {number + 1}",
        kept.text,
        height=90,
        max_chars=TEXT_MOST,
        key=f"part.{number}.{place}",
    )
    return who, text


def _preview(viewer: Viewer, cohort_id: str, draft: Note, catalogue: Catalogue) -> None:
    if not draft.revision:
        return
    with layout.section("As learners will see it"):
        with st.container(key="quiet_note_preview", gap="small"):
            layout.html(
                note_words.card(draft.title, viewer.name, None, [draft.everyone], level=3)
                + _parts(draft, catalogue)
            )
        with st.container(horizontal=True, gap="small"):
            if st.button("Post this note", type="primary"):
                _do(
                    lambda work: notes.post(work, viewer, cohort_id, draft.revision),
                    "The note is posted.",
                )
            if st.button("Throw it away", type="tertiary"):
                _do(lambda work: notes.remove(work, viewer, cohort_id, draft.id), "It is gone.")


def _parts(note: Note, catalogue: Catalogue) -> str:
    return "".join(
        f'<p class="gs-small gs-muted gs-p gs-for-some">Only for those who '
        f"{note_words.who(part.who, catalogue)}</p>{said.html(part.text)}"
        for part in note.some
    )


def _posted(viewer: Viewer, cohort_id: str, posted: tuple[Note, ...], catalogue: Catalogue) -> None:
    with layout.section("Posted"):
        if not posted:
            layout.note("tip", "No note has been posted yet.")
        for note in posted:
            with st.container(key=f"card_note_{note.id}", gap="small"):
                texts = [note.everyone]
                layout.html(
                    note_words.card(note.title, note.author, note.posted_on, texts, level=3)
                    + _parts(note, catalogue)
                )
                _take_away(viewer, cohort_id, note)


def _take_away(viewer: Viewer, cohort_id: str, note: Note) -> None:
    place = f"note.{note.id}"
    if not tab_state.asked_to_remove(place):
        if st.button("Remove the note", type="tertiary", key=f"take_{note.id}"):
            tab_state.ask_to_remove(place, "note")
            st.rerun()
        return
    layout.note("gold", "Take it off every learner's page? Letters that went out stay out.")
    with st.container(horizontal=True, gap="small"):
        if st.button("Yes, remove it", key=f"yes_{note.id}"):
            tab_state.ask_to_remove(place, "")
            _do(
                lambda work: notes.remove(work, viewer, cohort_id, note.id),
                "The note is removed.",
            )
        if st.button("No, keep it", type="tertiary", key=f"no_{note.id}"):
            tab_state.ask_to_remove(place, "")
            st.rerun()


def _do(job: wiring.Job, sentence: str) -> None:
    """Do one thing in a transaction of its own, say what came of it, and draw the page again."""
    try:
        with wiring.writing() as work:
            job(work)
    except GoldseamError as error:
        gate.say(error)
        return
    if sentence:
        tab_state.leave("notes.said", sentence)
    st.rerun()


draw()
