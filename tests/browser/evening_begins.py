"""The first forty minutes: ground rules, and three colour lines with a sleep and a kill in them."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from course.authoring.activities import ColourLine, Prompt
from pages.rehearsal.phone import Scene
from tests.browser import evening as of
from tests.browser.evening import OF, PLAN, ROOM, Evening, dot, put, seat, shares
from tests.browser.walking import SLOW

FEW, SOME, HALF, MOST = "few or none", "some", "more than half", "most"
STRETCHES = ("Green", "Between green and amber", "Amber", "Between amber and red", "Red")
BACK_SECONDS = 10.0


def welcome(here: Evening) -> None:
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


def corridor(here: Evening) -> None:
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


def wrong_name(here: Evening) -> None:
    """One sleeps through the beginning of it; then the server is killed in the middle."""
    _sleep(here)
    for phone in here.phones[:-1]:
        put(phone, "Home")
    before = here.until("wrong-name/1", "open")
    assert here.crowd.answer([{"at": 0}] * 2) == ["received"] * 2
    after = _kill(here)
    assert [now["mine"]["response"] for now in after[:2]] == [{"at": 0}] * 2
    for then, now in zip(before, after, strict=True):
        assert now["activity"]["clock"] == then["activity"]["clock"]
        assert (now["activity"]["item"], now["activity"]["stage"]) == ("wrong-name/1", "open")
        assert now["mine"]["seat"] == then["mine"]["seat"]
    _back(here)
    here.press("f", "The wrong name", f"3 of {OF}, open")
    for phone in here.phones:
        expect(phone.locator(".sc-fact")).to_be_visible(timeout=SLOW)
    here.press("c", "The wrong name", f"3 of {OF}, closed")
    here.press("r", "The wrong name", f"3 of {OF}, revealed")
    _shown(here, [MOST, FEW, FEW, FEW, FEW], [MOST, FEW, FEW, FEW, FEW])


def _sleep(here: Evening) -> None:
    """A phone has no line; when it is back, it has its own seat and is where everybody is."""
    sleeper, case = here.phones[1], _line("wrong-name").case
    slept = seat(sleeper)
    here.crowd.do(here.way.fall_asleep())
    expect(sleeper.locator(".sc-line-state")).to_have_text(of.LOST, timeout=SLOW)
    here.press("no", "The wrong name", f"3 of {OF}, open")
    here.show(case, [screen for screen in here.screens if screen is not sleeper])
    here.show(_line("corridor").case, [sleeper])
    here.crowd.do(here.way.wake_up())
    here.show(case, [sleeper])
    assert seat(sleeper) == slept


def _kill(here: Evening) -> list[Scene]:
    """Two answer while nothing is there, and are heard as soon as something is."""
    here.server.kill()
    put(here.phones[-1], "Home", "Not received yet. This phone will keep trying.")
    unheard = here.crowd.begin(here.crowd.phones[2].answer({"at": 0}, "wrong-name/1", 0))
    for wire in here.crowd.phones:
        wire.scene = {}
    here.server.start()
    ready = time.monotonic()
    after = here.crowd.until(bool, BACK_SECONDS)
    assert time.monotonic() - ready <= BACK_SECONDS
    assert unheard.result(BACK_SECONDS) == "received"
    return after


def _back(here: Evening) -> None:
    """The console and all phones are back by themselves, each with what it had answered."""
    here.back()
    expect(here.phones[-1].locator(".sc-receipt")).to_have_text(of.RECEIVED, timeout=SLOW)
    here.at("The wrong name", f"3 of {OF}, open")
    expect(here.console.get_by_text("8 of 18 seats taken.")).to_be_visible()
    expect(here.console.get_by_role("timer")).to_have_text(re.compile(r"^(0:\d\d|Time’s up)$"))
    here.phones[0].reload()
    for phone in here.phones:
        expect(dot(phone)).to_have_value("0", timeout=SLOW)


def letter(here: Evening) -> None:
    """One passes, and nobody is told; the host closes it without the new fact."""
    here.press("no", "The letter", f"4 of {OF}, open")
    here.show(_line("letter").case)
    here.console.keyboard.press("p")
    for screen in here.screens:
        expect(screen.get_by_role("timer")).to_have_text("Paused", timeout=SLOW)
    here.press("g", "The letter", f"4 of {OF}, open")
    for screen in here.screens:
        expect(screen.get_by_role("timer")).not_to_have_text("Paused", timeout=SLOW)
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
