"""The writing box in a real browser: what is typed is never lost, and never said to be saved if
it is not."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.learning import LESSON, Learning, Person, open_page, press, settle

SAVED = re.compile(
    r"^Saved \d\d:\d\d\. Your instructor and other learners can't read this\. "
    r"Whoever runs this server could\.$"
)
BOX = "excuse-and-punish"


def box(page: Page) -> Locator:
    return page.locator("textarea").first


def says(page: Page) -> Locator:
    return page.locator(".gs-msg").first


def begin_writing(learning: Learning, page: Page) -> None:
    open_page(page, learning.step("looking-back"))
    expect(box(page)).to_be_visible()


def test_words_are_saved_a_moment_after_typing_pauses(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    expect(says(page)).to_have_text(
        "Saves as you write. Your instructor and other learners can't read this. "
        "Whoever runs this server could."
    )
    box(page).press_sequentially("I was late, and she was kind.")
    expect(says(page)).to_have_text("Saving…")
    expect(says(page)).to_have_text(SAVED, timeout=5_000)
    assert learning.draft(person, BOX) == "I was late, and she was kind."


def test_somebody_who_never_pauses_is_saved_all_the_same(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    box(page).press_sequentially("word " * 16, delay=75)  # six seconds without a pause
    assert learning.draft(person, BOX).startswith("word word")


def test_words_come_back_after_the_server_was_killed_while_typing(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    box(page).press_sequentially("Before the power went. ")
    learning.server.kill()
    try:
        box(page).press_sequentially("And after.")
        expect(says(page)).to_have_text("Not saved yet. Your words are still here.")
    finally:
        learning.server.start()
    expect(says(page)).to_have_text(SAVED)
    assert learning.draft(person, BOX) == "Before the power went. And after."
    expect(box(page)).to_have_value("Before the power went. And after.")
    open_page(page, f"{learning.server.url}/lesson?lesson={LESSON}")
    expect(page.locator("h1").first).to_have_text("Looking back")
    expect(box(page)).to_have_value("Before the power went. And after.")


def test_twenty_thousand_emoji_survive_a_tab_closed_after_the_last_key(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    emoji = "".join(chr(0x1F300 + (number * 7) % 512) for number in range(20_000))
    box(page).evaluate(
        """(area, text) => { area.value = text;
            area.dispatchEvent(new InputEvent("input", { bubbles: true })); }""",
        emoji,
    )
    page.close()
    wait_for_draft(learning, person, emoji)


def test_the_last_words_survive_a_closed_tab_while_a_save_is_on_its_way(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    box(page).fill("A" * 500)  # a jump like a paste, which is sent at once
    box(page).press_sequentially(" and then some")
    page.close()
    wait_for_draft(learning, person, "A" * 500 + " and then some")


def wait_for_draft(learning: Learning, person: Person, text: str) -> None:
    import time

    until = time.monotonic() + 10
    while learning.draft(person, BOX) != text and time.monotonic() < until:
        time.sleep(0.1)
    kept = learning.draft(person, BOX)
    assert len(kept) == len(text)
    assert kept == text


def test_a_submission_right_after_the_last_key_holds_every_word(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    box(page).press_sequentially("All of it, to the last full stop.")
    page.wait_for_timeout(50)
    press(page, "Keep this reflection")
    expect(page.locator(".gs-sheet .gs-words").first).to_have_text(
        "All of it, to the last full stop."
    )
    assert learning.answers(person, BOX) == [{"text": "All of it, to the last full stop."}]
    assert learning.draft(person, BOX) == ""


def test_ctrl_enter_submits_and_a_second_press_adds_nothing(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    box(page).press_sequentially("By keyboard.")
    box(page).press("Control+Enter")
    box(page).press("Control+Enter")
    expect(page.locator(".gs-sheet .gs-words").first).to_have_text("By keyboard.")
    assert learning.answers(person, BOX) == [{"text": "By keyboard."}]


def test_an_answer_lost_on_the_way_back_is_stored_once(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    lost: list[int] = []

    def lose_the_first_reply(route: object) -> None:
        if not lost:
            lost.append(route.fetch().status)  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/write/submit", lose_the_first_reply)
    box(page).press_sequentially("Sent once, kept once.")
    page.get_by_role("button", name="Keep this reflection").first.click()
    expect(page.locator(".gs-sheet .gs-words").first).to_have_text("Sent once, kept once.")
    assert lost == [200]
    assert learning.answers(person, BOX) == [{"text": "Sent once, kept once."}]


def test_an_older_tab_says_so_and_its_words_stay_in_sight(
    learning: Learning, person: Person, page: Page, context: BrowserContext
) -> None:
    begin_writing(learning, page)
    newer = context.new_page()
    begin_writing(learning, newer)
    box(newer).press_sequentially("Written in the newer tab.")
    expect(says(newer)).to_have_text(SAVED)
    box(page).press_sequentially("Written in the older tab.")
    see = page.get_by_role("button", name="See the newer version")
    expect(see).to_be_visible()
    assert "Saved" not in says(page).inner_text()
    assert learning.draft(person, BOX) == "Written in the newer tab."
    see.click()
    settle(page)
    expect(box(page)).to_have_value("Written in the newer tab.")
    page.locator("summary", has_text="What this tab had").first.click()
    expect(page.locator(".gs-aside .gs-words").first).to_have_text("Written in the older tab.")


def test_one_character_too_many_is_refused_in_sight_and_nothing_is_cut(
    learning: Learning, person: Person, page: Page
) -> None:
    begin_writing(learning, page)
    full = "word " * 4_000
    box(page).fill(full)
    expect(says(page)).to_have_text(SAVED)
    box(page).press("Control+End")
    box(page).press_sequentially("y")
    expect(says(page)).to_have_text(
        "Not saved: this is 20,001 characters, and 20,000 is the most that can be kept. "
        "Nothing has been cut. Your words are still here."
    )
    page.get_by_role("button", name="Keep this reflection").first.click()
    page.wait_for_timeout(500)
    assert len(box(page).input_value()) == 20_001
    assert learning.draft(person, BOX) == full
    assert learning.answers(person, BOX) == []


def test_a_box_whose_script_did_not_come_is_drawn_as_soon_as_it_does(
    learning: Learning, person: Person, context: BrowserContext
) -> None:
    asked: list[str] = []

    def lose_two(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) <= 2:
            route.abort()
        else:
            route.continue_()

    # Nothing of it is there yet in a browser of its own.
    page = context.new_page()
    page.route("**/parts/*/gs_writing_box.js*", lose_two)
    begin_writing(learning, page)
    assert len(asked) == 3
    box(page).press_sequentially("As good as ever.")
    expect(says(page)).to_have_text(SAVED)
    assert learning.draft(person, BOX) == "As good as ever."
