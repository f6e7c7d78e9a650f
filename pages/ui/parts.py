"""Components of our own: small parts of a page that run in the browser.

Streamlit sends a component's whole script again with every run that draws it, and the writing
box's is 19 KB. So a run carries only the few lines that fetch it by address, which a browser does
once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
_BOX = ("writing_saver.js", "writing_words.js", "writing_box.js", "writing_mount.js")
# Each part and the files that make its script, in their order.
FILES: Mapping[str, tuple[str, ...]] = {
    "gs_watch": ("watch_page.js",),
    "gs_writing_box": _BOX,
    "gs_speaker": ("speaker.js",),
    "gs_csv_box": ("csv_box.js",),
    "gs_clock": ("exercises/clock.js",),
    "gs_unsent": ("unsent.js",),
    "gs_seat_door": ("live/seat_door.js",),
    "gs_console_line": ("live/console_line.js",),
}


def _script(name: str) -> bytes:
    return b"\n".join((HERE / file).read_bytes() for file in FILES[name])


SCRIPTS = {name: _script(name) for name in FILES}
_EDITIONS = {name: hashlib.sha256(body).hexdigest()[:16] for name, body in SCRIPTS.items()}

# A line that fails just then is tried again, and under another address: a browser remembers that
# a script did not come, and does not ask for it twice.
_FETCH = """\
let part = null;
for (let tried = 0; !part; tried += 1) {
  const address = new URL("%s" + (tried ? `?tried=${tried}` : ""), document.baseURI);
  try {
    part = await import(address.href);
  } catch {
    await new Promise((go) => setTimeout(go, 1000 * Math.min(tried + 1, 5)));
  }
}
export default (given) => part.default({ ...given, data: JSON.parse(given.data) });
"""


def address(name: str) -> str:
    """The path of a part's script, which changes with it."""
    return f"/parts/{_EDITIONS[name]}/{name}.js"


def component(name: str, html: str = "") -> Callable[..., Any]:
    """What mounts a part: to be called with ``key``, ``data`` and ``on_..._change``."""
    script = _FETCH % address(name)
    mounted = st.components.v2.component(name, isolate_styles=False, html=html, js=script)

    def mount(*, key: str, data: Mapping[str, Any], **changes: Any) -> Any:
        # As one text: Streamlit asks of each value in a mapping whether it is a table.
        return mounted(key=key, data=json.dumps(data), **changes)

    return mount
