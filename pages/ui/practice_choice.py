"""What to practise: a skill, a kind of rupture, a strength. The choices live in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import streamlit as st

from course.authoring.schema import Rupture, Skill
from course.study import practice
from course.study.practice import Line, Wish
from course.study.progress import LessonCard
from pages.ui import lesson_rows

SKILL, RUPTURE, STRENGTH = "skill", "rupture", "strength"
ANY = ""
LEAD = (
    '<p class="gs-lead">Invented {person}s from the lessons that are open to you. Write or speak, '
    "rate, compare, as often as you like. Nobody is told what you practise.</p>"
)
ONLY_ONE = "This is the only case that fits what you chose."
RUPTURES: dict[Rupture, tuple[str, str]] = {
    "withdrawal": ("Withdrawal", "they go quiet, or agree too soon"),
    "confrontation": ("Confrontation", "they complain, refuse or push back"),
    "blunder": ("Blunder", "you slipped, and it touched them"),
    "boundary": ("Boundary", "something crossed a line between you"),
}
STRENGTHS = {1: "Mild", 2: "Middling", 3: "Strong"}
_LOOSER = {"skill": "any skill", "rupture": "any kind of rupture", "intensity": "any strength"}


def wish(skills: Sequence[Skill]) -> Wish:
    """What the address asks for; what it cannot mean is left open."""
    known: dict[str, set[str]] = {
        SKILL: {one.id for one in skills},
        RUPTURE: set(RUPTURES),
        STRENGTH: {str(level) for level in STRENGTHS},
    }
    asked = {name: st.query_params.get(name, ANY) for name in known}
    return _wish({name: value for name, value in asked.items() if value in known[name]})


def _wish(chosen: Mapping[str, str]) -> Wish:
    strength = chosen.get(STRENGTH)
    return Wish(
        chosen.get(SKILL),
        cast(Rupture | None, chosen.get(RUPTURE)),
        None if strength is None else int(strength),
    )


def query(chosen: Wish) -> dict[str, str]:
    """A wish as the address has it."""
    given = {SKILL: chosen.skill, RUPTURE: chosen.rupture, STRENGTH: chosen.intensity}
    return {name: str(value) for name, value in given.items() if value is not None}


def draw(skills: Sequence[Skill]) -> Wish:
    """The three choices, kept in the address."""
    asked = query(wish(skills))
    # The labels are texts throughout: Streamlit takes a choice of None for one that was cleared.
    names = {skill.id: f"{skill.name}: {skill.short}" for skill in skills}
    ruptures: dict[str, str] = {
        name: f"**{title}**: {said}" for name, (title, said) in RUPTURES.items()
    }
    strengths: dict[str, str] = {str(level): name for level, name in STRENGTHS.items()}
    skill: dict[str, str] = {ANY: "Any skill", **names}
    rupture: dict[str, str] = {ANY: "Any kind", **ruptures}
    strength: dict[str, str] = {ANY: "Any", **strengths}
    given: dict[str, str | None] = {
        SKILL: st.selectbox("A skill", skill, **_held(skill, asked, SKILL)),
        RUPTURE: st.radio("A kind of rupture", rupture, **_held(rupture, asked, RUPTURE)),
        STRENGTH: st.radio(
            "How strong", strength, horizontal=True, **_held(strength, asked, STRENGTH)
        ),
    }
    chosen = {name: value for name, value in given.items() if value}
    if chosen != asked:
        st.query_params.from_dict(chosen)
    return _wish(chosen)


def _held(options: Mapping[str, str], asked: Mapping[str, str], name: str) -> dict[str, Any]:
    return {
        "index": list(options).index(asked.get(name, ANY)),
        "format_func": options.__getitem__,
        "key": f"practise.{name}",
    }


def nothing_open(later: LessonCard | None) -> str:
    """What is said while there is nothing to practise on."""
    said = "Cases come with the lessons, and none is open yet."
    if later is None:
        return said
    return f"{said} Lesson {later.number} opens {lesson_rows.day(later.opens_on)}."


def nothing_fits(offered: Sequence[Line], chosen: Wish) -> str:
    """What is said when no client line fits: which choice to loosen, and what it would give."""
    loosened = practice.loosened(offered, chosen)
    if not loosened:
        return "No case fits all of this. Leave two of the choices open."
    ways = [f"with {_LOOSER[name]}, {number}" for name, number in loosened.items()]
    ways[0] = f"W{ways[0][1:]} would"
    return f"No case fits all of this. {'; '.join(ways)}."
