"""Each rule of the linter finds its own kind of problem, and says so in exact words."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.authoring.lint import lint, report
from course.authoring.load import CONTENT, load_course
from course.authoring.rules import RULES
from tests.course.authoring.needed import Bad
from tests.course.authoring.samples import GOOD, LESSON, course, line_of, spoil
from tests.course.authoring.spoiled import SAMPLES


@pytest.mark.parametrize("bad", SAMPLES, ids=lambda bad: bad.rule)
def test_a_rule_finds_its_problem_and_says_where(bad: Bad, tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, bad.file, bad.old, bad.new)
    found = [problem for problem in lint(folder)[1] if problem.rule == bad.rule]
    elsewhere = {"rating-skills": LESSON, "sources-exist": LESSON, "sources-used": "course.yml"}
    shown = elsewhere.get(bad.rule, bad.file)
    level = ", warning" if bad.rule == "secondary-reported" else ""
    line = line_of(folder, shown, bad.at)
    expected = f"{folder / shown}:{line}: {bad.said} ({bad.rule}{level})"
    assert expected in [str(problem) for problem in found]


def test_every_rule_has_a_sample_and_one_sentence() -> None:
    assert {bad.rule for bad in SAMPLES} == {rule.name for rule in RULES}
    for rule in RULES:
        assert rule.doc.endswith(".")
        assert "\n" not in rule.doc


def test_a_good_course_has_no_problem() -> None:
    assert report(*lint(GOOD)) == ("No problems in 1 lesson.", True)


def test_a_warning_is_printed_and_lets_the_check_pass(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, LESSON, "is reportedly so", "is so")
    text, passes = report(*lint(folder))
    assert text.split("\n")[1] == "No problems in 1 lesson."
    assert passes


def test_rules_look_at_what_can_be_read_of_a_malformed_lesson(tmp_path: Path) -> None:
    folder = course(tmp_path)
    spoil(folder, LESSON, "intensity: 1", "intensity: 9")
    spoil(folder, LESSON, "    box: red", "    box: amber")
    assert [problem.rule for problem in lint(folder)[1]] == ["schema", "sort-boxes"]


def test_our_own_course_has_no_problem_and_every_lesson_loads() -> None:
    lessons, problems = lint()
    assert [str(problem) for problem in problems if not problem.warning] == []
    assert lessons == len(load_course(CONTENT).catalogue.editions)
