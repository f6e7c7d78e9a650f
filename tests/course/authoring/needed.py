"""A good course spoiled in one place: what it needs to be whole, and what is then said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.course.authoring.samples import LESSON, good_lesson


@dataclass(frozen=True)
class Bad:
    """A good course spoiled in one place, and what is said of the line that holds ``at``."""

    rule: str
    old: str
    new: str
    at: str
    said: str
    file: str = LESSON


NEEDED = [
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
]
