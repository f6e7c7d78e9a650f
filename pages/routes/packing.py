"""Streamlit's scripts and styles, each compressed once and kept.

Brotli at its best takes a sixth less of a slow line than gzip, and seconds of a processor to make;
so it is made in a thread of its own, kept in the data folder for the next start, and until it is
there the gzipped bytes are sent.
"""

from __future__ import annotations

import gzip
import logging
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue

import brotli

log = logging.getLogger("goldseam.routes")

_KINDS = {".js", ".css", ".svg"}
QUICKLY, WELL = "gzip", "br"
AFTER_OTHERS = 10  # its nice value: the first visitors' pages go before


class Packed:
    """The compressed bytes of every hashed asset, about 3 MB if every page has been opened.

    ``folder`` holds Streamlit's ``static`` folder's parent; ``shelf`` is where the well compressed
    ones are kept. Their names carry a hash of the content, so nothing on it is ever out of date.
    """

    def __init__(self, folder: Path, shelf: Path) -> None:
        self._folder = folder
        self._shelf = shelf
        # The only paths answered: what is there at start, so no request can reach another file.
        self.paths = frozenset(
            f"/{file.relative_to(folder).as_posix()}"
            for file in (folder / "static").rglob("*")
            if file.suffix in _KINDS
        )
        self._kept: dict[tuple[str, str], bytes] = {}
        self._asked: set[str] = set()
        self._waiting: SimpleQueue[str] = SimpleQueue()

    def start(self, first: Iterable[str]) -> None:
        """Begin to compress well, in the background: ``first``, then whatever is asked for."""
        for path in first:
            self.ask(path)
        threading.Thread(target=self._work, name="packing", daemon=True).start()

    def ask(self, path: str) -> None:
        """Have an asset compressed well when its turn comes."""
        if path in self.paths and path not in self._asked:
            self._asked.add(path)
            self._waiting.put(path)

    def ready(self, path: str, coding: str) -> bytes | None:
        """The bytes in this coding if they are there already."""
        return self._kept.get((path, coding))

    def quickly(self, path: str) -> bytes:
        """The gzipped bytes, made now if need be."""
        body = self.ready(path, QUICKLY)
        if body is None:
            body = gzip.compress(self._read(path), 9, mtime=0)
            self._kept[path, QUICKLY] = body
        return body

    def well(self, path: str) -> bytes:
        """The bytes at their smallest, from the shelf or made now and put there."""
        kept = self._shelf / f"{Path(path).name}.br"
        try:
            body = kept.read_bytes()
        except OSError:
            body = brotli.compress(self._read(path), quality=11)
            _put(kept, body)
        self._kept[path, WELL] = body
        return body

    def _read(self, path: str) -> bytes:
        return (self._folder / path.lstrip("/")).read_bytes()

    def _work(self) -> None:
        if sys.platform == "linux":  # where a thread has a priority of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), AFTER_OTHERS)
        while True:
            path = self._waiting.get()
            try:
                self.well(path)
            except (OSError, brotli.error) as error:
                log.warning("%s stays gzipped: %s", path, type(error).__name__)


def _put(kept: Path, body: bytes) -> None:
    """Put it there whole or not at all; a folder that cannot be written costs the next start."""
    aside = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(body)
        aside.replace(kept)
    except OSError as error:
        log.warning("%s is not kept: %s", kept.name, type(error).__name__)
