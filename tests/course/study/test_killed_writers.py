"""Writers killed at random moments: what was acknowledged is there, whole, and once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import Any

from sqlalchemy import text as sql

from course.access import Role
from course.installation import Installation
from tests import world
from tests.course.study.desk import Desk
from tests.course.study.writer import BOXES, words_of


def test_nothing_acknowledged_is_lost_when_writers_are_killed(installation: Installation) -> None:
    on_sqlite = installation.settings.on_sqlite
    lives, least = 200, 10_000
    with installation.writing() as work:
        cohort_id = world.cohort(work)
        account_id = world.account(work)
        world.join(work, account_id, cohort_id, Role.LEARNER)
        token = world.sign_in(work, account_id)
        her = Desk(installation, world.viewer(work, token), cohort_id)
    heard = shoot(installation, {"token": token, "cohort_id": cohort_id, "lives": lives})
    assert len(heard) >= least

    kept = [(one.number, one.answer["text"]) for one in her.mine()["thought"]]
    assert [number for number, _ in kept] == list(range(1, len(kept) + 1))
    assert max(Counter(words for _, words in kept).values()) == 1
    assert all(words == words_of(int(words.split()[1])) for _, words in kept)
    acknowledged = {(number, words) for kind, number, words in heard if kind == "attempt"}
    assert acknowledged - set(kept) == set()
    # A writer may be shot between its commit and its word of it: at most one attempt each.
    assert len(kept) - len(acknowledged) <= lives

    last = max(number for kind, number, _ in heard if kind != "attempt")
    drafts = [her.draft(box) for box in BOXES]
    assert len({draft.revision for draft in drafts if draft}) == 1  # one transaction, never a part
    for draft in drafts:
        assert draft is not None
        assert draft.revision >= last
        assert draft.text == words_of(draft.revision)
    if on_sqlite:
        with installation.reading() as work:
            assert work.db.scalar(sql("PRAGMA integrity_check")) == "ok"


def shoot(installation: Installation, place: dict[str, Any]) -> list[tuple[str, int, str]]:
    place |= {
        "data": str(installation.settings.data),
        "url": installation.settings.database_url,
        "id": installation.id,
    }
    ended = subprocess.run(
        [sys.executable, "-m", "tests.course.study.writer"],
        input=json.dumps(place),
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return [tuple(ack) for ack in json.loads(ended.stdout)]
