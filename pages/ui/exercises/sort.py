"""Sorting: each card goes into a named box, with ordinary radio buttons, and then says why."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from course.authoring.schema import Sort
from pages.ui import layout
from pages.ui.exercises import written
from pages.ui.exercises.desk import Desk, chosen
from pages.ui.prose import inline

LONGEST_IN_A_ROW = 25


def draw(desk: Desk, exercise: Sort) -> None:
    """The cards while open; afterwards where each was put, where it fits best, and why."""
    written.prompt(exercise.prompt)
    if desk.is_open(exercise):
        _ask(desk, exercise)
        return
    latest = desk.latest(exercise)
    places = {} if latest is None else dict(latest.answer["places"])
    _reasons(exercise, places)
    desk.again(exercise, "Sort them again")


def in_a_row(names: Sequence[str]) -> bool:
    """Whether boxes may stand beside each other; long names would break the row anywhere."""
    return all(len(name) <= LONGEST_IN_A_ROW for name in names)


def _ask(desk: Desk, exercise: Sort) -> None:
    place = desk.place(exercise)
    names = {box.id: box.name for box in exercise.boxes}
    before = desk.under_way(exercise).given
    with st.container(key=f"asking_{place}".replace(".", "_")):
        put: dict[str, str | None] = {}
        for card in exercise.cards:
            with st.container(key=f"card_{place}_{card.id}".replace(".", "_"), gap="xsmall"):
                put[card.id] = st.radio(
                    card.text,
                    list(names),
                    index=chosen(list(names), before.get(card.id)),
                    format_func=names.__getitem__,
                    horizontal=in_a_row(list(names.values())),
                    key=f"s.{place}.{card.id}",
                )
        places = {card: box for card, box in put.items() if box is not None}
        desk.keep(exercise, given=places)
        sent = st.button("See where they fit", type=desk.weight(exercise), key=f"sort.{place}")
    if sent:
        desk.submit(exercise, {"places": places})


def _reasons(exercise: Sort, places: dict[str, str]) -> None:
    names = {box.id: box.name for box in exercise.boxes}
    fitting = sum(places.get(card.id) == card.box for card in exercise.cards)
    layout.note("tip", how_many_fit(fitting, len(exercise.cards)))
    rows = ""
    for card in exercise.cards:
        put = _short(names.get(places.get(card.id, ""), "no box"))
        same = places.get(card.id) == card.box
        where = "Fits best" if same else f"It fits {_short(names[card.box])} better"
        tag = f"You put it in {put}. {where}"
        rows += (
            f'<li class="{"gs-fits" if same else ""}"><p class="gs-p">{inline(card.text)}</p>'
            f'<p class="gs-tag">{escape(tag)}</p>'
            f'<p class="gs-p gs-muted">{inline(card.why)}</p></li>'
        )
    layout.html(f'<section class="gs-question"><ul>{rows}</ul></section>')


def how_many_fit(fitting: int, number: int) -> str:
    """How many cards are where they fit best, in a sentence."""
    said = "card" if number == 1 else "cards"
    where = "is where it fits best" if fitting == 1 else "are where they fit best"
    return f"{fitting} of {number} {said} {where}."


def _short(name: str) -> str:
    """A box's name up to its explanation: "Amber" of "Amber: mend it next time"."""
    return name.split(":", 1)[0]
