"""``make bench-live``: print the table; 1 when a bar is missed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench_live import one_process, phone_page, replicas, usual
from tests.bench_live.rows import Row

PARTS: dict[str, Callable[[Path], list[Row]]] = {
    "one": one_process.rows,
    "page": phone_page.rows,
    "usual": usual.rows,
    "replicas": replicas.rows,
}


def main(asked: list[str]) -> int:
    """All parts, or those that are named."""
    met = True
    for name, part in PARTS.items():
        if asked and name not in asked:
            continue
        with tempfile.TemporaryDirectory(prefix="goldseam-bench-") as folder:
            for what, figure, bar, is_met in part(Path(folder)):
                verdict = ("met" if is_met else "NOT MET") if bar else ""
                print(f"{what:<52} {figure:>11}  {bar:<13} {verdict}", flush=True)
                met = met and is_met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
