"""What a page will need, named in its head, so that a browser asks for all of it at once.

Streamlit's scripts find out one after another which others they need, a round trip each time, and
some only when the first run has told them what to draw.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

from pages.routes import chunks
from pages.ui import parts

log = logging.getLogger("goldseam.routes")

# What every page draws with, last of all what our own parts need, and what one address draws with
# later.
_EVERYWHERE = ("Html", "PageLink", "Button", "rehype-raw", "hastscript", "purify.es")
_LAST = ("BidiComponent",)
_LATER = {"/lesson": ("Radio",)}
# Scripts of our own.
_OURS = {"/lesson": ("gs_watch", "gs_writing_box")}
_FONTS = ("atkinson-hyperlegible-next-latin-wght-normal", "newsreader-latin-wght-normal")
OF_THEIR_OWN = frozenset(_LATER)
_NAMED = re.compile(r'"\./(static/(?:js|css)/[\w.-]+)"')
_PRELOAD = re.compile(r'\s*<link rel="modulepreload" crossorigin href="\./static/js/([\w.-]+)">')


def asked_for(page: str) -> list[str]:
    """The addresses of Streamlit's scripts and styles that a page names."""
    return [f"/{path}" for path in dict.fromkeys(_NAMED.findall(page))]


def hurried(page: str, scripts: Path, path: str = "/") -> str:
    """The page with what ``path`` will need named in it, in the order of need.

    ``scripts`` is Streamlit's folder of scripts. A page that is not as expected is left as it is.
    """
    first = _PRELOAD.findall(page)
    if not first or not all((scripts / name).is_file() for name in first):
        log.warning("Streamlit's page is not as expected: scripts are asked for as it finds out")
        return page
    known = {Path(found).name for found in _NAMED.findall(page)}
    head = [_module(name) for name in chunks.mixed(scripts, first)] + _fonts()
    for names, link in (
        (_EVERYWHERE, _module),
        (_LAST, _module),
        (_LATER.get(path, ()), _prefetch),
    ):
        files = chunks.needed(scripts, chunks.named(scripts, names))
        head += map(link, chunks.mixed(scripts, [name for name in files if name not in known]))
        known |= set(files)
    head += [_our_module(name) for name in _OURS.get(path, ("gs_watch",))]
    return _PRELOAD.sub("", page).replace("</head>", "\n".join(head) + "\n  </head>", 1)


def _module(name: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'


def _our_module(name: str) -> str:
    return f'<link rel="modulepreload" href=".{parts.address(name)}">'


def _prefetch(name: str) -> str:
    return f'<link rel="prefetch" as="script" crossorigin href="./static/js/{name}">'


def _fonts() -> list[str]:
    return [
        f'<link rel="preload" href="./app/static/fonts/{name}.woff2" as="font" '
        'type="font/woff2" crossorigin>'
        for name in _FONTS
    ]
