"""The wall's page: the same bytes whatever waits, words shown literally, only members let in."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from course.access import Viewer, recognise
from course.errors import NOT_FOUND
from course.installation import Installation
from course.wall import sharing
from pages.ui import gate, wiring
from tests import world
from tests.clock import HandClock
from tests.privacy.wall_worlds import FIRST, FREEZE, SECOND, walled

PAGE = Path(__file__).resolve().parents[2] / "pages" / "share_blunder.py"
HOSTILE = '<img src=x onerror="alert(1)"> **bold** [link](https://example.org) $x^2$ :material/key:'

Run = Callable[[Viewer | None], AppTest]


@pytest.fixture
def run(sqlite_installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Draw the page for somebody."""
    wiring.use(sqlite_installation)

    def drawn(viewer: Viewer | None) -> AppTest:
        monkeypatch.setattr(gate, "viewer", lambda: viewer)
        app = AppTest.from_file(PAGE, default_timeout=30).run()
        assert not app.exception
        return app

    return drawn


def again(installation: Installation, viewer: Viewer) -> Viewer:
    """Somebody as the database knows them now, with a fresh sign-in."""
    with installation.writing() as work:
        found = recognise(work, world.sign_in(work, viewer.account_id))
    assert found is not None
    return found


def everything(app: AppTest) -> list[bytes]:
    """Every element of a page as it is sent to the browser."""
    protos = (element.proto for element in app.main)
    return [b"" if proto is None else proto.SerializeToString() for proto in protos]


def text_of(app: AppTest) -> str:
    found: list[str] = []
    for element in app.main:
        said = [getattr(element.proto, name, None) for name in ("label", "body", "value")]
        found += [one for one in said if isinstance(one, str)]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).split())


def test_the_instructors_page_is_the_same_bytes_for_0_and_30_waiting_texts(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = walled(sqlite_installation, clock, 31)
    here.go_to(FREEZE)
    viewer = again(sqlite_installation, here.instructor)
    none = everything(run(viewer))
    assert len(none) > 4
    for count in (1, 9, 30):
        here.share(*range({1: 0, 9: 1, 30: 9}[count], count))
        assert everything(run(viewer)) == none, count
    here.go_to(FIRST)
    assert everything(run(again(sqlite_installation, here.instructor))) != none


def test_between_two_ticks_nothing_that_waits_or_is_withdrawn_changes_a_byte(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = walled(sqlite_installation, clock, 13)
    here.share(*range(6))
    here.go_to(FIRST)
    viewer = again(sqlite_installation, here.instructor)
    fellow = again(sqlite_installation, here.learners[12])
    before = (everything(run(viewer)), everything(run(fellow)))
    here.share(*range(6, 12))
    here.withdraw(2)
    assert (everything(run(viewer)), everything(run(fellow))) == before


def test_a_learner_reads_when_texts_come_out_and_what_became_of_theirs(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = walled(sqlite_installation, clock, 9)
    here.share(*range(6))
    here.go_to(FREEZE)
    me = again(sqlite_installation, here.learners[0])
    shown = text_of(run(me))
    for said in (
        "Texts come out only when at least 6 people have shared something new: all at once, in no "
        "order, without names or times.",
        "The next day on which they can is Monday 21 September 2026.",
        "It waits, at least until Monday 21 September 2026. Nobody else has seen it. If it hasn't "
        "come out by Monday 2 November 2026, it comes back to you alone. The clock 0",
        "Nothing is on the wall yet.",
    ):
        assert said in shown, (said, shown)
    here.go_to(FIRST)
    shown = text_of(run(again(sqlite_installation, me)))
    assert "Out to your instructors, who look at the batch. It is not on the wall yet." in shown
    here.put_up(FIRST, "The clock 0")
    shown = text_of(run(again(sqlite_installation, me)))
    assert "Your instructor kept it off the wall, and its words are deleted." in shown
    assert shown.count("How the repair went") == 5


def test_an_instructor_looks_over_a_batch_and_puts_up_the_rest(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = walled(sqlite_installation, clock, 9)
    here.share(*range(6))
    here.go_to(FIRST)
    app = run(again(sqlite_installation, here.instructor))
    assert "Out on Monday 21 September 2026" in text_of(app)
    [(_, names)] = here.queue()
    app.checkbox[1].check()
    next(one for one in app.button if one.label == "Put the rest on the wall").click()
    app.run()
    assert not app.exception
    assert here.names() == [name for name in names if name != names[1]]
    assert "Nothing to look at. The next batch can come on Monday 28 September" in text_of(app)


def test_a_text_is_written_looked_over_and_shared(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = walled(sqlite_installation, clock, 9)
    app = run(again(sqlite_installation, here.learners[0]))
    press(app, "Share a blunder")
    press(app, "Look it over")
    assert "Say first whether anyone was harmed" not in text_of(app)
    assert "What happened is still empty." in text_of(app)
    app.text_area[0].set_value("I read her letter out loud.")
    app.text_area[1].set_value("I gave it back.")
    app.text_input[0].set_value("Somebody else's letter")
    press(app, "Look it over")
    assert "Say first whether anyone was harmed, or could be." in text_of(app)
    app.radio[0].set_value("Yes")
    press(app, "Look it over")
    shown = text_of(app)
    assert "This one is for supervision, and not for the wall." in shown
    assert "Welfare desk, 01632 960001" in shown
    app.radio[0].set_value("No")
    press(app, "Look it over")
    shown = text_of(app)
    assert "Exactly what others will see" in shown
    assert "Somebody else's letter I read her letter out loud. How the repair went" in shown
    assert here.mine(0).waiting == ()
    press(app, "Share it")
    assert "It waits now. Nobody else has seen it." in text_of(app)
    assert len(here.mine(0).waiting) == 1


def press(app: AppTest, label: str) -> None:
    next(one for one in app.button if one.label == label).click()
    app.run()
    assert not app.exception


def test_what_somebody_wrote_is_shown_literally(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    here = walled(sqlite_installation, clock, 9)
    for who in range(6):
        with sqlite_installation.writing() as work:
            given = (here.learners[who], here.cohort_id, HOSTILE, HOSTILE, f"<b>{who}</b>")
            sharing.share(work, *given, harmed=False)
    here.go_to(FIRST)
    here.put_up(FIRST)
    here.go_to(SECOND)
    app = run(again(sqlite_installation, here.learners[8]))
    bodies = [str(getattr(element.proto, "body", "")) for element in app.main]
    assert not any("<img" in body or "<b>" in body for body in bodies)
    assert sum(body.count(html.escape(HOSTILE)) for body in bodies) == 12
    assert len(app.markdown) == 0


def test_only_members_of_a_cohort_with_a_wall_find_one(
    sqlite_installation: Installation, clock: HandClock, run: Run
) -> None:
    walled(sqlite_installation, clock, 8)
    with sqlite_installation.writing() as work:
        elsewhere = world.someone(work, world.cohort(work))
        owner = world.someone(work, is_owner=True)
    for viewer in (None, elsewhere, owner):
        shown = text_of(run(viewer))
        assert NOT_FOUND in shown
        assert "Share a blunder" not in shown
