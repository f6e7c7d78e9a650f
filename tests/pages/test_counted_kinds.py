"""My data counts what was submitted by kind, in words, and knows every kind there is."""

from __future__ import annotations

from typing import get_args

from course.authoring.schema import Exercise
from pages.ui import my_data_view


def test_every_kind_of_exercise_is_counted_as_one_and_as_several() -> None:
    kinds = [get_args(one.model_fields["kind"].annotation)[0] for one in Exercise.__subclasses__()]
    counted = {kind: [my_data_view.counted(kind, number) for number in (1, 2)] for kind in kinds}
    assert counted == {
        "reflection": ["1 reflection", "2 reflections"],
        "reply": ["1 reply", "2 replies"],
        "drill": ["1 drill", "2 drills"],
        "reframe": ["1 reframe", "2 reframes"],
        "check": ["1 check", "2 checks"],
        "sort": ["1 sorting", "2 sortings"],
        "demonstration": ["1 demonstration", "2 demonstrations"],
        "rating": ["1 rating", "2 ratings"],
        "intention": ["1 intention", "2 intentions"],
        "evaluation": ["1 evaluation", "2 evaluations"],
    }
