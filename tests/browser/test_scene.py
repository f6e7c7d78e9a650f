"""The scene module: every kind at every stage, at every width, by keyboard, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.scene_page import Drawn
from tests.live import scenes
from tests.live.scenes import HOSTILE, activity, group, mine, run, scene

WIDTHS = {"phone": (320, 390, 1280), "board": (1280,)}
HEIGHTS = {"phone": 844, "board": 720}
# Of stages that look the same for every kind, axe sees one.
ALIKE = re.compile(r"^(scale|line|words|text|exit|reset|prompt) (waiting|closed)$")
_WIDEST = "() => document.scrollingElement.scrollWidth"
_LOWEST = "() => document.querySelector('.sc-board-view').getBoundingClientRect().bottom"


@pytest.fixture
def phone(page: Page) -> Iterator[Drawn]:
    page.set_viewport_size({"width": 390, "height": HEIGHTS["phone"]})
    drawn = Drawn(page, "phone")
    yield drawn
    drawn.close()
    assert drawn.errors == []


@pytest.mark.parametrize("door", ["phone", "board"])
def test_every_scene_at_every_width(page: Page, door: str) -> None:
    drawn = Drawn(page, door)
    found: dict[str, list[str]] = {}
    for scheme in looking.SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for name, shown in scenes.everywhere().items():
            own = {"board": True} if door == "board" else shown["mine"]
            drawn.show({**shown, "mine": own})
            for width in WIDTHS[door]:
                page.set_viewport_size({"width": width, "height": HEIGHTS[door]})
                assert page.evaluate(_WIDEST) <= width, f"{name} at {width}"
            if door == "board":
                assert page.evaluate(_LOWEST) <= HEIGHTS[door], f"{name} runs off the screen"
            if not ALIKE.match(name):
                looking.laid_out(page)
                found[f"{name} {scheme}"] = looking.complaints(page)
            expect(page.locator("h1")).to_have_count(1)
    assert {look: said for look, said in found.items() if said} == {}
    assert drawn.errors == []
    drawn.close()


def test_a_poll_by_keyboard_and_its_receipt(phone: Drawn) -> None:
    phone.show(scene(activity("poll")))
    receipt = phone.page.locator(".sc-receipt")
    expect(receipt).to_have_text("Tap one. You can change it.")
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("Space")
    expect(phone.page.get_by_role("radio", name="Leave it")).to_be_checked()
    expect(receipt).to_have_text(re.compile("^Received. You can change it until time is up"))
    phone.page.keyboard.press("ArrowDown")
    expect(phone.page.get_by_role("radio", name="Ask directly")).to_be_checked()
    assert phone.values == [{"choice": "leave"}, {"choice": "ask"}]
    where, first = phone.sent[0]
    assert where == "/live/run/answers"
    assert (first["item"], first["part"]) == ("poll-1/1", 0)
    assert re.fullmatch("[0-9a-f]{32}", first["key"])
    assert first["key"] != phone.sent[1][1]["key"]


def test_five_points_a_line_and_words_by_keyboard(phone: Drawn) -> None:
    keyboard = phone.page.keyboard
    phone.show(scene(activity("scale")))
    phone.page.get_by_role("radio", name="Almost always").focus()
    keyboard.press("Space")
    phone.show(scene(activity("line")))
    dot = phone.page.get_by_role("slider", name="Where would you put it?")
    dot.focus()
    assert dot.get_attribute("aria-valuetext") == "Amber"
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowLeft")
    keyboard.press("ArrowLeft")
    assert dot.get_attribute("aria-valuetext") == "between Green and Amber"
    phone.show(scene(activity("words")))
    phone.page.get_by_role("textbox").first.focus()
    keyboard.type("lighter")
    keyboard.press("Tab")
    keyboard.type("closer")
    keyboard.press("Enter")
    phone.show(scene(activity("text")))
    phone.page.get_by_role("textbox").focus()
    keyboard.insert_text("x" * 300)  # as by pasting: nothing is cut, and it says so
    expect(phone.page.get_by_text("20 characters too many")).to_be_visible()
    for _ in range(20):
        keyboard.press("Backspace")
    expect(phone.page.get_by_text("0 characters left")).to_be_visible()
    keyboard.press("Tab")
    keyboard.press("Enter")
    phone.page.wait_for_function("window.sent.length >= 5")
    values = phone.values
    assert values[0] == {"at": 5}
    assert values[1]["at"] < 50
    assert values[-2:] == [{"words": ["lighter", "closer"]}, {"text": "x" * 280}]


def test_an_answer_is_sent_again_until_it_is_received_or_the_round_has_closed(
    phone: Drawn,
) -> None:
    receipt = phone.page.locator(".sc-receipt")
    phone.reply(0)
    phone.show(scene(activity("poll")))
    phone.page.get_by_text("Ask directly").click()
    expect(receipt).to_have_text("Not received yet. This phone will keep trying.")
    phone.reply(503, sentence="Not now")
    phone.page.wait_for_function("window.sent.length >= 2")
    phone.reply(200)
    expect(receipt).to_have_text(re.compile("^Received"))
    keys = {content["key"] for _, content in phone.sent}
    assert len(keys) == 1
    phone.reply(0)
    phone.page.get_by_text("Apologise").click()
    expect(receipt).to_have_text("Not received yet. This phone will keep trying.")
    phone.reply(409, sentence="This round has closed.")
    expect(receipt).to_have_text("This round has closed. Your answer is only on this phone.")
    expect(phone.page.get_by_role("radio", name="Apologise")).not_to_be_checked()
    phone.show(scene(activity("poll", "closed")))
    expect(phone.page.locator(".sc-clay")).to_have_text(
        "Your answer did not arrive before it closed. It is only on this phone."
    )
    assert phone.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_two_tabs_show_the_same_answer_and_writing_is_left_alone(phone: Drawn) -> None:
    phone.show(scene(activity("poll"), mine=mine(response={"choice": "sorry"})))
    expect(phone.page.get_by_role("radio", name="Apologise")).to_be_checked()
    phone.show(scene(activity("poll"), mine=mine(response={"choice": "ask"})))
    expect(phone.page.get_by_role("radio", name="Ask directly")).to_be_checked()
    phone.show(scene(activity("text")))
    box = phone.page.get_by_role("textbox")
    box.fill("Half a sen")
    phone.show(scene(activity("text"), revision=13))
    expect(box).to_be_focused()
    expect(box).to_have_value("Half a sen")


def test_texts_from_people_are_never_markup(phone: Drawn) -> None:
    phone.show(scene(activity("text", "revealed")))
    expect(phone.page.get_by_text(HOSTILE)).to_be_visible()
    assert phone.page.locator("main img").count() == 0


def test_what_happens_is_said_to_those_who_listen(phone: Drawn) -> None:
    said = phone.page.locator(".sc-hidden[role=status]")
    phone.show(scene(activity("poll")))
    expect(said).to_have_text(scenes.QUESTION)
    phone.page.get_by_text("Ask directly").click()
    expect(said).to_have_text(re.compile("^Received"))
    phone.show(scene(activity("poll", "revealed")))
    expect(said).to_have_text(re.compile("^Revealed"))
    phone.show(scenes.everywhere()["nearly"])
    expect(said).to_have_text(re.compile("seconds left"))
    last = {"began": scenes.NOW - 230_000, "seconds": None, "paused": None}
    phone.show(scene(activity("triads", clock=last), mine=mine(group=group("client"))))
    expect(said).to_have_text(re.compile(r"^\d+ seconds left. Next: Observer’s turn.$"))
    phone.show(scene(activity("triads"), run=run(stopped=True)))
    expect(said).to_have_text("Role-plays stop here.")


@pytest.mark.parametrize("hours", [-7, 0, 7])
def test_a_phone_whose_clock_is_hours_off_shows_the_time_left(page: Page, hours: int) -> None:
    slip = f"const real = Date.now; Date.now = () => real() + {hours} * 3600000;"
    drawn = Drawn(page, "phone", before=slip)
    drawn.show(scene(activity("poll")))
    expect(page.get_by_role("timer")).to_have_text(re.compile("^4[78] seconds left$"))
    drawn.show(scenes.everywhere()["paused"])
    expect(page.get_by_role("timer")).to_have_text("Paused")
    drawn.close()


def test_a_number_of_a_pair_is_given_once_and_its_gap_seen_by_both(phone: Drawn) -> None:
    page = phone.page
    early = scene(activity("pairs"), mine=mine(group=group("therapist", felt=True)))
    phone.show(early)
    expect(page.get_by_role("heading", name="How mended will")).to_have_count(0)
    phone.show(scenes.everywhere()["pairs prediction"])
    page.get_by_role("radio", name="4").check()
    assert phone.values == []
    page.get_by_role("button", name="Give this number").click()
    expect(page.get_by_text("You two see both numbers once both are in.")).to_be_visible()
    expect(page.get_by_role("button", name="Give this number")).to_have_count(0)
    assert phone.values == [{"predict": 4}]
    phone.show(scenes.everywhere()["pairs gap"])
    expect(page.get_by_text("The therapist thought 2, the client said 4. 2 apart.")).to_be_visible()


def test_ones_own_card_is_kept_during_and_after(phone: Drawn) -> None:
    page = phone.page
    phone.show(scene(activity("exit")))
    box = page.get_by_label("What will you do, with whom, and when?")
    expect(box).to_have_value("Call on Monday")
    box.fill("Call on Tuesday")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert phone.sent == [["/live/run/takeaway", {"commitment": "Call on Tuesday", "notes": ""}]]
    phone.show(scenes.everywhere()["ended"])
    expect(page.get_by_label("What I will do next time")).to_have_value("Call on Tuesday")
    expect(page.get_by_role("link", name="Download my card")).to_have_attribute(
        "href", "/live/run/takeaway.txt"
    )


def test_the_boards_code_is_dark_on_white_in_the_dark_and_can_be_hidden(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    drawn = Drawn(page, "board")
    drawn.show(scene(activity("poll"), mine={"board": True}))
    code = page.get_by_role("img", name="QR code")
    expect(code).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(".sc-code")).to_contain_text("K7M 2QD")
    expect(page.locator(".sc-join")).to_have_text("goldseam.example.org/join")
    drawn.show(scene(activity("poll"), run=run(code=None, join=None), mine={"board": True}))
    expect(code).to_have_count(0)
    drawn.close()


@pytest.mark.parametrize("state", ["gone", "elsewhere"])
def test_a_board_that_follows_no_more_keeps_nothing_of_the_run_on_the_screen(
    page: Page, state: str
) -> None:
    drawn = Drawn(page, "board")
    drawn.show(scene(activity("poll"), mine={"board": True}))
    page.evaluate("state => place.state(state, 'Open a new one.')", state)
    page.evaluate("place.drawer.tick()")
    said = {"gone": "This board was closed", "elsewhere": "Open on other screens"}[state]
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    expect(page.get_by_text("K7M")).not_to_be_visible()
    expect(page.get_by_role("complementary")).to_have_count(0)
    assert drawn.errors == []
    drawn.close()
