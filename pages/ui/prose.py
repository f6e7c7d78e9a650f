"""Lesson text as drawn: Markdown without HTML, and source keys as small links to the list below."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Literal

import streamlit as st
from markdown_it import MarkdownIt

from course.authoring.schema import Source, Step

_KEY = re.compile(r"[A-Z][1-9][0-9]{0,2}[a-z]?")
_KEYS = re.compile(rf"\[({_KEY.pattern}(?:\s*[,;]\s*{_KEY.pattern})*)\](?!\()")
_HEADING = re.compile(r"^#(?=##+ )", re.MULTILINE)
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_KEPT = 512
_known_keys: dict[int, tuple[Step, list[str]]] = {}


def draw(markdown: str, width: int | Literal["stretch"] = "stretch") -> None:
    """A stretch of lesson text. HTML in it is shown, not obeyed."""
    st.markdown(linked(markdown), width=width)


@lru_cache(maxsize=512)
def linked(markdown: str) -> str:
    """Markdown whose source keys lead to the list of sources of the step."""
    # A step's title is the page's first heading, so headings inside it begin at the second level.
    markdown = _HEADING.sub("", markdown)
    return _KEYS.sub(lambda found: _KEY.sub(_link, found[1]), markdown)


def _link(key: re.Match[str]) -> str:
    return f"[{key[0]}](#source-{key[0].lower()})"


@lru_cache(maxsize=512)
def inline(text: str) -> str:
    """A short stretch of lesson text as HTML, to stand inside our own markup."""
    drawn: str = _MARKDOWN.renderInline(linked(" ".join(text.split())))
    return drawn


@lru_cache(maxsize=512)
def plain_html(text: str) -> str:
    """The same where no list of sources follows, so that a source's key leads nowhere."""
    drawn: str = _MARKDOWN.renderInline(" ".join(text.split()))
    return drawn


def keys_in(step: Step) -> list[str]:
    """The source keys a step mentions, each once, in order."""
    # By the step's own id(): it is kept beside its keys, so that no other object gets that id.
    known = _known_keys.get(id(step))
    if known is None:
        brackets = _KEYS.findall(step.model_dump_json())
        keys = dict.fromkeys(key for bracket in brackets for key in _KEY.findall(bracket))
        if len(_known_keys) >= _KEPT:
            _known_keys.clear()
        known = _known_keys[id(step)] = step, list(keys)
    return known[1]


def sources(keys: Iterable[str], known: dict[str, Source]) -> None:
    """The list that the keys of a step lead to."""
    found = [(key, known[key]) for key in keys if key in known]
    if not found:
        return
    rows = "".join(
        f'<li id="source-{escape(key.lower())}"><b>{escape(key)}</b> {_cited(source)}</li>'
        for key, source in found
    )
    st.html(f'<h2 class="gs-h3">Sources</h2><ul class="gs-sources">{rows}</ul>')


def _cited(source: Source) -> str:
    cite = escape(source.cite)
    if source.address and source.address.startswith("https://"):
        cite += (
            f' <a href="{escape(source.address, quote=True)}" target="_blank" '
            f'rel="noopener noreferrer">{escape(source.address)}</a>'
        )
    return f"{cite} <i>Read at second hand.</i>" if source.secondary else cite
