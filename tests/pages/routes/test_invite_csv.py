"""The CSV file's own way in: JSON out, nothing half done, nobody else's cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role, Viewer
from course.cohort import contact, invitations
from course.errors import NOT_FOUND
from course.installation import Installation
from db.queries import cohort as rows
from pages.routes import invite_csv
from pages.ui import wiring
from tests import world

GOOD = "name,email\r\nAna Petrov,ana@example.org\r\n".encode("utf-8-sig")


@dataclass(frozen=True)
class Here:
    """Two cohorts, and the cookies of their people."""

    installation: Installation
    scene: world.Scene
    tokens: dict[str, str]

    def send(self, who: str, data: bytes = GOOD, **headers: str) -> Any:
        client = TestClient(Starlette(routes=invite_csv.ROUTES), base_url="http://localhost:8501")
        token = self.tokens.get(who, "x" * 43)
        client.cookies.set(f"goldseam_{self.installation.id[:8]}", token)
        sent = {
            "content-type": "text/csv",
            "x-goldseam-cohort": self.scene.cohort_id,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return client.post("/invite/csv", content=data, headers=sent)

    def invited(self) -> list[str]:
        with self.installation.reading() as work:
            found = invitations.offers(work, self.scene.instructor, self.scene.cohort_id)
        return [offer.email for offer in found]


@pytest.fixture
def here(sqlite_installation: Installation) -> Here:
    wiring.use(sqlite_installation)
    with sqlite_installation.writing() as work:
        scene = world.scene(work)
        people: dict[str, Viewer] = {
            "instructor": scene.instructor,
            "other instructor": scene.other_instructor,
            "learner": scene.learner,
            "owner": scene.owner,
        }
        tokens = {name: world.sign_in(work, who.account_id) for name, who in people.items()}
    return Here(sqlite_installation, scene, tokens)


def test_everyone_in_the_file_is_invited(here: Here) -> None:
    answer = here.send("instructor")
    assert (answer.status_code, answer.json()) == (
        200,
        {"invited": 1, "problems": [], "notes": []},
    )
    assert answer.headers["cache-control"] == "no-store"
    assert here.invited() == ["ana@example.org", "invited@example.org"]
    again = here.send("instructor").json()
    assert again == {
        "invited": 0,
        "problems": [],
        "notes": [{"line": 2, "text": "is invited already"}],
    }


def test_a_bad_line_is_answered_by_its_number_and_nobody_is_invited(here: Here) -> None:
    answer = here.send("instructor", GOOD + b"Ben,ben@\r\n")
    assert answer.status_code == 200
    assert answer.json() == {
        "invited": 0,
        "problems": [
            {
                "line": 3,
                "text": "the part after the @ is not a whole domain, such as example.org",
            }
        ],
        "notes": [],
    }
    assert here.invited() == ["invited@example.org"]


def test_a_co_instructor_is_invited_by_a_header(here: Here) -> None:
    assert here.send("instructor", x_goldseam_role="instructor").json()["invited"] == 1
    with here.installation.reading() as work:
        scene = here.scene
        found = {
            o.email: o.role for o in invitations.offers(work, scene.instructor, scene.cohort_id)
        }
    assert found["ana@example.org"] is Role.INSTRUCTOR
    assert here.send("instructor", x_goldseam_role="owner").status_code == 404


@pytest.mark.parametrize("who", ["nobody", "learner", "other instructor", "owner"])
def test_anybody_else_is_told_it_is_not_there(here: Here, who: str) -> None:
    answer = here.send(who)
    assert (answer.status_code, answer.json()) == (404, {"sentence": NOT_FOUND})
    assert here.invited() == ["invited@example.org"]


def test_another_cohort_is_not_there(here: Here) -> None:
    for cohort_id in (here.scene.other_cohort_id, "", "0" * 32):
        assert here.send("instructor", x_goldseam_cohort=cohort_id).status_code == 404


def test_what_is_no_csv_or_too_much_is_refused(here: Here) -> None:
    for kind in ("application/json", "multipart/form-data", "text/plain", ""):
        assert here.send("instructor", content_type=kind).status_code == 415
    assert here.send("instructor", b"x" * 200_001).status_code == 413
    assert here.send("instructor", b"x" * 5_000_000).status_code == 413
    assert here.send("instructor", b"").status_code == 400
    assert here.invited() == ["invited@example.org"]


def test_without_the_contact_card_the_sentence_says_so(here: Here) -> None:
    with here.installation.writing() as work:
        rows.save_card(work.db, here.scene.cohort_id, {})
    answer = here.send("instructor")
    assert (answer.status_code, answer.json()) == (400, {"sentence": contact.INCOMPLETE})
