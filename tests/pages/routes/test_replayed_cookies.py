"""A cookie is worth nothing once its holder has signed out, over HTTP as anywhere."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.access import Role
from course.installation import Installation
from course.signing import sign_ins
from pages.routes import writing
from pages.ui import wiring
from tests import world


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_hundred_cookies_replayed_after_signing_out_write_nothing(
    installation: Installation, everywhere: bool
) -> None:
    wiring.use(installation)
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        tokens = []
        for _ in range(50):
            account_id = world.account(work)
            world.join(work, account_id, cohort_id, Role.LEARNER)
            tokens.append(world.sign_in(work, account_id))

    def send(client: TestClient, token: str, revision: int) -> int:
        client.cookies.set(f"goldseam_{installation.id[:8]}", token)
        words = {"cohort": cohort_id, "box": "first/thought", "text": "W", "revision": revision}
        return client.post("/write/draft", json=words).status_code

    app = Starlette(routes=writing.ROUTES)
    with TestClient(app, base_url="http://localhost:8501") as client:
        before = [send(client, token, 1) for token in tokens]
        with installation.writing() as work:
            for token in tokens:
                leave = sign_ins.end_everywhere if everywhere else sign_ins.end_here
                leave(work, world.viewer(work, token))
        after = [send(client, token, 2) for token in tokens]
    assert before == [200] * 50
    assert set(after) == {404}
