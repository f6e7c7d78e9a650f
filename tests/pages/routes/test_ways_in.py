"""No route gives an instructor or the owner a way into an account that has signed in."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from course.access import Viewer
from course.installation import Installation
from course.work import Work
from db.tables.identity import Account, EntryLink, SignIn
from pages.routes import application, failures
from pages.ui import wiring
from tests.course.test_ways_in import _opened
from tests.pages.routes.test_enter import cookie_of
from tests.world import Scene, scene, sign_in


def _others(work: Work, caller: Viewer) -> list[tuple[object, ...]]:
    """How others get into their accounts; a letter to their own address is no way in for staff."""
    found = [
        select(Account.id, Account.email, Account.recovery_hash).where(
            Account.id != caller.account_id, Account.joined
        ),
        select(SignIn.token_hash, SignIn.account_id).where(SignIn.account_id != caller.account_id),
        select(EntryLink.token_hash, EntryLink.account_id).where(
            EntryLink.account_id != caller.account_id, EntryLink.kind != "mail"
        ),
    ]
    return sorted((tuple(row) for part in found for row in work.db.execute(part)), key=repr)


def _filled(path: str, world: Scene) -> str:
    known = {
        "cohort_id": world.cohort_id,
        "cohort": world.cohort_id,
        "invitation_id": world.invitation_id,
    }
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda m: known.get(m[1], "unknown"), path)


@pytest.mark.parametrize("who", ["instructor", "owner"])
def test_no_route_lets_staff_in(sqlite_installation: Installation, who: str) -> None:
    wiring.use(sqlite_installation)
    failures._limiter.storage.reset()
    with sqlite_installation.writing() as work:
        world = scene(work)
        caller: Viewer = getattr(world, who)
        work.db.get_one(Account, world.learner.account_id).email = "learner@example.org"
        cookie = sign_in(work, caller.account_id)
        before = _others(work, caller)
    routes = [route for route in application.routes() if isinstance(route, Route)]
    client = TestClient(
        Starlette(routes=routes), base_url="http://localhost:8501", follow_redirects=False
    )
    tried = 0
    fields = {"email": "learner@example.org", "phrase": "x", "cohort": world.cohort_id}
    for route in routes:
        for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
            client.cookies.clear()
            client.cookies.set(cookie_of(sqlite_installation), cookie)
            body = None if method == "GET" else fields
            answer = client.request(method, _filled(route.path, world), data=body)
            words = re.findall(r"[\w-]{16,}", answer.text + repr(list(answer.headers.items())))
            with sqlite_installation.reading() as work:
                for word in set(words):
                    assert _opened(work, word) in {None, caller.account_id}, route.path
                assert _others(work, caller) == before, route.path
            if route.path == "/sign-out" and method == "POST":
                with sqlite_installation.writing() as work:
                    cookie = sign_in(work, caller.account_id)
            tried += 1
    assert tried > 8
