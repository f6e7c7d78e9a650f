"""What is longer than a projector's screen is written smaller on the board."""

from __future__ import annotations

from playwright.sync_api import Page

from course.authoring.activities import ColourLine
from tests.browser.scene_page import Drawn
from tests.content import our_course
from tests.live.scenes import activity, scene

HEIGHT = 720
_FIT = "() => Number(document.getElementById('scene').style.getPropertyValue('--fit') || 1)"


def test_no_case_of_our_plans_runs_off_a_projector_with_its_new_fact(page: Page) -> None:
    """Nobody scrolls there; what is short keeps its size."""
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    drawn = Drawn(page, "board")
    smallest = 1.0
    for plan in our_course().workshops.values():
        for one in plan.activities:
            if isinstance(one, ColourLine):
                asked = activity("line", body={"case": one.case, "fact": one.fact}, part=1)
                drawn.show({**scene(asked), "mine": {"board": True}})
                tall = page.evaluate("document.scrollingElement.scrollHeight")
                assert tall <= HEIGHT, one.case
                smallest = min(smallest, page.evaluate(_FIT))
    assert 0.7 <= smallest < 1
    drawn.show({**scene(activity("poll")), "mine": {"board": True}})
    assert page.evaluate(_FIT) == 1
    assert drawn.errors == []
    drawn.close()
