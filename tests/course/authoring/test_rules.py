"""Each rule of the linter finds its own kind of problem, and says so in exact words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from course.authoring.lint import lint, report
from course.authoring.load import CONTENT, load_course
from course.authoring.rules import RULES
from tests.course.authoring.samples import GOOD, LESSON, course, good_lesson, line_of, spoil


@dataclass(frozen=True)
class Bad:
    """A good course spoiled in one place, and what is said of the line that holds ``at``."""

    rule: str
    old: str
    new: str
    at: str
    said: str
    file: str = LESSON


SAMPLES = [
    Bad(
        "replies-exist",
        "beside: late",
        "beside: later",
        "beside: later",
        "next-time.beside: The lesson has no reply with this id.",
    ),
    Bad(
        "replies-exist",
        "gentler:\n",
        "instead_of: late\ngentler:\n",
        "instead_of: late",
        "late-again.instead_of: It must have the same rupture and another audience.",
    ),
    Bad(
        "replies-exist",
        "gentler:\n",
        "instead_of: late\naudience: coach\ngentler:\n",
        "instead_of: late",
        "late-again.instead_of: A reply that stands in for another is not required itself.",
    ),
    Bad(
        "gentler-form",
        'gentler:\n  client: "Hello."\n',
        "",
        "```unseen",
        "late-again: Give a gentler form of this case.",
    ),
    Bad(
        "gentler-form",
        "follows: I did wonder.",
        "follows: I did wonder.\ngentler:\n  client: Hm.",
        "gentler:",
        "late.gentler: At intensity 1 there is nothing gentler.",
    ),
    Bad(
        "trainer-notes",
        re.search(r"trainer:.*?\n(?=---)", good_lesson(), re.DOTALL)[0],  # type: ignore[index]
        "",
        "---",
        "trainer: The lesson has no notes for trainers.",
    ),
    Bad(
        "unseen-for-intention",
        "rupture: withdrawal\nintensity: 2",
        "rupture: boundary\nintensity: 2",
        "```intention",
        "next-time: No unseen case of the type withdrawal is kept for its return.",
    ),
    Bad(
        "seeds-covered",
        "M15: Empathy can miss.",
        "M15: Empathy can miss.\nM16: It can also land.",
        "M16",
        "points.M16: No lesson covers this point.",
        file="seeds.yml",
    ),
    Bad(
        "sources-used",
        "R3:\n",
        "R4:\n  cite: Nobody asked.\nR3:\n",
        "lessons:",
        "lessons: No lesson names the source R4.",
        file="sources.yml",
    ),
    Bad(
        "places-known",
        "where: england",
        "where: wales",
        "where: wales",
        "step.try: course.yml knows no place wales.",
    ),
    Bad(
        "law-has-a-place",
        "More words.",
        "More words, by law [R3].",
        "[R3].",
        "step.read: R3 is law or duty; say it in a duty, with where.",
    ),
    Bad(
        "unique-ids",
        "id: thought",
        "id: late",
        "id: late\nprompt: What do you notice?",
        "late.id: This id stands twice in the lesson's exercises; answers are kept by it.",
    ),
    Bad(
        "unique-ids",
        "## Rate {#rate}",
        "## Rate {#write}",
        "## Rate {#write}",
        "step.write: This id stands twice in the lesson's steps; answers are kept by it.",
    ),
    Bad(
        "unique-ids",
        "      - id: b\n        text: 1:30",
        "      - id: a\n        text: 1:30",
        "      - id: a\n        text: 1:30",
        "quiz.questions[0].choices[1].id: This id stands twice in this question; "
        "answers are kept by it.",
    ),
    Bad(
        "one-right-choice",
        "        right: true\n",
        "",
        "  - id: first",
        "quiz.questions[0]: Exactly one choice must be right; none is marked so.",
    ),
    Bad(
        "one-right-choice",
        "        text: 1:30\n",
        "        text: 1:30\n        right: true\n",
        "  - id: first",
        "quiz.questions[0]: Exactly one choice must be right; 2 are marked so.",
    ),
    Bad(
        "sort-boxes",
        "    box: red",
        "    box: amber",
        "    box: amber",
        "colours.cards[1].box: There is no such box; the boxes are green, red.",
    ),
    Bad(
        "unique-skills",
        "id: steady",
        "id: notice",
        "  - id: notice\n    name: Steady",
        "skills[1].id: This id stands twice in the rubric; answers are kept by it.",
        file="rubric.yml",
    ),
    Bad(
        "lesson-numbers",
        "number: 1",
        "number: 2",
        "number: 2",
        "number: By course.yml this is lesson 1.",
    ),
    Bad(
        "covers-exist",
        "[P3, M15]",
        "[P3, P59]",
        "covers:",
        "covers[1]: There is no such seed in seeds.yml.",
    ),
    Bad("covers-exist", "[P3, M15]", "[P3, P3]", "covers:", "covers[1]: This seed is named twice."),
    Bad(
        "sources-exist",
        "R2:\n",
        "R3:\n",
        "sources:",
        "sources[1]: This source is not in sources.yml.",
        file="sources.yml",
    ),
    Bad(
        "citations-listed",
        "More words.",
        "More words.\n\nAnd a last one [R1, R7].",
        "[R1, R7]",
        "step.read: R7 is cited here but not named in the front matter.",
    ),
    Bad(
        "citations-listed",
        "follows: I did wonder.",
        "follows: I did wonder [R1-R2].",
        "[R1-R2]",
        "late.follows: Cite each source by its own key, as in [R31, R32].",
    ),
    Bad(
        "sources-cited",
        " A second is reportedly so [R2].",
        "",
        "sources:",
        "sources[1]: This source is never cited in the lesson.",
    ),
    Bad(
        "secondary-reported",
        "A second is reportedly so [R2].",
        "A second is so [R2].",
        "[R2].",
        "step.read: R2 is known at second hand; say that it is reported.",
    ),
    Bad(
        "repair-before-rating",
        "## Write {#write}",
        "```rating\nid: early\nwave: before\nprompt: Now?\n```\n\n## Write {#write}",
        "```rating",
        "early: In lesson 1 a rating comes after the first reply.",
    ),
    Bad(
        "exemplar-skills",
        "    skill: own\n",
        "",
        "exemplar:",
        "late.exemplar: At least one stretch must show a skill.",
    ),
    Bad(
        "exemplar-skills",
        "    skill: own",
        "    skill: invite",
        "    skill: invite",
        "late.exemplar[0].skill: The skill invite is not among the reply's own skills.",
    ),
    Bad(
        "rating-skills",
        "id: own",
        "id: invite",
        "skills:",
        "late.skills[1]: The rubric has no skill own.",
        file="rubric.yml",
    ),
    Bad(
        "predictions",
        "    predict:\n      ask: What comes next?\n      choices: [A complaint, A silence]\n",
        "",
        "turns:",
        "talk.turns: At least one turn must ask for a prediction.",
    ),
    Bad(
        "minutes-plausible",
        "minutes: 20",
        "minutes: 90",
        "minutes:",
        "minutes: Reading and exercises come to about 20 minutes.",
    ),
    Bad(
        "no-exclamation",
        "      why: The client can say how it was.",
        "      why: The client can say how it was!",
        "how it was!",
        "late.behaviours.good[0].why: Say it without an exclamation mark.",
    ),
    Bad(
        "no-exclamation",
        "promise: It shows what a course holds.",
        "promise: It shows what a course holds!",
        "promise:",
        "promise: Say it without an exclamation mark.",
        file="course.yml",
    ),
]


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
