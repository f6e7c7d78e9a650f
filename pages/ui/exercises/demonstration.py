"""A demonstration: a dialogue revealed turn by turn, with a guess asked before some turns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

import streamlit as st

from course.authoring.schema import Demonstration, Prediction, Turn
from pages.ui import layout, wiring
from pages.ui.exercises.desk import Desk
from pages.ui.prose import inline

Guesses = Mapping[str, int]


def draw(desk: Desk, exercise: Demonstration) -> None:
    """The dialogue as far as it has been revealed; whole once it was watched to its end."""
    layout.html(
        f'<h2 class="gs-sec">{escape(exercise.title)}</h2>'
        f'<p class="gs-p gs-measure">{inline(exercise.scene)}</p>'
    )
    if not desk.is_open(exercise):
        latest = desk.latest(exercise)
        guesses = {} if latest is None else dict(latest.answer.get("predictions", {}))
        _dialogue(exercise, len(exercise.turns), guesses)
        _closing(exercise)
        desk.again(exercise, "Watch it again")
        return
    place = desk.place(exercise)
    held = desk.under_way(exercise)
    turn, known = min(held.turns, len(exercise.turns)), _guesses(exercise, held.given)
    if turn:
        _dialogue(exercise, turn, known)
    if turn < len(exercise.turns):
        _next(desk, exercise, turn, known)
    else:
        _closing(exercise)
        if st.button("I have watched this", type=desk.weight(exercise), key=f"end.{place}"):
            desk.submit(exercise, {"predictions": dict(known)})


def _guesses(exercise: Demonstration, given: Mapping[str, Any]) -> Guesses:
    """Those that are still asked for: a lesson may have been edited meanwhile."""
    asked = {
        str(number): len(turn.predict.choices)
        for number, turn in enumerate(exercise.turns)
        if turn.predict is not None
    }
    return {turn: guess for turn, guess in given.items() if guess < asked.get(turn, 0)}


def _dialogue(exercise: Demonstration, shown: int, guesses: Guesses) -> None:
    turns = "".join(
        _turn(turn, guesses.get(str(number))) for number, turn in enumerate(exercise.turns[:shown])
    )
    with st.container(key=f"card_talk_{exercise.id}"):
        layout.html(f'<dl class="gs-dl" aria-live="polite">{turns}</dl>')


def is_practitioner(who: str, practitioners: Collection[str]) -> bool:
    """Whether a line is a practitioner's; "Coach, to a colleague" is the coach's."""
    return who.partition(",")[0] in practitioners


def _turn(turn: Turn, guess: int | None) -> str:
    plain = wiring.installation().catalogue.course.practitioners
    voice = "" if is_practitioner(turn.who, plain) else ' class="gs-voice"'
    said = "" if turn.line is None else inline(turn.line)
    act = "" if turn.act is None else f'<span class="gs-act">{inline(turn.act)}</span> '
    note = "" if turn.note is None else f'<p class="gs-turn-note">{inline(turn.note)}</p>'
    guessed = ""
    if turn.predict is not None and guess is not None and guess < len(turn.predict.choices):
        guessed = f'<p class="gs-turn-note">You expected: {escape(turn.predict.choices[guess])}</p>'
    return (
        f'<div class="gs-turn"><dt>{escape(turn.who)}</dt><dd>{act}<span{voice}>{said}</span>'
        f"{guessed}{note}</dd></div>"
    )


def _next(desk: Desk, exercise: Demonstration, turn: int, guesses: Guesses) -> None:
    place = desk.place(exercise)
    coming = exercise.turns[turn].predict
    before = guesses.get(str(turn))
    guess = None if coming is None else _guess(place, turn, coming, before)
    if guess is not None:
        guesses = {**guesses, str(turn): guess}
        desk.keep(exercise, given=guesses)
    label = "Begin" if turn == 0 and coming is None else "See what happens" if coming else "Next"
    if st.button(label, type=desk.weight(exercise), key=f"turn.{place}.{turn}"):
        if coming is not None and guess is None:
            layout.note("gold", "Choose what you expect first. Any guess will do.")
            return
        desk.keep(exercise, turns=turn + 1)
        st.rerun()


def _guess(place: str, turn: int, asked: Prediction, before: int | None) -> int | None:
    return st.radio(
        asked.ask,
        range(len(asked.choices)),
        index=before,
        format_func=asked.choices.__getitem__,
        key=f"guess.{place}.{turn}",
    )


def _closing(exercise: Demonstration) -> None:
    if exercise.closing:
        layout.html(f'<p class="gs-note">{inline(exercise.closing)}</p>')
