"""Live workshops in every state that a host's console or a learner's door can show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from playwright.sync_api import Page, expect

from course.access import Viewer
from course.installation import Installation
from course.workshop import care, register, runs
from tests import world
from tests.browser.acts import Place, press, unfold
from tests.browser.walking import SLOW, settle
from tests.rooms import Room


def _change(page: Page) -> None:
    """Open the form that changes a run, and ask to cancel it."""
    page.get_by_text("Change or cancel").first.click()
    settle(page)
    page.get_by_role("button", name="Cancel this workshop").click()
    expect(page.get_by_role("button", name="Yes, cancel it")).to_be_visible(timeout=SLOW)


LIVE = [
    Place("workshops", "instructor", "/workshop-runs", "Workshops - Goldseam"),
    Place("workshops, register", "instructor", "/workshop-runs", "Workshops - Goldseam", unfold),
    Place("workshops, change", "instructor", "/workshop-runs", "Workshops - Goldseam", _change),
    Place("a console, none", "instructor", "/console", "Console - Goldseam"),
    Place("a console, before", "instructor", "{live_planned}", "Console - Goldseam"),
    Place("a console, open", "instructor", "{live_open}", "Console - Goldseam"),
    Place("a console, texts", "instructor", "{live_texts}", "Console - Goldseam"),
    Place("a console, revealed", "instructor", "{live_revealed}", "Console - Goldseam"),
    Place(
        "a console, groups", "instructor", "{live_groups}", "Console - Goldseam", press("? Keys")
    ),
    Place("a console, ended", "instructor", "{live_ended}", "Console - Goldseam"),
    Place("a console, not theirs", "instructor", "/console?run=none", "Console - Goldseam"),
    Place("a rehearsal", "instructor", "{live_rehearsal}", "Console - Goldseam"),
    Place("taking part, none", "arrived", "/take-part", "Workshop - Goldseam"),
    Place("taking part", "mended", "{live_door}", "Workshop - Goldseam"),
]


def by_host(opened: Installation, token: str) -> dict[str, str]:
    """Runs of the instructor's cohort in every state; their addresses by name."""
    with opened.writing() as work:
        host = world.viewer(work, token)
    made = _Making(opened, host)
    made.run("planned", "ninety-minutes", ())
    made.run("open", "lesson-1-colour-line", ("start", "open"))
    texts = made.run("texts", "lesson-8-gallery", ("start", "next", "open"))
    texts.answers([{"text": f"A name that somebody wrote, number {n}"} for n in range(7)])
    with opened.writing() as work:
        care.word(work, None, texts.run_id, texts.tokens[0])
    texts.do("close")
    revealed = made.run("revealed", "lesson-1-colour-line", ("start", "open"))
    revealed.answers([{"at": 10 * n} for n in range(7)])
    revealed.do("further")
    revealed.answers([{"at": 12 * n} for n in range(7)], part=1)
    revealed.do("close", "reveal")
    made.run("groups", "lesson-6-two-minute-stay", ("start", "open", "stop_all"))
    made.run("ended", "lesson-5-four-takes", ("start", "end"))
    made.run("rehearsal", "lesson-5-bell", (), rehearsal=True)
    with opened.writing() as work:
        register.add(work, host, made.ids["planned"], "Ana Petrov")
    found = {f"live_{name}": f"/console?run={run_id}" for name, run_id in made.ids.items()}
    return found | {"live_door": f"/take-part?run={made.ids['open']}"}


class _Making:
    def __init__(self, opened: Installation, host: Viewer) -> None:
        self.opened, self.host = opened, host
        self.ids: dict[str, str] = {}

    def run(
        self, name: str, plan_id: str, commands: Sequence[str], *, rehearsal: bool = False
    ) -> Room:
        """A run with eight seats once it is begun."""
        cohort_id = self.host.belongs[0].cohort_id
        with self.opened.writing() as work:
            self.ids[name] = runs.make(
                work,
                self.host,
                cohort_id,
                plan_id,
                "",
                work.now + timedelta(minutes=20),
                90,
                "Europe/London",
                24,
                True,
                rehearsal=rehearsal,
            )
        room = Room(self.opened, self.host, self.ids[name])
        if commands:
            room.join(8)
            room.do(*commands)
        return room
