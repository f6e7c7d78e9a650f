"""Hostile texts wherever one can write, on every screen: nothing runs, nobody else is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from playwright.sync_api import BrowserContext, Page, Request, expect

from course.access import Role, Viewer
from course.cohort import contact, notes, planning, trainers
from course.cohort.notes import Part
from course.errors import BadInput, StaleDraft
from course.study import attempts, drafts, showing, take_away, telling
from course.wall import sharing, walls
from course.work import Work
from pages.ui.registry import PAGES
from tests import world
from tests.browser.learning import LESSON, Learning
from tests.browser.walking import SLOW, settle
from tests.hostile_texts import hostile_texts
from tests.soak import size

TEXTS, AT_ONCE = size(12, 300), 12
QUERIES = {
    "lesson": [f"lesson={LESSON}&step={one}" for one in ("first-repair", "looking-back")],
    "practice": [f"case={LESSON}/another-name&attempt=1"],
    "show": ["", f"lesson={LESSON}&exercise=another-name&number=1"],
    "note": ["do=tell"],
}
RAN = "window.ran = []; window.alert = said => window.ran.push(String(said));"


def test_no_text_runs_or_asks_anybody_on_any_screen(
    learning: Learning, context: BrowserContext
) -> None:
    coming = hostile_texts(TEXTS)
    page = context.new_page()
    page.add_init_script(RAN)
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((learning.server.url, "data:", "blob:")):
            asked.append(request.url)

    page.on("request", note)
    for _ in range(TEXTS // AT_ONCE):
        texts = list(islice(coming, AT_ONCE))
        token = _write_everywhere(learning, texts)
        name = f"goldseam_{learning.installation.id[:8]}"
        context.add_cookies([{"name": name, "value": token, "url": learning.server.url}])
        for entry in PAGES:
            for query in QUERIES.get(entry.path, [""]):
                page.goto(f"{learning.server.url}/{entry.path}?{query}")
                expect(page.locator("h1").first).to_be_visible(timeout=SLOW)
                settle(page)
                assert page.evaluate("window.ran") == [], entry.path
                assert asked == [], entry.path
        assert _is_shown(page, learning, texts)


def _is_shown(page: Page, learning: Learning, texts: Sequence[str]) -> bool:
    """Whether the reflections show the texts as they are: otherwise nothing was tried."""
    page.goto(f"{learning.server.url}/reflections")
    words = page.locator(".gs-words").first
    expect(words).to_be_visible(timeout=SLOW)
    return _seen(words.text_content() or "") == _seen("\n".join(texts))


def _seen(text: str) -> str:
    """The characters of a text that anybody sees."""
    return "".join(c for c in text if c.isprintable() and c not in " \ufffd")


def _named(text: str) -> str:
    """A text as a name may be: without characters that nobody sees."""
    return "".join(c for c in text if not planning.has_controls(c))[:100] or "Invented"


def _write_everywhere(learning: Learning, texts: Sequence[str]) -> str:
    """Somebody of every role whose every text is one of these, or all of them; their cookie."""
    whole = "\n".join(texts)
    with learning.installation.writing() as work:
        learns, teaches = (world.cohort(work, _named(one)) for one in texts[:2])
        walls.open_for(work, learns)
        account = world.account(work, _named(texts[2]), is_owner=True, may_make_cohorts=True)
        for cohort_id in (learns, teaches):
            world.join(work, account, cohort_id, Role.INSTRUCTOR)
        world.join(work, account, learns, Role.LEARNER)
        token = world.sign_in(work, account)
        viewer = world.viewer(work, token)
        where = (viewer, learns)
        for exercise in ("another-name", "excuse-and-punish", "next-time"):
            key = attempts.next_key(work, *where, LESSON, exercise)
            attempts.submit(work, *where, LESSON, exercise, {"text": whole}, key)
        drafts.save(work, *where, f"{LESSON}/someone-you-admire", whole, 1)
        take_away.write_steps(work, *where, "me", whole, "")
        taken = [_others(work, where, text, number) for number, text in enumerate(texts)]
    assert len(set().union(*taken)) >= 6  # of seven, each took some of them
    return token


def _others(work: Work, where: tuple[Viewer, str], text: str, number: int) -> set[int]:
    """The places that check what they are given, and which of them took this."""
    viewer, cohort_id = where
    part = Part(f"unbegun/{LESSON}", text)
    card = dict.fromkeys(contact.LABELS, text[:400])
    lesson = (LESSON, "another-name", 1)
    ways: tuple[Callable[[], object], ...] = (
        lambda: contact.save(work, viewer, cohort_id, planning.ContactCard(**card)),
        lambda: notes.save(work, viewer, cohort_id, text[:100], text, [part], 0),
        lambda: notes.post(work, viewer, cohort_id, 1),
        lambda: trainers.save_words(work, viewer, cohort_id, LESSON, text, 0),
        lambda: telling.tell(work, viewer, cohort_id, text),
        lambda: sharing.share(work, viewer, cohort_id, text, text, text[:90], False, True),
        lambda: showing.show(work, viewer, cohort_id, *lesson, text[:60], f"shown-key-{number}"),
    )
    taken = set()
    for place, way in enumerate(ways):
        try:
            way()
        except (BadInput, StaleDraft):
            continue
        taken.add(place)
    return taken
