"""Choosing which cohorts are published together, on a cohort's settings."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from course.access import Role, Viewer
from course.cohort import pools
from course.installation import Installation
from pages.ui import layout, pool_choice, wiring
from pages.ui.pool_choice import NO_OTHER
from tests import world
from tests.clock import HandClock
from tests.pages.test_overview_pages import text_of
from tests.privacy.worlds import FREEZE, Group, group, signed_in


def _page() -> None:
    """Only the part of the page that this is about."""
    import streamlit as st

    from pages.ui import pool_choice, wiring

    viewer, cohort_id = st.session_state["looks"]
    with wiring.reading() as work:
        from course.cohort import making

        cohort = making.shown(work, viewer, cohort_id)
    pool_choice.draw(viewer, cohort)


def drawn(viewer: Viewer, cohort_id: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=30)
    app.session_state["looks"] = (viewer, cohort_id)
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def two(sqlite_installation: Installation, clock: HandClock) -> tuple[Group, Group, Viewer]:
    """Two small cohorts with the same dates, and who instructs both."""
    wiring.use(sqlite_installation)
    one, other = (group(sqlite_installation, clock, size) for size in (6, 7))
    with sqlite_installation.writing() as work:
        world.join(work, one.instructor.account_id, other.cohort_id, Role.INSTRUCTOR)
    return one, other, signed_in(sqlite_installation, clock, one.instructor.account_id)


def together(here: Group) -> set[str]:
    with here.installation.reading() as work:
        return set(pools.together(work, here.instructor, here.cohort_id))


def test_cohorts_are_published_together_and_apart_again(two: tuple[Group, Group, Viewer]) -> None:
    one, other, viewer = two
    app = drawn(viewer, one.cohort_id)
    assert text_of(app).startswith(f"Published together {pool_choice.WHAT}")
    app.checkbox[0].check()
    app.button[0].click().run()
    assert together(one) == {one.cohort_id, other.cohort_id}
    assert (
        "Invented cohort and Invented cohort are published together: figures are about all of "
        "them, and none of them is ever published alone." in text_of(app)
    )
    assert [box.value for box in app.checkbox] == [True]
    app.checkbox[0].uncheck()
    app.button[0].click().run()
    assert together(one) == {one.cohort_id}


def test_once_a_roster_is_fixed_the_choice_is_gone(
    two: tuple[Group, Group, Viewer], clock: HandClock
) -> None:
    one, other, viewer = two
    with one.installation.writing() as work:
        pools.declare(work, viewer, one.cohort_id, [other.cohort_id])
    one.go_to(FREEZE)
    app = drawn(viewer, one.cohort_id)
    assert len(app.checkbox) == 0
    assert "are published together" in text_of(app)


def test_a_cohort_alone_is_told_why_there_is_no_choice(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    wiring.use(sqlite_installation)
    here = group(sqlite_installation, clock, 6)
    assert text_of(drawn(here.instructor, here.cohort_id)).endswith(NO_OTHER)
    here.go_to(FREEZE)
    assert text_of(drawn(here.instructor, here.cohort_id)) == ""


def test_a_name_means_nothing_but_itself() -> None:
    assert layout.as_label("**B** <i> $x$ :red[y] `z` \\") == (
        r"\*\*B\*\* \<i\> \$x\$ \:red\[y\] \`z\` " + "\\\\"
    )


def test_somebody_else_is_refused(two: tuple[Group, Group, Viewer]) -> None:
    one, _other, _viewer = two
    app = AppTest.from_function(_page, default_timeout=30)
    app.session_state["looks"] = (one.learner, one.cohort_id)
    app.run()
    assert len(app.exception) == 1
    assert len(app.checkbox) == 0
