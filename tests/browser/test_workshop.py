"""Our ninety minutes from the first ground rule to the last: console, board, eight phones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.authoring.activities import ColourLine, Exit, Grouped, Prompt, Reset
from course.authoring.load import load_course
from course.workshop.commands import TOO_FEW, Refused
from course.workshop.tallies import NONE
from tests.browser import evening as of
from tests.browser.evening import OF, ROOM, Evening, dot, leave, put, role, seat, shares
from tests.browser.walking import SLOW

PLAN = load_course().catalogue.workshops["ninety-minutes"]
FEW, SOME, HALF, MOST = "few or none", "some", "more than half", "most"
STRETCHES = ("Green", "Between green and amber", "Amber", "Between amber and red", "Red")
WILL = "On Tuesday, before I ask how the week was, I say that I was late."
BACK_SECONDS = 10.0


def test_the_ninety_minutes_are_held_through_sleep_kill_and_leaving(
    tmp_path: Path, page: Page
) -> None:
    with of.begin(tmp_path / "served", page) as evening:
        _welcome(evening)
        _corridor(evening)
        _wrong_name(evening)
        _letter(evening)
        _evidence_and_reset(evening)
        _better_line(evening)
        _bell(evening)
        _stay(evening)
        _exit(evening)
        _end(evening)
        assert evening.errors == []
        assert "Traceback" not in evening.server.log()


def _welcome(here: Evening) -> None:
    """Four phones of five and three without a browser; one is on the room's own address."""
    here.show(of.TITLE)
    expect(here.board.get_by_text("It begins in a moment. Join with the code.")).to_be_visible()
    expect(here.board.locator(".sc-join")).to_have_text(f"{ROOM}:{here.server.port}/join")
    in_room = here.arrive(f"http://{ROOM}:{here.server.port}")
    assert not in_room.evaluate("window.isSecureContext")
    here.arrive_sleepy()
    for device in ("In the room", "Online"):
        here.arrive(device=device)
    here.crowd.join(3)
    here.people("7 people here")
    here.click("Start the workshop")
    here.at("Welcome", f"1 of {OF}, open")
    here.show("Welcome")
    rules = PLAN.activity("welcome")
    assert isinstance(rules, Prompt)
    for screen in here.screens:
        expect(screen.locator("p.sc-lead")).to_have_text(list(rules.paragraphs))


def _line(name: str) -> ColourLine:
    found = PLAN.activity(name)
    assert isinstance(found, ColourLine)
    return found


def _shown(here: Evening, before: list[str], after: list[str]) -> None:
    """The same result stands on board, phones and console."""
    for screen in here.screens:
        expect(shares(screen)).to_have_text(before, timeout=SLOW)
        expect(shares(screen, 1)).to_have_text(after)
    said = [f"{name}: {share}" for bars in (before, after) for name, share in _named(bars)]
    expect(here.console.locator(".gs-live-room li")).to_have_text(["Green", "Amber", "Red", *said])


def _named(bars: list[str]) -> list[tuple[str, str]]:
    return list(zip(STRETCHES, bars, strict=True))


def _corridor(here: Evening) -> None:
    """One comes late, into the open round."""
    case = _line("corridor")
    here.press("n", "The corridor", f"2 of {OF}, waiting")
    here.press("o", "The corridor", f"2 of {OF}, open")
    here.show(case.case)
    for phone in here.phones:
        put(phone, "Home")
    here.until("corridor/1", "open")
    assert here.crowd.answer([{"at": 50}] * 3) == ["received"] * 3
    late = here.arrive()
    here.people("8 people here")
    here.show(case.case, [late])
    put(late, "Home")
    here.press("f", "The corridor", f"2 of {OF}, open")
    for screen in here.screens:
        expect(screen.locator(".sc-fact p")).to_have_text(case.fact, timeout=SLOW)
    for phone in here.phones:
        put(phone, "End")
    here.press("c", "The corridor", f"2 of {OF}, closed")
    for phone in here.phones:
        expect(phone.get_by_text("This round has closed.")).to_be_visible(timeout=SLOW)
    here.press("r", "The corridor", f"2 of {OF}, revealed")
    _shown(here, [HALF, FEW, SOME, FEW, FEW], [FEW, FEW, SOME, FEW, HALF])


