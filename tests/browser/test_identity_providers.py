"""Signing in with real OpenID Connect providers, two at once, in a real browser."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from course.access import Role
from db.tables.identity import Account, SignIn, Subject
from tests.browser.opened import opened
from tests.course.signing.test_door import invite
from tests.launch_server import Server, free_port
from tests.world import cohort

SECRET = "x" * 40
PEOPLE = [
    {"sub": "ada", "name": "Ada Invented", "email": "ada@example.org", "email_verified": True},
    {"sub": "bo", "name": "Bo Invented"},
    {"sub": "mallory", "name": "Mallory", "aud": []},
    {"sub": "oscar", "name": "Oscar", "aud": ["another-client"]},
]

SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secret}"

[auth.north]
label = "North College"
client_id = "goldseam-north"
client_secret = "shared"
server_metadata_url = "{north}/.well-known/openid-configuration"

[auth.south]
label = "South College"
client_id = "goldseam-south"
client_secret = "shared"
server_metadata_url = "{south}/.well-known/openid-configuration"
"""


@contextmanager
def provider() -> Iterator[str]:
    """A provider in a process of its own (its library warns of its own future); its address."""
    port = free_port()
    people = [word for person in PEOPLE for word in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "localhost"]
    with subprocess.Popen(
        [*command, "--port", str(port), *people],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        address = f"http://localhost:{port}"
        try:
            until = time.monotonic() + 30
            while time.monotonic() < until:
                with contextlib.suppress(httpx.HTTPError):
                    httpx.get(f"{address}/.well-known/openid-configuration").raise_for_status()
                    break
                time.sleep(0.1)
            yield address
        finally:
            process.kill()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A served process whose settings name two providers, both running."""
    home = tmp_path_factory.mktemp("home")
    with provider() as north, provider() as south:
        server = Server(tmp_path_factory.mktemp("data") / "served", environ={"HOME": str(home)})
        (home / ".streamlit").mkdir()
        (home / ".streamlit" / "secrets.toml").write_text(
            SECRETS.format(port=server.port, secret=SECRET, north=north, south=south)
        )
        server.start()
        yield server
        server.kill()


def go_on(page: Page, college: str, who: str) -> None:
    """From the welcome page through a college's sign-in as one of its people."""
    page.get_by_role("button", name=f"Go on with {college}").click()
    page.locator(f"button[name=sub][value={who}]").click()


def cookies(page: Page) -> list[str]:
    return sorted(cookie["name"] for cookie in page.context.cookies())


def test_somebody_unknown_gets_an_account_that_belongs_to_nothing(
    served: Server, page: Page
) -> None:
    page.goto(served.url)
    go_on(page, "North College", "ada")
    expect(page.get_by_text("You don't belong to a cohort yet.")).to_be_visible(timeout=30_000)
    expect(page.get_by_label("Your name")).to_have_value("Ada Invented")
    assert [name for name in cookies(page) if name.startswith("_streamlit_user")] == []
    ours = next(c for c in page.context.cookies() if c["name"].startswith("goldseam_"))
    assert ours["httpOnly"]
    with opened(served) as installation, installation.reading() as work:
        row = work.db.scalars(select(Subject)).one()
        assert row.subject == "ada"
        assert work.db.scalars(select(SignIn.way)).one() == "oidc"


def test_the_same_subject_at_another_provider_is_another_person(served: Server, page: Page) -> None:
    page.goto(served.url)
    go_on(page, "South College", "ada")
    expect(page.get_by_text("You don't belong to a cohort yet.")).to_be_visible(timeout=30_000)
    with opened(served) as installation, installation.reading() as work:
        rows = work.db.scalars(select(Subject).where(Subject.subject == "ada")).all()
        assert len({row.issuer for row in rows}) == 2
        assert len({row.account_id for row in rows}) == 2


def test_an_invitation_is_accepted_with_a_college_account(served: Server, page: Page) -> None:
    with opened(served) as installation, installation.writing() as work:
        cohort_id = cohort(work, "Autumn cohort")
        token = invite(work, cohort_id)
    page.goto(f"{served.url}/enter/{token}")
    page.get_by_role("button", name="Join with South College").click()
    page.locator("button[name=sub][value=bo]").click()
    expect(page).to_have_url(f"{served.url}/", timeout=30_000)
    with opened(served) as installation, installation.reading() as work:
        row = work.db.scalars(select(Subject).where(Subject.subject == "bo")).one()
        account = work.db.get_one(Account, row.account_id)
        assert (account.name, account.joined) == ("Bo Invented", True)
        from db.tables.identity import Membership

        members = work.db.scalars(select(Membership).where(Membership.cohort_id == cohort_id)).one()
        assert (members.account_id, members.role) == (row.account_id, Role.LEARNER)
    page.goto(f"{served.url}/enter/{token}")
    expect(page.get_by_role("heading", name="This link doesn't open anything")).to_be_visible()


# Authlib itself lets an empty audience pass, and refuses another client's.
@pytest.mark.parametrize(
    ("who", "words"), [("mallory", "could not be relied on"), ("oscar", "was not finished")]
)
def test_a_token_meant_for_somebody_else_is_refused(
    served: Server, page: Page, who: str, words: str
) -> None:
    page.goto(served.url)
    go_on(page, "North College", who)
    expect(page.get_by_text(words)).to_be_visible(timeout=30_000)
    assert [n for n in cookies(page) if n.startswith(("goldseam_", "_streamlit_user"))] == []
    with opened(served) as installation, installation.reading() as work:
        assert work.db.scalar(select(Subject).where(Subject.subject == who)) is None


def test_streamlits_own_identity_cookie_is_not_believed(served: Server, page: Page) -> None:
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    forged = create_signed_value(
        "x" * 40, "_streamlit_user", '{"sub": "ada", "is_logged_in": true}'
    )
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": forged.decode(), "url": served.url}]
    )
    page.goto(served.url)
    expect(page.get_by_role("button", name="Go on with North College")).to_be_visible(
        timeout=30_000
    )


def test_signing_out_makes_the_cookie_worthless(served: Server, page: Page) -> None:
    page.goto(served.url)
    go_on(page, "North College", "ada")
    expect(page.get_by_label("Your name")).to_be_visible(timeout=30_000)
    kept = page.context.cookies()
    page.goto(f"{served.url}/auth/logout")
    page.get_by_role("button", name="Sign out here").click()
    expect(page.get_by_role("button", name="Go on with North College")).to_be_visible(
        timeout=30_000
    )
    page.context.add_cookies(kept)  # type: ignore[arg-type]
    page.goto(served.url)
    expect(page.get_by_role("button", name="Go on with North College")).to_be_visible(
        timeout=30_000
    )
