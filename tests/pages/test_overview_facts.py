"""What a page of figures says of the people behind them, in words."""

from __future__ import annotations

import pytest

from course.cohort.overview import JoinedByLink
from pages.ui import overview_facts


@pytest.mark.parametrize(
    ("by_link", "joined", "who"),
    [
        (0, 1, "No learner"),
        (0, 4, "No learner"),
        (1, 1, "The one learner"),
        (1, 4, "1 of the 4 learners"),
        (4, 4, "All 4 learners"),
    ],
)
def test_how_many_came_by_a_link_is_said_in_words(by_link: int, joined: int, who: str) -> None:
    said = overview_facts.joined_sentence(JoinedByLink(by_link, joined))
    begins, _ = said.split(". ", 1)
    verb = "has" if "learners" not in who else "have"
    assert begins == (
        f"{who} who {verb} joined came by a link that your instructor could have opened"
    )
