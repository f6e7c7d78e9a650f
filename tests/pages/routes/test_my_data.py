"""A copy of one's data and erasing oneself over HTTP: for whoever is signed in, and nobody else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.testclient import TestClient

from course.access import Role
from course.errors import NOT_FOUND
from course.installation import Installation
from course.signing import sign_ins
from db.queries import identity
from db.tables.identity import Account
from pages.routes import my_data
from pages.routes.guard import Guard
from pages.ui import wiring
from tests import world
from tests.course.study.desk import Desk
from tests.pages.routes.test_enter import cookie_of
from tests.paper_text import letters_of

NAME = "Canary <b>Marigold</b>"
WORDS = "a canary in the reeds"
KINDS = {
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Here:
    """A learner who wrote something, and browsers."""

    installation: Installation
    desk: Desk

    def browser(self, token: str = "") -> TestClient:
        routes = list[BaseRoute](my_data.ROUTES)
        app = Guard(Starlette(routes=routes), self.installation.settings, routes)
        client = TestClient(app, base_url="http://localhost:8501", follow_redirects=False)
        client.headers["origin"] = "http://localhost:8501"
        if token:
            client.cookies.set(cookie_of(self.installation), token)
        return client

    def signed_in(self, account_id: str = "") -> TestClient:
        with self.installation.writing() as work:
            account = account_id or self.desk.viewer.account_id
            return self.browser(world.sign_in(work, account))

    def accounts(self) -> int:
        with self.installation.reading() as work:
            return identity.count_accounts(work.db)


@pytest.fixture
def here(sqlite_installation: Installation) -> Here:
    wiring.use(sqlite_installation)
    with sqlite_installation.writing() as work:
        cohort_id = world.cohort(work, "Autumn cohort")
        world.someone(work, cohort_id, Role.INSTRUCTOR, name="Ira")
        viewer = world.someone(work, cohort_id, name=NAME)
    desk = Desk(sqlite_installation, viewer, cohort_id)
    desk.submit(WORDS)
    return Here(sqlite_installation, desk)


@pytest.mark.parametrize("kind", KINDS)
def test_the_copy_is_handed_to_its_person_and_kept_by_nobody_on_the_way(
    here: Here, kind: str
) -> None:
    answer = here.signed_in().get(f"/my-data/copy.{kind}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == KINDS[kind]
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="goldseam-my-data.{kind}"'
    )
    if kind == "pdf":
        printed = letters_of(answer.content)
        assert WORDS.replace(" ", "") in printed
        assert NAME.replace(" ", "") in printed
    else:
        assert WORDS in answer.text
    if kind == "json":
        assert json.loads(answer.text)["name"] == NAME


@pytest.mark.parametrize("path", [*(f"/my-data/copy.{kind}" for kind in KINDS), "/my-data/erase"])
def test_anybody_else_is_told_it_is_not_there(here: Here, path: str) -> None:
    with here.installation.writing() as work:
        ended = world.someone(work, here.desk.cohort_id)
        token = world.sign_in(work, ended.account_id)
        sign_ins.end_everywhere(work, world.viewer(work, token))
    for client in (here.browser(), here.browser("x" * 43), here.browser(token)):
        answer = client.get(path)
        assert answer.status_code == 404
        assert NOT_FOUND in answer.text
        assert WORDS not in answer.text
        assert answer.headers["cache-control"] == "no-store"


def test_everyone_gets_their_own_and_nobody_anothers(here: Here) -> None:
    with here.installation.writing() as work:
        fellow = world.someone(work, here.desk.cohort_id, name="Fellow")
    for kind in ("json", "md"):
        theirs = here.signed_in(fellow.account_id).get(f"/my-data/copy.{kind}").text
        assert "Fellow" in theirs
        assert WORDS not in theirs
        assert "Marigold" not in theirs


@pytest.mark.parametrize("kind", ["", "csv", "html", "json/..", "../../master.key"])
def test_there_is_no_other_kind(here: Here, kind: str) -> None:
    assert here.signed_in().get(f"/my-data/copy.{kind}").status_code == 404


def test_reading_what_erasing_means_changes_nothing(here: Here) -> None:
    client = here.signed_in()
    for _ in range(20):
        seen = client.get("/my-data/erase")
        assert client.head("/my-data/erase").status_code == 200
    assert seen.status_code == 200
    assert seen.headers["cache-control"] == "no-store"
    assert "Canary &lt;b&gt;Marigold&lt;/b&gt;" in seen.text
    assert "Autumn cohort" in seen.text
    assert "Type “erase me” to do it" in seen.text
    assert here.accounts() == 2


def test_without_the_words_nothing_is_erased_and_the_page_says_so(here: Here) -> None:
    client = here.signed_in()
    for typed in ("", "erase", "yes"):
        answer = client.post("/my-data/erase", data={"typed": typed})
        assert answer.status_code == 422
        assert "Nothing was erased. To do it, type the words “erase me” in the box." in answer.text
        assert "set-cookie" not in answer.headers
    assert here.accounts() == 2


def test_with_the_words_it_is_done_and_the_browser_is_signed_out(here: Here) -> None:
    with here.installation.writing() as work:
        token = world.sign_in(work, here.desk.viewer.account_id)
    answer = here.browser(token).post("/my-data/erase", data={"typed": "Erase me"})
    assert answer.status_code == 200
    assert "You are erased" in answer.text
    assert "Marigold" not in answer.text
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert here.accounts() == 1
    for path in ("/my-data/erase", "/my-data/copy.json"):
        assert here.browser(token).get(path).status_code == 404
    stored = Path(here.installation.settings.data / "goldseam.db").read_bytes()
    assert b"Marigold" not in stored


def test_another_site_erases_nobody(here: Here) -> None:
    client = here.signed_in()
    for origin in ("http://localhost:9000", "null", "http://example.org"):
        client.headers["origin"] = origin
        assert client.post("/my-data/erase", data={"typed": "erase me"}).status_code == 403
    assert here.accounts() == 2


def test_an_only_instructor_is_told_what_to_do_first(here: Here) -> None:
    with here.installation.reading() as work:
        ira = work.db.scalars(select(Account.id).where(Account.name == "Ira")).one()
    client = here.signed_in(ira)
    seen = client.get("/my-data/erase").text
    assert "You are the only instructor of Autumn cohort." in seen
    assert "<form" not in seen
    assert client.post("/my-data/erase", data={"typed": "erase me"}).status_code == 422
    assert here.accounts() == 2
