"""Every page is for everyone: axe finds nothing, nothing runs over the side, each has its title.

Each page is looked at light at 1440 pixels and dark at 390, then at 320; in a soak at either width
in either scheme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import soak
from tests.browser import looking
from tests.browser import places as prepared
from tests.browser.acts import LESSON, Place, press, unfold_details
from tests.browser.everywhere import EVERYWHERE
from tests.browser.places import Places

LOOKS = looking.ALL_LOOKS if soak.LARGE else looking.BOTH_ENDS
PLANT = """
() => {
  const faint = '<p style="color:#999;background:#aaa;width:330px">Hard to read</p>';
  document.querySelector("main").insertAdjacentHTML("afterbegin", faint);
  document.querySelector("#email").style.cssText =
    "outline:none;box-shadow:none;border-color:gray;background:white";
}
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with prepared.served(tmp_path_factory.mktemp("places") / "served") as found:
        yield found


def opened(page: Page, address: str) -> None:
    page.goto(address)
    looking.drawn(page)


def is_for_everyone(
    page: Page, title: str, begin: Callable[[], None], *, lasts: bool = True
) -> None:
    assert looking.found_by_axe(page, begin, lasts=lasts, wanted=LOOKS) == {}
    assert page.title() == title
    assert looking.widest(page) <= looking.NARROWEST


def test_the_first_owners_door(places: Places, page: Page) -> None:
    places.sign_in(page.context, "")
    link = places.server.owner_link()
    is_for_everyone(page, "Start here · Goldseam", lambda: opened(page, link))


@pytest.mark.parametrize("place", EVERYWHERE, ids=lambda place: place.name)
def test_a_page(places: Places, page: Page, place: Place) -> None:
    if place.who == "owner" and "owner" not in places.tokens:
        places.make_owner()
    places.sign_in(page.context, place.who)

    def begin() -> None:
        page.goto(places.address(place.path))
        if place.act is not None:
            looking.drawn(page)
            place.act(page)

    is_for_everyone(page, place.title, begin, lasts=place.act is None)


def test_an_invitation_and_the_phrase_behind_it(places: Places, page: Page) -> None:
    for who in ("mended", ""):
        places.sign_in(page.context, who)
        title = "Join Autumn cohort · Goldseam"
        is_for_everyone(page, title, lambda: _unfolded(page, places.invitation))
    page.set_viewport_size({"width": looking.WIDTHS[0], "height": looking.HEIGHT})
    press("Join")(page)
    is_for_everyone(page, "Keep these six words · Goldseam", lambda: looking.drawn(page))


def _unfolded(page: Page, address: str) -> None:
    opened(page, address)
    unfold_details(page)


def test_the_link_in_a_letter_and_what_comes_of_its_button(places: Places, page: Page) -> None:
    places.sign_in(page.context, "")
    is_for_everyone(page, "Letters by mail · Goldseam", lambda: opened(page, places.off))
    press("Turn letters off")(page)
    is_for_everyone(page, "Letters are off · Goldseam", lambda: looking.drawn(page))


@pytest.mark.parametrize("scheme", looking.SCHEMES)
@pytest.mark.parametrize(
    ("who", "path", "stops"),
    [
        ("", "/return", 4),
        ("arrived", "/", 12),
        ("arrived", f"/lesson?lesson={LESSON.id}&step={LESSON.steps[0].id}", 14),
        ("arrived", "/practice?case=name-what-went-wrong%2Fanother-name", 16),
        ("new instructor", "/roster", 16),
    ],
)
def test_the_focus_can_be_seen(
    places: Places, page: Page, who: str, path: str, stops: int, scheme: str
) -> None:
    places.sign_in(page.context, who)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": looking.WIDTHS[0], "height": looking.HEIGHT})
    opened(page, f"{places.server.url}{path}")
    assert looking.without_visible_focus(page, stops) == []


def test_the_first_stop_of_the_keyboard_skips_the_menu(places: Places, page: Page) -> None:
    places.sign_in(page.context, "arrived")
    page.set_viewport_size({"width": looking.WIDTHS[0], "height": looking.HEIGHT})
    opened(page, places.server.url)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stMain").locator(":focus")).to_have_count(1)


def test_these_tests_find_what_is_planted(places: Places, page: Page) -> None:
    places.sign_in(page.context, "")

    def planted() -> None:
        opened(page, f"{places.server.url}/return")
        page.evaluate(PLANT)

    found = looking.found_by_axe(page, planted)
    assert list(found) == ["1440 light", "390 light", "1440 dark", "390 dark"]
    assert all(said[0].startswith("color-contrast") for said in found.values())
    assert looking.widest(page) > looking.NARROWEST
    assert len(looking.without_visible_focus(page, 2)) == 1
