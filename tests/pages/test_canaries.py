"""Two hundred private texts sent to a served app: no other screen, log or address has any."""

from __future__ import annotations

import json
import urllib.request

from course.access import Role
from pages.ui.registry import PAGES
from tests import world
from tests.launch_server import Server, cookie
from tests.protocol import Tab

CANARY = "Marigold"
LESSON, EXERCISE = "name-what-went-wrong", "excuse-and-punish"
TIMES = 100  # each is saved once and kept once


def _post(server: Server, header: str, path: str, body: dict[str, object]) -> str:
    request = urllib.request.Request(
        f"{server.url}{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Cookie": header, "Origin": server.url},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode()) + str(answer.headers)


def _get(server: Server, header: str, path: str) -> str:
    request = urllib.request.Request(f"{server.url}{path}", headers={"Cookie": header})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode()) + str(answer.headers)


def test_200_texts_reach_nobody_else_and_no_log(shared_server: Server) -> None:
    with shared_server.opened() as place, place.writing() as work:
        cohort_id = world.cohort(work)
        writer, fellow = world.account(work, "Writes"), world.account(work, "Fellow")
        staff = world.account(work, "Teaches", is_owner=True, may_make_cohorts=True)
        for account, role in ((writer, Role.LEARNER), (fellow, Role.LEARNER)):
            world.join(work, account, cohort_id, role)
        world.join(work, staff, cohort_id, Role.INSTRUCTOR)
        hers, his, theirs = (
            cookie(place, world.sign_in(work, one)) for one in (writer, fellow, staff)
        )
    here: dict[str, object] = {"cohort": cohort_id}
    answered = ""
    for number in range(TIMES):
        text, revision = f"{CANARY} {number}", 2 * number + 1
        box = {"box": f"{LESSON}/{EXERCISE}", "text": text, "revision": revision}
        answered += _post(shared_server, hers, "/write/draft", here | box)
        kept = {"lesson": LESSON, "exercise": EXERCISE, "texts": {"text": text}}
        key = {"key": f"canary-number-{number:04}", "revision": revision + 1}
        answered += _post(shared_server, hers, "/write/submit", here | kept | key)
    with Tab(shared_server.url, hers) as tab:
        assert f"{CANARY} {TIMES - 1}" in tab.run(path="reflections").texts()  # they are there
    query = f"lesson={LESSON}&step=looking-back"
    for header in (his, theirs):
        with Tab(shared_server.url, header) as tab:
            for entry in PAGES:
                run = tab.run(path=entry.path, query=query)
                assert CANARY not in "".join(str(message) for message in run.messages), entry.path
    answered += _get(shared_server, theirs, f"/overview/{cohort_id}.csv")
    answered += _get(shared_server, theirs, "/healthz") + _get(shared_server, theirs, "/readyz")
    assert shared_server.get_status("/_stcore/metrics") == 404
    assert CANARY not in answered
    assert CANARY not in shared_server.log()
