"""The order of the tests: the fast ones first, and in no process anything after a browser's.

Playwright keeps an event loop running in the thread of the tests once a browser is open, and
nothing else can run a loop of its own there any more. Within a folder the longest files come
first, so that no core is left with one of them at the end.

It holds for each of several processes as long as files are handed out whole and in order, as
``--dist loadfile --no-loadscope-reorder`` does.
"""

from __future__ import annotations

import pytest

_LATER = ("tests/pages/", "tests/privacy/", "tests/browser/")
LONG = (
    "test_workshop",
    "test_eight_lessons",
    "test_axe",
    "test_learner_pages",
    "test_story",
    "test_writing_away",
    "test_restarts",
    "test_cohort_doors",
    "test_planning_workshops",
    "test_look",
    "test_scene",
    "test_writing_box",
    "test_notes",
    "test_hostile_screens",
    "test_kitchen",
    "test_identity_providers",
    "test_three_ticks",
    "test_policy",
    "test_entering",
)


def place(node_id: str) -> tuple[int, int]:
    """What to sort a test by."""
    file = node_id.partition("::")[0]
    folder = next((n for n, start in enumerate(_LATER, 1) if file.startswith(start)), 0)
    name = file.rpartition("/")[2].removesuffix(".py")
    return folder, LONG.index(name) if name in LONG else len(LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort what was collected; tests of one place stay as they were."""
    items.sort(key=lambda item: place(item.nodeid))
