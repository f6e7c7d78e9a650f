"""The PDFs a learner takes away: theirs alone, kept nowhere, 404 to everybody else."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from course.access import Role
from course.installation import Installation
from course.study import take_away
from pages.routes import take_away_pdf
from pages.routes.cookie import cookie_name
from pages.ui import wiring
from tests import world
from tests.paper_text import metadata, text_of

NAMES = ("repair-card", "next-steps", "who-to-tell")


class Served:
    """Two learners of a cohort, its instructor, its owner, and the route."""

    def __init__(self, installation: Installation) -> None:
        wiring.use(installation)
        self.tokens: dict[str, str] = {"nobody": "", "a stranger": "not-a-token"}
        with installation.writing() as work:
            self.cohort_id = world.cohort(work)
            elsewhere = world.cohort(work, "There")
            for who, cohort, role in (
                ("her", self.cohort_id, Role.LEARNER),
                ("fellow", self.cohort_id, Role.LEARNER),
                ("instructor", self.cohort_id, Role.INSTRUCTOR),
                ("learner elsewhere", elsewhere, Role.LEARNER),
            ):
                account = world.account(work, who)
                world.join(work, account, cohort, role)
                self.tokens[who] = world.sign_in(work, account)
            owner = world.account(work, "owner", is_owner=True)
            self.tokens["owner"] = world.sign_in(work, owner)
            viewer = world.viewer(work, self.tokens["her"])
            take_away.write_steps(work, viewer, self.cohort_id, "me", 'I wait. #"Yes" *now*', "")

    def get(self, who: str, name: str, cohort_id: str = "") -> tuple[int, dict[str, str], bytes]:
        from starlette.applications import Starlette

        client = TestClient(Starlette(routes=list(take_away_pdf.ROUTES)))
        token = self.tokens[who]
        headers = {"cookie": f"{cookie_name()}={token}"} if token else {}
        found = client.get(f"/take-away/{cohort_id or self.cohort_id}/{name}.pdf", headers=headers)
        return found.status_code, dict(found.headers), found.content


@pytest.fixture
def served(sqlite_installation: Installation) -> Served:
    return Served(sqlite_installation)


@pytest.mark.parametrize("name", NAMES)
def test_a_learner_gets_their_own_and_nothing_keeps_it(served: Served, name: str) -> None:
    status, headers, pdf = served.get("her", name)
    assert status == 200
    assert headers["content-type"] == "application/pdf"
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"] == f'attachment; filename="{name}.pdf"'
    assert pdf.startswith(b"%PDF-1.7")
    assert "pdfuaid" in metadata(pdf)


def test_each_gets_only_their_own_words(served: Served) -> None:
    assert 'I wait. #"Yes" *now*' in text_of(served.get("her", "next-steps")[2]).split("\n")
    assert "I wait." not in text_of(served.get("fellow", "next-steps")[2])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "who", ["nobody", "a stranger", "instructor", "learner elsewhere", "owner"]
)
def test_anybody_else_gets_the_words_of_a_missing_thing(
    served: Served, who: str, name: str
) -> None:
    status, headers, body = served.get(who, name)
    assert (status, headers["content-type"].split(";")[0]) == (404, "text/html")
    assert b"%PDF" not in body


def test_a_sheet_or_a_cohort_that_is_not_there_is_not_found(served: Served) -> None:
    assert served.get("her", "page")[0] == 404
    assert served.get("her", "next-steps", "0" * 32)[0] == 404