def _wrong_name(here: Evening) -> None:
    """One sleeps through the beginning of it; then the server is killed in the middle."""
    first, sleeper, *_, last = here.phones
    case, slept = _line("wrong-name").case, seat(sleeper)
    here.crowd.do(here.way.fall_asleep())
    expect(sleeper.locator(".sc-line-state")).to_have_text(of.LOST, timeout=SLOW)
    here.press("no", "The wrong name", f"3 of {OF}, open")
    awake = [screen for screen in here.screens if screen is not sleeper]
    here.show(case, awake)
    here.show(_line("corridor").case, [sleeper])
    here.crowd.do(here.way.wake_up())
    here.show(case, [sleeper])
    assert seat(sleeper) == slept
    for phone in here.phones[:-1]:
        put(phone, "Home")
    before = here.until("wrong-name/1", "open")
    assert here.crowd.answer([{"at": 0}] * 2) == ["received"] * 2
    here.server.kill()
    put(last, "Home", "Not received yet. This phone will keep trying.")
    unheard = here.crowd.begin(here.crowd.phones[2].answer({"at": 0}, "wrong-name/1", 0))
    for phone in here.crowd.phones:
        phone.scene = {}
    here.server.start()
    ready = time.monotonic()
    after = here.crowd.until(bool, BACK_SECONDS)
    assert time.monotonic() - ready <= BACK_SECONDS
    assert unheard.result(BACK_SECONDS) == "received"
    for then, now in zip(before, after, strict=True):
        assert now["activity"]["clock"] == then["activity"]["clock"]
        assert (now["activity"]["item"], now["activity"]["stage"]) == ("wrong-name/1", "open")
        assert now["mine"]["seat"] == then["mine"]["seat"]
    here.back()
    expect(last.locator(".sc-receipt")).to_have_text(of.RECEIVED, timeout=SLOW)
    here.at("The wrong name", f"3 of {OF}, open")
    first.reload()
    expect(dot(first)).to_have_value("0", timeout=SLOW)
    here.press("f", "The wrong name", f"3 of {OF}, open")
    for phone in here.phones:
        expect(phone.locator(".sc-fact")).to_be_visible(timeout=SLOW)
    here.press("c", "The wrong name", f"3 of {OF}, closed")
    here.press("r", "The wrong name", f"3 of {OF}, revealed")
    _shown(here, [MOST, FEW, FEW, FEW, FEW], [MOST, FEW, FEW, FEW, FEW])


def _letter(here: Evening) -> None:
    """One passes, and nobody is told; the host closes it without the new fact."""
    here.press("no", "The letter", f"4 of {OF}, open")
    here.show(_line("letter").case)
    of.step_back(here.phones[2], "Pass on this one")
    passed = "You pass on this one, and nobody is told. You can still change your mind."
    expect(here.phones[2].get_by_text(passed)).to_be_visible(timeout=SLOW)
    for phone in (here.phones[0], here.phones[1], here.phones[3], here.phones[4]):
        put(phone, "End")
    here.until("letter/1", "open")
    assert here.crowd.answer([{"at": 100}] * 3) == ["received"] * 3
    here.press("c", "The letter", f"4 of {OF}, closed")
    here.press("r", "The letter", f"4 of {OF}, revealed")
    _shown(here, [FEW, FEW, FEW, FEW, MOST], [FEW, FEW, FEW, FEW, MOST])


def _evidence_and_reset(here: Evening) -> None:
    here.press("n", "Four sentences on the evidence", f"5 of {OF}, open")
    here.show("Four sentences on the evidence")
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


def _groups(here: Evening) -> list[int]:
    """How many sit in each group, as the console lists them."""
    listed = here.console.locator(".gs-live-list").filter(has_text="Group 1").locator("li")
    return sorted(text.count(",") for text in listed.all_inner_texts())


def _bell(here: Evening) -> None:
    """One leaves in the middle of the first round; nobody is left alone in the next."""
    here.press("no", "Bell", f"9 of {OF}, round 1 of 3, open")
    for phone in here.phones:
        expect(phone.locator(".sc-where")).to_be_visible(timeout=SLOW)
    leave(here.phones.pop(3))
    here.people("7 people here")
    for number in (2, 3):
        here.press("no", "Bell", f"9 of {OF}, round {number} of 3, open")
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
    expect(here.console.get_by_text("Not enough for a result yet. It takes 6.")).to_be_visible()
    leave(here.phones.pop())
    for phone in here.crowd.phones[1:]:
        assert here.crowd.do(phone.say("leave")) == 200
    here.people("4 people here")
    here.phones[0].get_by_label(leaving.commitment).fill(WILL)
    here.phones[0].get_by_role("button", name="Keep it").click()
    expect(here.phones[0].get_by_text("Saved.")).to_be_visible(timeout=SLOW)
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


def _end(here: Evening) -> None:
    here.press("n", "Before you go", f"12 of {OF}, open")
    here.show("Before you go")
    here.console.get_by_text("End the workshop").first.click()
    here.console.locator(".st-key-cmd_end button").click()
    expect(here.console.get_by_role("heading", name="This workshop has ended")).to_be_visible()
    ended = "This workshop has ended. You can still open your own card on your phone."
    expect(here.board.get_by_text(ended)).to_be_visible(timeout=SLOW)
    here.show("This workshop has ended", here.phones)
    expect(here.phones[0].get_by_label("What I will do next time")).to_have_value(WILL)
