"""What one browser tab remembers between runs; the only file that touches ``session_state``.

What it remembers of its own begins with ``tab.``, so that no widget has the same key.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import streamlit as st

SCHEME = "look.scheme"


def note_scheme() -> None:
    """Remember the colour scheme that the browser reports now."""
    # Aside, because to read a component's own state costs as much as to draw an element.
    st.session_state["look.seen"] = st.session_state[SCHEME].get("scheme")


def seen_scheme() -> str | None:
    """The colour scheme the browser reported last, if it has."""
    found: str | None = st.session_state.get("look.seen")
    return found


def cohort_key(role: str, cohort_ids: Iterable[str], asked: str = "") -> str:
    """The key of this tab's chosen cohort; one that no longer belongs to the person is dropped.

    A tab that has chosen none begins with the one its address asks for.
    """
    key = f"cohort.{role}"
    cohort_ids = set(cohort_ids)
    if key not in st.session_state and asked in cohort_ids:
        st.session_state[key] = asked
    if f"cohort.next.{role}" in st.session_state:
        st.session_state[key] = st.session_state.pop(f"cohort.next.{role}")
    if key in st.session_state and st.session_state[key] not in cohort_ids:
        del st.session_state[key]
    elif key in st.session_state:
        # Written back, because a widget's value is forgotten on pages that do not draw it.
        st.session_state[key] = st.session_state[key]
    return key


def choose_cohort(role: str, cohort_id: str) -> None:
    """Turn this tab to a cohort, from the next run on."""
    # A widget's own key can't be set once it is drawn.
    st.session_state[f"cohort.next.{role}"] = cohort_id


def is_again(place: str) -> bool:
    """Whether this tab opened something once more."""
    return bool(st.session_state.get(f"tab.again.{place}"))


def try_again(place: str) -> None:
    """Open something once more; the next attempt at an exercise has a place of its own."""
    st.session_state[f"tab.again.{place}"] = True


def more(place: str) -> int:
    """How often this tab asked for more of a long list."""
    return int(st.session_state.get(f"tab.more.{place}", 0))


def show_more(place: str) -> None:
    """Show more of a long list from the next run on."""
    st.session_state[f"tab.more.{place}"] = more(place) + 1


def fresh_key(name: str) -> str:
    """A widget's key that stays the same until :func:`clear` gives the widget a new, empty life.

    How many it has had stands in the address: a server that was away meanwhile would otherwise
    draw the first one again, and what stands in the present one would be lost.
    """
    return f"{name}.{_number(st.query_params.get(_life(name), ''))}"


def clear(name: str) -> None:
    """Let the widget drawn under ``fresh_key(name)`` begin empty in the next run."""
    st.query_params[_life(name)] = str(_number(st.query_params.get(_life(name), "")) + 1)


def _life(name: str) -> str:
    return f"new{crc32(name.encode()):08x}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def leave(name: str, value: object) -> None:
    """Leave something for the next run that asks for it, such as what came of a click."""
    st.session_state[f"left.{name}"] = value


def add_to(name: str, key: str, value: str) -> None:
    """Leave one more thing, by its own key, under a name."""
    left = st.session_state.get(f"left.{name}", {})
    st.session_state[f"left.{name}"] = {**left, key: value}


def take(name: str) -> object | None:
    """What was left under a name, once."""
    found: object | None = st.session_state.pop(f"left.{name}", None)
    return found


def known(name: str) -> str | None:
    """The text this tab last knew to be kept under a name."""
    found: str | None = st.session_state.get(f"known.{name}")
    return found


def know(name: str, text: str) -> None:
    """Remember what is kept under a name."""
    st.session_state[f"known.{name}"] = text


def asked_to_remove(place: str) -> str:
    """What this tab is about to remove there, waiting for a yes; empty when nothing."""
    return str(st.session_state.get(f"tab.remove.{place}", ""))


def ask_to_remove(place: str, what: str) -> None:
    """Ask for a yes before ``what`` is removed; an empty ``what`` takes the question back."""
    st.session_state[f"tab.remove.{place}"] = what


def consent_is_settled() -> bool:
    """Whether this tab need not ask again if its person agreed to the present text."""
    return bool(st.session_state.get("tab.consent.settled"))


def settle_consent() -> None:
    """Ask no more in this tab."""
    st.session_state["tab.consent.settled"] = True


def keep(name: str, value: object) -> None:
    """Keep something in this tab alone until it is dropped."""
    st.session_state[f"tab.kept.{name}"] = value


def kept(name: str) -> object | None:
    """What this tab keeps under a name."""
    found: object | None = st.session_state.get(f"tab.kept.{name}")
    return found


def drop(name: str) -> None:
    """Keep it no more."""
    st.session_state.pop(f"tab.kept.{name}", None)
