"""An instructor schedules a workshop, keeps its register, and rehearses one alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import delete

from course.access import Role
from course.workshop import booking, hosting, register, replanning, runs
from course.workshop.running import Run
from db.tables.identity import Membership
from pages.ui.live import schedule
from tests import world
from tests.browser.learning import Learning, Person, open_page, press, settle
from tests.browser.lists import pick
from tests.browser.walking import SLOW

BELL = "Bell (20 min)"


def _mine(learning: Learning, host: Person) -> tuple[Run, ...]:
    with learning.installation.reading() as work:
        return runs.mine(work, host.viewer)


def test_a_workshop_is_scheduled_its_register_ticked_and_a_host_invited(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    host = learning.learner("Ira Ode", Role.INSTRUCTOR)
    with learning.installation.writing() as work:
        other = world.account(work, "Una Ode", email="una@example.org")
        world.join(work, other, learning.cohort_id, Role.INSTRUCTOR)
    learning.sign_in(context, host)
    open_page(page, f"{learning.server.url}/workshop-runs")
    expect(page.get_by_text("Phones can’t reach http://localhost", exact=False)).to_be_visible()
    before = {run.id for run in _mine(learning, host)}
    pick(page, "Plan", BELL)
    page.get_by_label("Title").fill("Bell for <b>all</b>")
    press(page, "Schedule it")
    expect(page.get_by_role("heading", name="Bell for <b>all</b>")).to_be_visible(timeout=SLOW)
    run = next(one for one in _mine(learning, host) if one.id not in before)
    assert (run.plan.id, run.minutes, run.capacity) == ("lesson-5-bell", 20, 60)
    assert (run.cohort_id, run.for_guests, run.rehearsal) == (learning.cohort_id, False, False)
    assert run.starts_at.date() == datetime.now(UTC).date() + timedelta(days=7)
    public = f"{learning.server.url}/workshops/{run.id}"
    said = "“Bell for <b>all</b>” is planned, and stands above. People book on its public page: "
    expect(page.get_by_text(f"{said}{public}", exact=True)).to_be_visible(timeout=SLOW)
    press(page, "Schedule it")  # a second click plans no second one
    expect(page.get_by_text(schedule.TWICE)).to_be_visible(timeout=SLOW)
    assert {one.id for one in _mine(learning, host)} == {*before, run.id}
    card = page.locator(f".st-key-card_run_{run.id}")
    expect(card.get_by_text("only. 0 of 60 places booked.")).to_be_visible()
    for name, path in (("Public page", ""), ("Calendar file", "/calendar.ics")):
        link = card.get_by_role("link", name=name)
        expect(link).to_have_attribute("href", f"/workshops/{run.id}{path}")
    card.get_by_text("Register and hosts").click()
    _register(learning, page, host, run.id)
    card.get_by_label("Another instructor’s mail address").fill("nobody@example.org")
    press(page, "Let them lead it too")
    said = "No instructor of this cohort has that address in their account."
    expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)


def _register(learning: Learning, page: Page, host: Person, run_id: str) -> None:
    """Somebody is added, and their tick taken back."""
    card = page.locator(f".st-key-card_run_{run_id}")
    expect(card.get_by_text("Nobody has booked a place yet.")).to_be_visible(timeout=SLOW)
    card.get_by_label("Somebody who came without booking").fill("Ana Petrov")
    press(page, "Add them")
    box = card.get_by_role("checkbox", name="Ana Petrov")
    expect(box).to_be_checked(timeout=SLOW)
    card.get_by_text("Ana Petrov").click()
    expect(box).not_to_be_checked(timeout=SLOW)
    settle(page)
    with learning.installation.reading() as work:
        people = register.people(work, host.viewer, run_id).people
    assert [(line.name, line.came) for line in people] == [("Ana Petrov", False)]
    for answer, left in (("No, keep it", 1), ("Yes, remove it", 0)):
        press(page, "Remove")
        press(page, answer)
        expect(box).to_have_count(left, timeout=SLOW)
        settle(page)


def test_a_rehearsal_fills_with_simulated_people_and_nobody_else_is_told(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    host = learning.learner("Ira Ode", Role.INSTRUCTOR)
    learning.sign_in(context, host)
    open_page(page, f"{learning.server.url}/workshop-runs")
    pick(page, "Plan", BELL)
    press(page, "Rehearse it")
    expect(page.get_by_text("A rehearsal: nothing counts.")).to_be_visible(timeout=SLOW)
    page.get_by_label("How many").fill("3")
    page.get_by_label("How many").press("Enter")
    press(page, "Let them in")
    expect(page.get_by_text("3 of 60 seats taken.")).to_be_visible(timeout=SLOW)
    press(page, "Start the workshop")
    press(page, "Open")
    expect(page.locator(".gs-live-list").filter(has_text="Group 1")).to_be_visible(timeout=SLOW)
    run = next(one for one in _mine(learning, host) if one.rehearsal)
    answer = page.request.get(f"{learning.server.url}/workshops/{run.id}")
    assert answer.status == 404
    page.get_by_text("End the workshop", exact=True).first.click()
    press(page, "End the workshop")
    expect(page.get_by_text("This workshop has ended")).to_be_visible(timeout=SLOW)


def test_a_planned_workshop_is_changed_and_cancelled_and_the_loser_of_two_is_told(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    host = learning.learner("Ira Ode", Role.INSTRUCTOR)
    with learning.installation.writing() as work:
        run_id = runs.make(
            work,
            host.viewer,
            learning.cohort_id,
            "lesson-5-bell",
            "An evening",
            work.now + timedelta(days=3),
            90,
            "Europe/London",
            12,
            True,
        )
        booking.book(work, None, run_id, "a" * 43, "Ana", "ana@example.org")
    learning.sign_in(context, host)
    open_page(page, f"{learning.server.url}/workshop-runs")
    card = page.locator(f".st-key-card_run_{run_id}")
    card.get_by_text("Change or cancel").click()
    expect(card.get_by_label("Title")).to_have_value("An evening", timeout=SLOW)
    with learning.installation.writing() as work:  # another host is quicker
        later = work.now + timedelta(days=4)
        replanning.change(work, host.viewer, run_id, 0, "A night", later, 60, "Europe/London", 12)
    card.get_by_label("Title").fill("A day")
    press(page, "Save the changes")
    expect(card.get_by_text(runs.MOVED_ON)).to_be_visible(timeout=SLOW)
    expect(card.get_by_label("Title")).to_have_value("A night", timeout=SLOW)
    card.get_by_label("Title").fill("A day")
    press(page, "Save the changes")
    expect(card.get_by_text("Saved.", exact=True)).to_be_visible(timeout=SLOW)  # no other time
    card.get_by_text("Guests may come as well").click()
    press(page, "Save the changes")  # who is booked already is a guest
    expect(card.get_by_text("1 person in the register or waiting can't be")).to_be_visible()
    card.get_by_text("Guests may come as well").click()
    settle(page)
    card.get_by_label("Places").fill("20")
    card.get_by_role("combobox", name="Time zone").fill("Europe/Ber")
    page.get_by_role("option", name="Europe/Berlin").click(timeout=SLOW)
    press(page, "Save the changes")
    said = "Saved. 1 person gets none (no mail can be sent from here, or they gave no address): "
    expect(card.get_by_text(f"{said}tell them yourself.")).to_be_visible(timeout=SLOW)
    run = next(one for one in _mine(learning, host) if one.id == run_id)
    assert (run.title, run.time_zone, run.capacity) == ("A day", "Europe/Berlin", 20)
    _call_off(page, card)
    public = page.request.get(f"{learning.server.url}/workshops/{run_id}").text()
    assert "Its hosts have cancelled this workshop. It doesn&#x27;t take place." in public
    assert "<form" not in public


def _call_off(page: Page, card: Locator) -> None:
    """Only a yes cancels; then the card says so."""
    settle(page)
    press(page, "Cancel this workshop")
    press(page, "No, keep it")
    press(page, "Cancel this workshop")
    press(page, "Yes, cancel it")
    expect(page.get_by_text("Cancelled.", exact=False).first).to_be_visible(timeout=SLOW)
    # Nobody else tells those who get no letter.
    expect(card.get_by_text("It is cancelled. 1 person gets none")).to_be_visible(timeout=SLOW)
    expect(card.get_by_role("link", name="Open the console")).to_have_count(0, timeout=SLOW)


def test_an_instructor_leads_what_nobody_leads_any_more(
    learning: Learning, page: Page, context: BrowserContext
) -> None:
    gone, new = (learning.learner(name, Role.INSTRUCTOR) for name in ("Gone", "Una Ode"))
    with learning.installation.writing() as work:
        facts = ("lesson-5-bell", "Nobody’s", work.now + timedelta(days=3), 90, "Europe/London")
        run_id = runs.make(work, gone.viewer, learning.cohort_id, *facts, 12, True)
        for host in hosting.hosts(work, gone.viewer, run_id):
            if host.account_id != gone.viewer.account_id:
                hosting.remove_host(work, gone.viewer, run_id, host.account_id)
        work.db.execute(delete(Membership).where(Membership.account_id == gone.viewer.account_id))
    learning.sign_in(context, new)
    open_page(page, f"{learning.server.url}/workshop-runs")
    left = page.locator(f".st-key-card_left_{run_id}")
    left.get_by_role("button", name="Lead it").click()
    card = page.locator(f".st-key-card_run_{run_id}")
    card.get_by_text("Register and hosts").click()
    expect(card.get_by_text("Una Ode")).to_be_visible(timeout=SLOW)
    expect(card.get_by_text("Let them lead it no more")).to_have_count(0)
    expect(left).to_have_count(0)
