"""The proof itself: nothing of it is missing, and its programs can tell a leak from a guess."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import numpy as np
import pytest

from course.cohort import rules
from tests import soak
from tests.privacy.proof import lives, people, registry, table
from tests.privacy.proof.rating import State, posterior
from tests.privacy.proof.scores import Score, learned, of_posteriors
from tests.privacy.traces import PRIOR, WHOLE

ROOT = Path(__file__).parent.parent.parent


def test_every_attacker_of_the_design_has_tests_that_exist() -> None:
    assert list(registry.HELD) == [f"T{number}" for number in range(15)]
    found = {
        f"{file}::{node.name}"
        for file in registry.files()
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert {test for tests in registry.HELD.values() for test in tests} - found == set()


def test_make_soak_runs_every_file_of_the_proof_and_all_that_have_a_large_form() -> None:
    files = soak.large_files()
    assert set(registry.files()) <= set(files)
    assert "tests/privacy/test_killed_ticks.py" in files
    assert all((ROOT / file).exists() for file in files)


def test_the_table_holds_every_size_of_the_design_to_its_bars() -> None:
    assert WHOLE == (8, 12, 25, 60, 500)
    assert (table.TRIALS, table.LARGE_TRIALS, table.LARGE) == (2000, 600, 500)
    assert table.STRONG.holds(Score(0.95, 1, 1), 8)
    assert not table.STRONG.holds(Score(0.94, 1, 1), 8)
    assert table.GUESS.holds(Score(0.43, 0, 1), 60)
    assert not table.GUESS.holds(Score(0.44, 0, 1), 60)
    assert table.GUESS.holds(Score(0.45, 0, 1), 500)
    assert not table.GUESS.holds(Score(0.30, 0.001, 1), 8)
    assert not table.GUARD.holds(Score(0.61, 0, 1), 8)
    assert not table.GUARD.holds(Score(0.30, 0.11, 1), 8)
    assert not table.DONE.holds(Score(0.61, 0, 1), 12)
    assert not table.DONE.holds(Score(0.50, 0.006, 1), 12)


def test_a_missed_bar_is_said_in_the_table() -> None:
    part, rows = next(iter(table.PARTS.items()))
    found: dict[tuple[str, int, int], Score | None] = {
        (name, number, size): Score(0.99, 0.9, 1)
        for name, each in table.PARTS.items()
        for number in range(len(each))
        for size in WHOLE
    }
    lines = list(table.lines(found))
    assert lines[0].startswith(f"| {part} | n = 8 | n = 12 |")
    assert lines[2].endswith("| 0.99 (0.900) | T0 met |")
    assert [line for line in lines if line.endswith("T1 MISSED |")]
    assert len(lines) == sum(map(len, table.PARTS.values())) + 3 * len(table.PARTS)
    assert len(rows) == 8


def test_a_posterior_is_that_of_a_small_case_done_by_hand() -> None:
    # Nothing is shown; an exact total of one person; of two, of whom one is known to have said 2.
    assert posterior(()) == pytest.approx(PRIOR)
    assert posterior((State(4, 1, 0, 0, True),)) == pytest.approx((0, 0, 0, 1, 0))
    assert posterior((State(7, 2, 0, 2, True),)) == pytest.approx((0, 0, 0, 0, 1))
    # A total of 9 of two people is 4 and 5 or 5 and 4.
    assert posterior((State(9, 2, 1, 0, True),)) == pytest.approx((0, 0, 0, 0.5, 0.5))
    # Seven fives and the target are said as "4.5" whatever the target says.
    assert posterior((State("4.5", 8, 0, 35, True),)) == pytest.approx(PRIOR)


def test_an_attacker_that_learns_finds_a_leak_and_no_more_than_there_is() -> None:
    def leaks(_name: str, number: int, did: bool) -> tuple[tuple[int, ...], tuple[float, ...]]:
        return (0, int(did) if number % 4 == 0 else 2), (1.0, 0.0)

    def tells_nothing(name: str, number: int, did: bool) -> tuple[tuple[int, ...], tuple[()]]:
        return ((len(name) + number) % 3,), ()

    found = learned(leaks, 400, 400)
    assert found.right == pytest.approx(0.625, abs=0.02)
    assert found.sure == 0.25
    assert learned(tells_nothing, 400, 400).sure == 0
    assert of_posteriors([(0, [0.5, 0.5]), (1, [0.02, 0.98])]) == Score(0.75, 0.5, 2)


def test_the_invented_people_rate_as_people_are_said_to() -> None:
    rows = people.everyone()
    assert people.blind() == pytest.approx(PRIOR, abs=0.01)
    before, after = rows[:, 0], rows[:, people.SKILLS]
    assert np.corrcoef(before, rows[:, 1])[0, 1] == pytest.approx(0.36, abs=0.04)  # another skill
    assert np.corrcoef(before, after)[0, 1] == pytest.approx(0.63, abs=0.05)  # the same one, later
    assert after.mean() - before.mean() == pytest.approx(0.6, abs=0.1)
    assert rows[0, list(people.band_columns(0))].sum() == 1


def test_lives_differ_by_nothing_but_what_the_target_does() -> None:
    helpers = rules.accomplices(60)
    did, not_done = (lives.live(60, helpers, one, random.Random("life")) for one in (True, False))
    assert (did.others == not_done.others).all()
    assert (did.lesson, did.alone) == (not_done.lesson, not_done.alone)
    assert len(did.days(did.lesson)) == len(not_done.days(did.lesson)) + 1
    alone = [day for day in did.days(did.lesson) if day == did.alone]
    assert len(alone) == 1 + helpers
