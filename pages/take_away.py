"""What a learner takes away: the repair card, their next steps, whom to tell; each as a PDF too."""

from __future__ import annotations

from html import escape

import streamlit as st

from course.access import Permit, Role, Viewer
from course.errors import GoldseamError
from course.study import readers, take_away
from pages.ui import gate, layout, next_steps, wiring
from pages.ui.prose import inline

MINE = "Yours to keep, print or leave. Each PDF is made when you ask for it, and no copy is stored."


def draw(viewer: Viewer, cohort_id: str) -> None:
    """The whole page."""
    with wiring.reading() as work:
        card = take_away.repair_card(work, viewer, cohort_id)
        steps = take_away.next_steps(work, viewer, cohort_id)
        tell = take_away.who_to_tell(work, viewer, cohort_id)
        who = readers.who_can_read(work, viewer, cohort_id)
    with layout.page("take_away", width=880, gap="large"):
        layout.html(
            f'<h1>Take away</h1><p class="gs-lead">{MINE}</p>'
            f'<p class="gs-small gs-muted gs-p">{escape(who)}</p>'
        )
        if card.moves:
            _card(viewer, cohort_id, card)
        with layout.section("Next steps", next_steps.ASK):
            next_steps.draw(viewer, cohort_id, steps)
            _pdf(cohort_id, "next-steps", "Next steps as a PDF")
        _tell(cohort_id, tell)


def _pdf(cohort_id: str, name: str, label: str) -> None:
    address = f"/take-away/{cohort_id}/{name}.pdf"
    layout.html(f'<p class="gs-p"><a href="{address}" download>{escape(label)}</a></p>')


def _card(viewer: Viewer, cohort_id: str, card: take_away.RepairCard) -> None:
    with layout.section("Repair card", card.order):
        if not any(one.offered for one in card.moves):
            layout.note(
                "tip",
                "Words of your own can stand on it once you have written an intention, or marked a "
                "reply of yours with a 4 or a 5.",
            )
        for number, one in enumerate(card.moves, start=1):
            with st.container(key=f"move_{one.move.skill}", gap="xsmall"):
                layout.html(
                    f'<h3 class="gs-h3">{number}. {escape(one.skill_name)}</h3>'
                    f'<p class="gs-p"><b>{escape(one.move.ask)}</b> {inline(one.move.do)}</p>'
                )
                if one.offered:
                    _choose(viewer, cohort_id, one)
        _pdf(cohort_id, "repair-card", "Repair card as a PDF")


def _choose(viewer: Viewer, cohort_id: str, one: take_away.CardMove) -> None:
    if one.chosen is not None:
        layout.html(f'<p class="gs-voice gs-words">{layout.literal(one.chosen.text)}</p>')
    texts = {own.ref: own.text for own in one.offered}
    chosen = "" if one.chosen is None else one.chosen.ref
    refs = ["", *texts]
    picked = st.selectbox(
        f"Your words for: {one.skill_name}",
        refs,
        index=refs.index(chosen),
        format_func=lambda ref: next_steps.short(texts[ref]) if ref else "None of mine",
        key=f"words.{one.move.skill}",
    )
    if picked != chosen:
        with wiring.writing() as work:
            take_away.choose(work, viewer, cohort_id, one.move.skill, picked)
        st.rerun()


def _tell(cohort_id: str, tell: take_away.WhoToTell) -> None:
    with layout.section("Who to tell"):
        routes = "".join(
            f'<li class="gs-route gs-route-{route.colour}"><h3 class="gs-h3">{escape(route.name)}. '
            f'{escape(route.when)}</h3><ol class="gs-list">'
            + "".join(f"<li>{inline(step)}</li>" for step in route.steps)
            + "</ol></li>"
            for route in tell.routes
        )
        contacts = "".join(
            f'<dt>{escape(label)}</dt><dd class="gs-words">{layout.literal(text)}</dd>'
            for label, text in tell.contacts
        )
        duties = "".join(f"<p>{escape(text)}</p>" for text in tell.duties)
        sources = "".join(f"<li><b>{key}</b> {escape(cite)}</li>" for key, cite in tell.sources)
        layout.html(
            f'<ul class="gs-routes">{routes}</ul>'
            f'<h3 class="gs-h3">Whom you can turn to</h3><dl class="gs-contacts">{contacts}</dl>'
            + (
                f'<h3 class="gs-h3">What may bind you</h3><div class="gs-duties">{duties}'
                '<p class="gs-muted">None of this is legal advice.</p></div>'
                if duties
                else ""
            )
            + (f'<ul class="gs-sources">{sources}</ul>' if sources else "")
        )
        _pdf(cohort_id, "who-to-tell", "Who to tell, as a PDF")


found = gate.require(Permit.ACCOUNT)
try:
    draw(found, gate.chosen_cohort(found, Role.LEARNER))
except GoldseamError as error:
    gate.say(error)
