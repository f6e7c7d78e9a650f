"""Streamlit's scripts: which of them need which others, and in what order to ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# As the bundler writes it: import{a as b}from"./name.hash.js" or import"./name.hash.js", never
# import(…), which is only fetched when it is needed.
_IMPORTED = re.compile(r"""(?:from|import)["'`]\./([\w.-]+\.js)["'`]""")


def named(scripts: Path, names: Iterable[str]) -> list[str]:
    """The files of these chunks; a chunk that this version of Streamlit lacks is left out."""
    return [file.name for name in names for file in sorted(scripts.glob(f"{name}.*.js"))]


def needed(scripts: Path, files: Iterable[str]) -> list[str]:
    """These files and all that they import, each once, the importing ones first."""
    waiting = list(files)
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in found or not (scripts / name).is_file():
            continue
        found[name] = None
        waiting += _imports(scripts / name)
    return list(found)


@cache
def _imports(script: Path) -> tuple[str, ...]:
    return tuple(_IMPORTED.findall(script.read_text(encoding="utf-8")))


def mixed(scripts: Path, files: Iterable[str]) -> list[str]:
    """The files in an order that keeps a slow line busy: large ones spread among the small.

    A browser asks for six at a time. Small ones cost it waiting and large ones the line itself, so
    that a row of either alone leaves the other idle.
    """
    sizes = {name: (scripts / name).stat().st_size for name in files}
    left = sorted(sizes, key=lambda name: sizes[name])
    each = sum(sizes.values()) / max(len(left), 1)
    found: list[str] = []
    sent = 0
    while left:
        name = left.pop(-1 if sent < each * (len(found) + 1) else 0)
        found.append(name)
        sent += sizes[name]
    return found
