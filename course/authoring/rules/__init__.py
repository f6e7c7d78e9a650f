"""What a course is held to beyond its schema: one function a rule, one sentence on each."""

from __future__ import annotations

from course.authoring.folder import CourseText
from course.authoring.problem import Problem
from course.authoring.rules import evidence, ids, teaching, wording, workshops
from course.authoring.rules.rule import Look, Rule, apply

RULES: tuple[Rule, ...] = (
    *ids.RULES,
    *evidence.RULES,
    *teaching.RULES,
    *wording.RULES,
    *workshops.RULES,
)

__all__ = ["RULES", "Look", "Rule", "breaking", "every"]


def every(text: CourseText) -> tuple[Problem, ...]:
    """What every rule finds, in the order of files and lines."""
    return apply(RULES, text)


def breaking(text: CourseText) -> tuple[Problem, ...]:
    """What keeps a lesson from being taught at all."""
    return apply(tuple(rule for rule in RULES if rule.breaks), text)
