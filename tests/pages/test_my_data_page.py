"""My data as a page: what it says, what its buttons do, and that it is nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from course.access import Role, Viewer
from course.cohort import enrolment
from course.errors import NOT_FOUND
from course.installation import Installation
from course.own import everything, leaving
from course.study import attempts, progress
from pages.ui import gate, wiring
from tests import world
from tests.clock import HandClock
from tests.course.own.test_agreements import SECOND
from tests.course.study.desk import Desk, desk
from tests.launch_server import Server, cookie
from tests.pages.test_overview_pages import text_of
from tests.privacy import worlds
from tests.protocol import Tab

LESSON = "name-what-went-wrong"
PAGES = Path(__file__).resolve().parents[2] / "pages"
Open = Callable[[str, Viewer | None], AppTest]


@pytest.fixture
def open_page(sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Open:
    wiring.use(sqlite_installation)

    def opened(page: str, viewer: Viewer | None) -> AppTest:
        monkeypatch.setattr(gate, "viewer", lambda: viewer)
        app = AppTest.from_file(PAGES / f"{page}.py", default_timeout=30).run()
        assert not app.exception
        return app

    return opened


def _press(app: AppTest, label: str) -> AppTest:
    button = next(one for one in app.button if one.label == label)
    button.click().run()
    assert not app.exception
    return app


def _wrote(installation: Installation) -> Desk:
    at = desk(installation)
    at.submit("My repair")
    at.submit("My second repair")
    at.submit({"text": "A thought"}, exercise="thought")
    at.save("Half a note", 2, "first/count")
    return at


def test_it_lists_what_is_held_with_counts(
    sqlite_installation: Installation, open_page: Open
) -> None:
    at = _wrote(sqlite_installation)
    shown = text_of(open_page("see_my_data", at.viewer))
    for part in (
        "Everything that is held about you here. Nobody else sees this page or its numbers.",
        "Name Invented Person Email None. Signed in 1 browser by a link",
        "In Invented cohort Your part Learner Kept until 7 September 2027 "
        "Submitted 1 reflection, 2 replies In drafts 1 text Steps done 1",
        "What you agreed to Version none, the present one 7 September 2026",
        "Erase me For good: your account, your key, and all that was written under it.",
    ):
        assert part in shown, (part, shown)
    assert "My repair" not in shown


def test_what_is_published_is_named_and_said_to_stay(
    sqlite_installation: Installation, clock: HandClock, open_page: Open
) -> None:
    here = worlds.group(sqlite_installation, clock, 13)
    here.give(*range(7))
    here.give(0, channel=worlds.NOTICE, value=2)
    here.go_to(worlds.FREEZE)
    here.go_to(worlds.MIDDLE)
    with sqlite_installation.writing() as work:
        taken = enrolment.taken_pids(work, here.cohort_id)
        account = next(a for a, pid in taken.items() if pid == here.pids[0])
        viewer = world.viewer(work, world.sign_in(work, account))
    shown = text_of(open_page("see_my_data", viewer))
    assert "In its figures You are among those counted." in shown
    assert (
        "Published with you among others, for good (1) These stay as they are, even if you erase "
        "yourself: they rest on a whole group, and nothing in them leads to you. "
        "Lesson completed: The first lesson" in shown
    )
    assert "Waiting to count (1)" in shown
    assert "Rating before: Notice" in shown


def test_leaving_says_what_it_means_first_and_then_does_it(
    sqlite_installation: Installation, open_page: Open
) -> None:
    at = _wrote(sqlite_installation)
    app = _press(open_page("see_my_data", at.viewer), "Leave this cohort")
    assert "What you wrote stays sealed until Tuesday 7 September 2027" in text_of(app)
    _press(app, "Leave it as it is")
    assert _places(sqlite_installation, at.viewer) == {"Invented cohort": ("learner", 3)}
    _press(_press(app, "Leave this cohort"), "Leave this cohort")
    assert _places(sqlite_installation, at.viewer) == {"Invented cohort": ("former", 3)}


def test_erasing_what_was_written_in_one_cohort(
    sqlite_installation: Installation, open_page: Open
) -> None:
    at = _wrote(sqlite_installation)
    app = _press(open_page("see_my_data", at.viewer), "Erase what I wrote here")
    assert "The key to all you wrote in this cohort is destroyed" in text_of(app)
    assert _places(sqlite_installation, at.viewer) == {"Invented cohort": ("learner", 3)}
    _press(app, "Erase what I wrote here")
    assert _places(sqlite_installation, at.viewer) == {}


def test_bringing_writing_from_an_earlier_cohort(
    sqlite_installation: Installation, open_page: Open
) -> None:
    at = _wrote(sqlite_installation)
    with sqlite_installation.writing() as work:
        later = world.cohort(work, "Later cohort")
        world.join(work, at.viewer.account_id, later, Role.LEARNER)
        viewer = world.viewer(work, world.sign_in(work, at.viewer.account_id))
    app = open_page("see_my_data", viewer)
    _press(app, "Bring my writing here from Invented cohort")
    assert (
        "All you wrote and did in Invented cohort moves here: 3 submitted, 1 in drafts, 1 step "
        "done." in text_of(app)
    )
    _press(app, "Bring it here")
    assert _places(sqlite_installation, viewer) == {
        "Invented cohort": ("former", 0),
        "Later cohort": ("learner", 3),
    }
    with sqlite_installation.writing() as work:
        now = world.viewer(work, world.sign_in(work, viewer.account_id))
    again = text_of(open_page("see_my_data", now))
    assert "You count in none, because you brought writing here." in again
    assert "Bring my writing" not in again


def _places(installation: Installation, viewer: Viewer) -> dict[str, tuple[str, int]]:
    with installation.reading() as work:
        found = everything.of_mine(work, viewer).places
    return {place.cohort_name: (place.role, place.count("attempt")) for place in found}


def test_a_stranger_is_told_it_is_not_there_and_an_instructor_sees_their_own(
    sqlite_installation: Installation, open_page: Open
) -> None:
    at = _wrote(sqlite_installation)
    with sqlite_installation.writing() as work:
        ira = world.someone(work, at.cohort_id, Role.INSTRUCTOR, name="Ira")
    assert text_of(open_page("see_my_data", None)) == NOT_FOUND
    shown = text_of(open_page("see_my_data", ira))
    assert "Name Ira" in shown
    assert "Submitted" not in shown


def test_the_end_of_keeping_is_said_calmly_and_a_copy_is_offered(
    sqlite_installation: Installation, clock: HandClock, open_page: Open
) -> None:
    at = _wrote(sqlite_installation)
    assert "is erased for good" not in text_of(open_page("see_my_data", at.viewer))
    clock.move(days=365 - 30)
    with sqlite_installation.writing() as work:
        viewer = world.viewer(work, world.sign_in(work, at.viewer.account_id))
    assert (
        "What you wrote in Invented cohort is kept until Tuesday 7 September 2027. On that day it "
        "is erased for good. To keep it, take a copy ." in text_of(open_page("see_my_data", viewer))
    )


def test_home_says_so_too_in_the_last_thirty_days_and_no_earlier(shared_server: Server) -> None:
    with shared_server.opened() as place, place.writing() as work:
        cookies = []
        for days in (330, 340):
            begun = (datetime.now(UTC) - timedelta(days=days)).date()
            cohort_id = world.cohort(work, "Ending <cohort>", starts_on=begun)
            who = world.someone(work, cohort_id)
            cookies.append(cookie(place, world.sign_in(work, who.account_id)))
    said = []
    for header in cookies:
        with Tab(shared_server.url, header) as tab:
            said.append(tab.run().texts())
    assert "is erased for good" not in said[0]
    assert "What you wrote in Ending &lt;cohort&gt; is kept until" in said[1]
    assert 'href="/my-data/copy.md"' in said[1]


def test_home_offers_to_bring_earlier_writing_until_something_is_begun(
    shared_server: Server,
) -> None:
    with shared_server.opened() as place:
        with place.writing() as work:
            earlier, later = world.cohort(work, "Earlier"), world.cohort(work, "Later")
            viewer = world.someone(work, earlier)
            progress.move(work, viewer, earlier, LESSON, "first-repair")
            attempts.submit(
                work, viewer, earlier, LESSON, "another-name", {"text": "Sorry."}, "k" * 16
            )
            leaving.leave(work, viewer, earlier)
            world.join(work, viewer.account_id, later, Role.LEARNER)
            token = world.sign_in(work, viewer.account_id)
            now = world.viewer(work, token)
        with Tab(shared_server.url, cookie(place, token)) as tab:
            assert "You wrote in Earlier before. If you like, bring it here" in tab.run().texts()
        with place.writing() as work:
            progress.move(work, now, later, LESSON, "first-repair")
        with Tab(shared_server.url, cookie(place, token)) as tab:
            assert "You wrote in Earlier before" not in tab.run().texts()


def _card(viewer: object) -> None:
    from pages.ui import consent_card

    consent_card.draw(viewer)  # type: ignore[arg-type]


def test_a_changed_text_is_shown_once_until_it_is_agreed_to(
    sqlite_installation: Installation, clock: HandClock
) -> None:
    at = desk(sqlite_installation)
    clock.move(days=1)
    changed = replace(sqlite_installation.catalogue, consent=SECOND)
    wiring.use(replace(sqlite_installation, catalogue=changed))

    def visit() -> AppTest:
        return AppTest.from_function(_card, args=(at.viewer,), default_timeout=30).run()

    first = visit()
    shown = text_of(first)
    assert shown.startswith("What joining means It is kept for less time. Your instructor and")
    assert text_of(_press(first, "Later")) == ""
    assert text_of(first.run()) == ""  # not again in this visit
    second = visit()
    assert text_of(second) == shown
    assert text_of(_press(second, "I agree")) == ""
    assert text_of(visit()) == ""
