"""What every box says about who can read it, word for word."""

from __future__ import annotations

import pytest

from course.access import Role
from course.installation import Installation
from course.study.readers import Facts, promise, who_can_read
from tests import world


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            Facts(),
            "Your instructor and other learners can't read this. Whoever runs this server could.",
        ),
        (
            Facts(owners=("",)),
            "Your instructor and other learners can't read this. Whoever runs this server could.",
        ),
        (
            Facts(owners=("Ana Lind",)),
            "Your instructor and other learners can't read this. "
            "Whoever runs this server (Ana Lind) could.",
        ),
        (
            Facts(owners=("Ana", "Ben", "Cy")),
            "Your instructor and other learners can't read this. "
            "Whoever runs this server (Ana, Ben and Cy) could.",
        ),
        (
            Facts(owners=("Ana Lind",), teaching_owners=("Ana Lind",), other_instructors=False),
            "Other learners can't read this. "
            "Your instructor Ana Lind also runs this server and could read it.",
        ),
        (
            Facts(owners=("",), teaching_owners=("",), other_instructors=False),
            "Other learners can't read this. "
            "Your instructor also runs this server and could read it.",
        ),
        (
            Facts(owners=("Ana",), teaching_owners=("Ana",), other_instructors=True),
            "Your other instructors and other learners can't read this. "
            "Your instructor Ana also runs this server and could read it.",
        ),
        (
            Facts(owners=("Ana", "Ben"), teaching_owners=("Ana", "Ben"), other_instructors=False),
            "Other learners can't read this. "
            "Your instructors Ana and Ben also run this server and could read it.",
        ),
        (
            Facts(owners=("Ana", "Ben"), teaching_owners=("Ana",), other_instructors=False),
            "Other learners can't read this. "
            "Your instructor Ana also runs this server and could read it, and so could Ben.",
        ),
    ],
)
def test_the_line_follows_from_the_facts(facts: Facts, line: str) -> None:
    assert promise(facts) == line


def test_the_line_is_made_from_this_installation(installation: Installation) -> None:
    with installation.writing() as work:
        here, there = world.cohort(work), world.cohort(work)
        owner = world.someone(work, here, Role.INSTRUCTOR, name="Ana", is_owner=True)
        world.someone(work, there, Role.INSTRUCTOR, name="Ben")
        learner, other = world.someone(work, here), world.someone(work, there)
        assert who_can_read(work, learner, here) == (
            "Other learners can't read this. "
            "Your instructor Ana also runs this server and could read it."
        )
        assert who_can_read(work, other, there) == (
            "Your instructor and other learners can't read this. "
            "Whoever runs this server (Ana) could."
        )
        world.join(work, owner.account_id, there, Role.INSTRUCTOR)
        assert who_can_read(work, other, there) == (
            "Your other instructors and other learners can't read this. "
            "Your instructor Ana also runs this server and could read it."
        )
