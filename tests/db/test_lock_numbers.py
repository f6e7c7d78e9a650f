"""The numbers of PostgreSQL's advisory locks: two that are the same would wait for each other."""

from __future__ import annotations

import re
from pathlib import Path

QUERIES = Path(__file__).resolve().parents[2] / "db" / "queries"
_NUMBER = re.compile(r"\b7_?032_?\d{3}\b")
TOGETHER = 7032122  # held by one alone, or by all who contribute: said twice


def test_each_lock_has_a_number_of_its_own() -> None:
    found = [
        int(number)
        for file in QUERIES.glob("*.py")
        for number in _NUMBER.findall(file.read_text(encoding="utf-8"))
    ]
    found.remove(TOGETHER)
    assert len(found) == 7
    assert len(set(found)) == len(found)
