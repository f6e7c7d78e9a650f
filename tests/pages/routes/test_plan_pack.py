"""The print pack of a workshop: whole, for those who teach, kept nowhere, 404 to everybody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.authoring.workshops import Grouped
from course.installation import Installation
from course.workshop.pack import run_sheet
from course.workshop.plain_notes import plain_notes
from pages.routes import plan_pack
from pages.routes.cookie import cookie_name
from pages.ui import wiring
from tests import world
from tests.content import our_course
from tests.paper_text import letters_of, metadata, text_of

ADDRESS = "/workshop-plans/{}/pack.pdf"


class Served:
    """Somebody of each kind, and the route."""

    def __init__(self, installation: Installation) -> None:
        wiring.use(installation)
        self.tokens: dict[str, str] = {"nobody": "", "a stranger": "not-a-token"}
        with installation.writing() as work:
            cohort = world.cohort(work)
            for who, role in (("learner", Role.LEARNER), ("instructor", Role.INSTRUCTOR)):
                account = world.account(work, who)
                world.join(work, account, cohort, role)
                self.tokens[who] = world.sign_in(work, account)
            owner = world.account(work, "owner", is_owner=True)
            self.tokens["owner"] = world.sign_in(work, owner)

    def get(self, who: str, plan: str) -> tuple[int, dict[str, str], bytes]:
        client = TestClient(Starlette(routes=list(plan_pack.ROUTES)))
        token = self.tokens[who]
        headers = {"cookie": f"{cookie_name()}={token}"} if token else {}
        found = client.get(ADDRESS.format(plan), headers=headers)
        return found.status_code, dict(found.headers), found.content


@pytest.fixture
def served(sqlite_installation: Installation) -> Served:
    return Served(replace(sqlite_installation, catalogue=our_course()))


def _letters(said: str) -> str:
    return "".join(said.split())


@pytest.mark.parametrize("who", ["instructor", "owner"])
def test_whoever_teaches_gets_the_whole_plan_and_nothing_keeps_it(served: Served, who: str) -> None:
    status, headers, pdf = served.get(who, "ninety-minutes")
    assert status == 200
    assert headers["content-type"] == "application/pdf"
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"] == 'attachment; filename="ninety-minutes.pdf"'
    assert "Making it right, in ninety minutes" in metadata(pdf)


@pytest.mark.parametrize("who", ["nobody", "a stranger", "learner"])
def test_nobody_else_gets_it_nor_learns_that_it_is_there(served: Served, who: str) -> None:
    status, _, body = served.get(who, "ninety-minutes")
    assert (status, body) == served.get("instructor", "no-such-plan")[::2]
    assert status == 404


@pytest.mark.parametrize("name", ["ninety-minutes", "three-hours", "lesson-8-gallery"])
def test_the_pack_holds_every_card_every_paper_form_and_the_run_sheet(
    served: Served, name: str
) -> None:
    plan = our_course().workshop(name)
    letters = letters_of(served.get("instructor", name)[2])
    for one in plan.activities:
        assert _letters(one.paper) in letters, one.id
        small = getattr(one, "small_room", None)
        assert small is None or _letters(small) in letters, one.id
        if isinstance(one, Grouped):
            cards = [one.therapist, one.observer]
            cards += [card for case in one.rounds for card in (case.client, case.gentler)]
            for card in cards:
                for said in (card.title, *card.paragraphs):
                    assert _letters(said) in letters, (one.id, said)
    for said in (*plan.welcome, plan.support.distress, plan.support.red):
        assert _letters(said) in letters


def test_every_activity_begins_where_the_run_sheet_says() -> None:
    plan = our_course().workshop("ninety-minutes")
    assert [row[:2] for row in run_sheet(plan)] == [
        ("0:00", "Welcome"),
        ("0:08", "The corridor"),
        ("0:13", "The wrong name"),
        ("0:18", "The letter"),
        ("0:23", "Four sentences on the evidence"),
        ("0:30", "Ninety-second reset"),
        ("0:34", "A better line"),
        ("0:42", "Four takes of one apology"),
        ("0:50", "Bell"),
        ("1:05", "Two-minute stay"),
        ("1:23", "One thing you can keep"),
        ("1:28", "Before you go"),
        ("1:30", "End"),
    ]


def test_colours_are_printed_by_name_only_where_there_is_a_line(served: Served) -> None:
    assert "\nAMBER\n" in text_of(served.get("instructor", "lesson-1-colour-line")[2])
    assert "AMBER" not in text_of(served.get("instructor", "lesson-5-bell")[2])


def test_notes_lose_their_marks_and_keep_their_numbers() -> None:
    notes = "One *two*\nthree.\n\n1. First.\n2. Second.\n\n- A dash.\n\nLast."
    assert plain_notes(notes) == ["One two three.", "1. First.", "2. Second.", "– A dash.", "Last."]
