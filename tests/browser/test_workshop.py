"""Our ninety minutes from the first ground rule to the last: console, board, eight phones."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.authoring.activities import Exit, Grouped, Reset
from course.workshop.commands import TOO_FEW, Refused
from course.workshop.state import Stage
from course.workshop.tallies import NONE
from tests.browser import evening as of
from tests.browser import evening_begins
from tests.browser.evening import OF, PLAN, Evening, leave, role
from tests.browser.walking import SLOW

WILL = "On Tuesday, before I ask how the week was, I say that I was late."


def test_the_ninety_minutes_are_held_through_sleep_kill_and_leaving(
    tmp_path: Path, page: Page
) -> None:
    with of.begin(tmp_path / "served", page) as evening:
        evening_begins.welcome(evening)
        evening_begins.corridor(evening)
        evening_begins.wrong_name(evening)
        evening_begins.letter(evening)
        _evidence_and_reset(evening)
        _better_line(evening)
        _bell(evening)
        _stay(evening)
        _exit(evening)
        _end(evening)
        assert evening.errors == []
        log = evening.server.log()
        assert [word for word in ("Traceback", " ERROR ", " WARNING ") if word in log] == []


def _evidence_and_reset(here: Evening) -> None:
    here.press("n", "Four sentences on the evidence", f"5 of {OF}, open")
    here.show("Four sentences on the evidence")
    here.click("Hide the code")
    expect(here.board.locator(".sc-join-box")).to_be_hidden(timeout=SLOW)
    here.click("Show the code")
    code = here.hosted.code
    expect(here.board.locator(".sc-code > span").first).to_have_text(f"{code[:3]} {code[3:]}")
    here.press("no", "Ninety-second reset", f"6 of {OF}, open")
    here.show("Ninety-second reset")
    reset = PLAN.activity("reset")
    assert isinstance(reset, Reset)
    for screen in here.screens:
        expect(screen.locator(".sc-step-text")).to_have_text([one.text for one in reset.steps])


def _better_line(here: Evening) -> None:
    """In twos, and each is both."""
    roles = []
    for number in (1, 2):
        here.press("no", "A better line", f"7 of {OF}, round {number} of 2, open")
        here.until(f"better-line/{number}", "open")
        for phone in here.phones:
            expect(phone.locator(".sc-place")).to_have_text(f"7 of {OF}, round {number} of 2")
        roles.append([role(phone) for phone in here.phones])
    assert [set(both) for both in zip(*roles, strict=True)] == [{"Speaker", "Partner"}] * 5
    here.press("n", "Four takes of one apology", f"8 of {OF}, open")


def _groups(here: Evening, sizes: list[int]) -> None:
    """So many sit in each group, as the console lists them."""
    listed = here.console.locator(".gs-live-list").filter(has_text="Group 1").locator("li")
    expect(listed).to_have_count(len(sizes), timeout=SLOW)
    assert sorted(text.count(",") for text in listed.all_inner_texts()) == sizes


def _bell(here: Evening) -> None:
    """One leaves in the middle of the first round; nobody is left alone in the next."""
    here.press("no", "Bell", f"9 of {OF}, round 1 of 3, open")
    for phone in here.phones:
        expect(phone.locator(".sc-where")).to_be_visible(timeout=SLOW)
    _groups(here, [2, 3, 3])
    leave(here.phones.pop(3))
    here.people("7 people here")
    expect(here.console.get_by_text("7 of 18 seats taken.")).to_be_visible(timeout=SLOW)
    for number in (2, 3):
        here.press("no", "Bell", f"9 of {OF}, round {number} of 3, open")
        _groups(here, [2, 2, 3])
        for scene in here.until(f"bell/{number}", "open"):
            assert scene["mine"]["group"]["members"] in {2, 3}
        for phone in here.phones:
            assert role(phone) in {"Speaker", "Receiver", "Bell"}


def _stay(here: Evening) -> None:
    """Seven are too few for a result of pairs: hands are shown. Once all role-plays stop."""
    stay = PLAN.activity("stay")
    assert isinstance(stay, Grouped)
    played: list[set[str]] = [set() for _ in here.crowd.phones]
    for number in (1, 2, 3):
        here.press("n", "Two-minute stay", f"10 of {OF}, round {number} of 3, waiting")
        here.click("Use the form for a small room")
        here.press("o", "Two-minute stay", f"10 of {OF}, round {number} of 3, open")
        for phone in here.phones:
            expect(phone.locator("p.sc-lead")).to_have_text(f"{stay.task} {stay.small_room}")
        for roles, scene in zip(played, here.until(f"stay/{number}", "open"), strict=True):
            roles.add(scene["mine"]["group"]["role"])
    assert all({"therapist", "client"} <= roles for roles in played)
    here.console.keyboard.press("x")
    here.show("Role-plays stop here")
    here.click("Carry on")
    here.show(stay.title)


def _exit(here: Evening) -> None:
    """Three leave, and what four say is shown nowhere."""
    leaving = PLAN.activity("exit")
    assert isinstance(leaving, Exit)
    here.press("no", "One thing you can keep", f"11 of {OF}, open")
    here.show(leaving.question)
    few = "Not enough for a result yet. It takes 6: closed before that, nothing is shown."
    expect(here.console.get_by_text(few)).to_be_visible()
    leave(here.phones.pop())
    for wire in here.crowd.phones[1:]:
        assert here.crowd.do(wire.say("leave")) == 200
    here.people("4 people here")
    here.phones[0].get_by_label(leaving.commitment).fill(WILL)
    here.phones[0].get_by_role("button", name="Keep it").click()
    expect(here.phones[0].get_by_text("Saved.")).to_be_visible(timeout=SLOW)
    for screen in (here.board, here.console, *here.phones[1:]):
        expect(screen.get_by_text(WILL)).to_have_count(0)
    for phone in here.phones:
        phone.locator(".sc-five").get_by_text("4", exact=True).click()
        expect(phone.locator(".sc-receipt")).to_have_text(of.RECEIVED, timeout=SLOW)
    assert here.crowd.answer([{"at": 4}]) == ["received"]
    here.press("c", "One thing you can keep", f"11 of {OF}, closed")
    for screen in (*here.screens, here.console):
        expect(screen.get_by_text(NONE["none"])).to_be_visible(timeout=SLOW)
        expect(screen.locator(".sc-bars")).to_have_count(0)
    expect(here.console.get_by_role("button", name="Reveal")).to_have_count(0)
    here.press("r", "One thing you can keep", f"11 of {OF}, closed")
    with pytest.raises(Refused, match=TOO_FEW):
        of.command(here.hosted, "reveal")
    assert (of.state(here.hosted).stage, of.state(here.hosted).enough) == (Stage.CLOSED, False)


def _end(here: Evening) -> None:
    here.press("n", "Before you go", f"12 of {OF}, open")
    here.show("Before you go")
    expect(here.console.get_by_text("That was the last of the plan")).to_be_visible(timeout=SLOW)
    here.console.locator(".st-key-cmd_end button").click()
    expect(here.console.get_by_role("heading", name="This workshop has ended")).to_be_visible()
    ended = "This workshop has ended. You can still open your own card on your phone."
    expect(here.board.get_by_text(ended)).to_be_visible(timeout=SLOW)
    here.show("This workshop has ended", here.phones)
    expect(here.phones[0].get_by_label("What I will do next time")).to_have_value(WILL)
