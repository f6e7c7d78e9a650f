"""A disk that fails at any one of its first fifty syncs: what was said to be saved is saved."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from course.access import Role, token_hash
from course.installation import Installation, open_installation
from course.settings import read
from course.study import attempts, drafts
from course.workshop import scenes, takeaways
from db.tables.live import LiveResponse
from tests import rooms, soak, world
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.failing_disk import Fault
from tests.pages.routes.saver import BOXES, ROUNDS, words_of

Saved = set[tuple[str, int]]  # what was sent, and its number

SYNCS = range(1, 51)
FIRST_SYNCS = range(1, 13)  # of an installation that is being made
AT_ONCE = 10
# Once, and for so long that somebody is told that nothing was saved.
WAYS = [(fault, lasts) for fault in Fault for lasts in (False, True)]


@dataclass(frozen=True)
class Begun:
    """An installation in which a learner may write and a room of phones may answer."""

    data: Path
    token: str
    cohort_id: str
    run_id: str
    item: str
    seats: list[str]
    id: str

    def life(
        self, folder: Path, at: int, fault: Fault, lasts: bool, careless: bool = False
    ) -> dict[str, Any]:
        """A copy of it on a disk that fails; a careless one doesn't wait for its disk."""
        shutil.copytree(self.data, folder / "data")
        shutil.copytree(self.data, folder / "safe")
        return {
            "data": str(folder / "data"),
            "safe": str(folder / "safe"),
            "at": at,
            "fault": fault,
            "lasts": lasts,
            "careless": careless,
            "sign_in": f"goldseam_{self.id[:8]}={self.token}",
            "cohort": self.cohort_id,
            "seats": [f"goldseam_seat_{self.id[:8]}={token}" for token in self.seats],
            "run": self.run_id,
            "item": self.item,
        }


def opened(data: Path) -> closing[Installation]:
    settings = read({"GOLDSEAM_DATA": str(data)})
    return closing(open_installation(settings, small_catalogue(), HandClock()))


@pytest.fixture
def begun(tmp_path: Path) -> Begun:
    data = tmp_path / "begun"
    with opened(data) as place:
        with place.writing() as work:
            cohort_id, account_id = world.cohort(work), world.account(work)
            world.join(work, account_id, cohort_id, Role.LEARNER)
            token = world.sign_in(work, account_id)
        room = rooms.room(place, rooms.POLL, people=ROUNDS)
        room.do("start", "open")
        item = room.host_scene().run.item
    return Begun(data, token, cohort_id, room.run_id, item, room.tokens, place.id)


@pytest.fixture(scope="module")
def lives() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.pages.routes.saver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        yield running


def live(lives: subprocess.Popen[str], asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each of these lives was told."""
    assert lives.stdin is not None
    assert lives.stdout is not None
    lives.stdin.write(json.dumps(asked) + "\n")
    lives.stdin.flush()
    assert json.loads(lives.stdout.readline()) == [0] * len(asked)
    return [json.loads((Path(one["data"]) / "told.json").read_text()) for one in asked]


def kept(data: Path, begun: Begun) -> Saved:
    """What is in the database of a new start, each with its number; words must be whole."""
    found: Saved = set()
    with opened(data) as place, place.reading() as work:
        assert work.db.scalar(text("PRAGMA integrity_check")) == "ok"
        who = world.viewer(work, begun.token)
        for box in BOXES:
            draft = drafts.load(work, who, begun.cohort_id, box)
            if draft is not None:
                assert draft.text == words_of(draft.revision)
                found |= {(box, number) for number in range(1, draft.revision + 1)}
        tried = attempts.mine(work, who, begun.cohort_id, "first").get("thought", ())
        assert [one.answer["text"] for one in tried] == [
            words_of(number) for number in range(1, len(tried) + 1)
        ]
        found |= {("attempt", one.number) for one in tried}
        seats = scenes.opened_by(work, [token_hash(token) for token in begun.seats])
        answered = set(work.db.scalars(select(LiveResponse.seat_id)))
        for number, token in enumerate(begun.seats, start=1):
            if seats[token_hash(token)][1] in answered:
                found.add(("seat", number))
            card = takeaways.card(work, None, begun.run_id, token)
            if card.commitment == words_of(number)[:500].strip():
                found.add(("card", number))
    return found


def said(told: dict[str, Any]) -> Saved:
    """What was said to be saved: everything, in the end."""
    saved = {(what, number) for what, number in told["saved"]}
    assert len(saved) == told["rounds"] * 5 > 0
    return saved


def test_nothing_is_called_saved_that_a_failing_disk_has_not_kept(
    begun: Begun, lives: subprocess.Popen[str], tmp_path: Path
) -> None:
    chance = random.Random("disk")
    plan = [
        (at, *way) for at in SYNCS for way in (WAYS if soak.LARGE else chance.sample(WAYS, k=1))
    ]
    statuses = set()
    for first in range(0, len(plan), AT_ONCE):
        asked = [
            begun.life(tmp_path / f"{at}-{fault}-{lasts}", at, fault, lasts)
            for at, fault, lasts in plan[first : first + AT_ONCE]
        ]
        for place, told in zip(asked, live(lives, asked), strict=True):
            assert told["failed"] >= 1
            statuses |= {*told["statuses"]}
            saved = said(told)
            # The power is cut, and only what was synced is left; or the process is only killed.
            assert saved - kept(Path(place["safe"]), begun) == set()
            if soak.LARGE or place["at"] % 5 == 0:
                assert saved - kept(Path(place["data"]), begun) == set()
            shutil.rmtree(Path(place["data"]).parent)
    assert statuses == {200, 503}


def test_a_database_that_did_not_wait_for_its_disk_would_be_found_out(
    begun: Begun, lives: subprocess.Popen[str], tmp_path: Path
) -> None:
    place = begun.life(tmp_path / "careless", 1, Fault.SYNC, lasts=False, careless=True)
    (told,) = live(lives, [place])
    assert said(told) - kept(Path(place["data"]), begun) == set()
    assert kept(Path(place["safe"]), begun) == set()


def test_a_first_start_on_a_failing_disk_is_whole_or_says_one_sentence(
    lives: subprocess.Popen[str], tmp_path: Path
) -> None:
    faults = list(Fault)
    plan = [
        (at, fault) for at in FIRST_SYNCS for fault in (faults if soak.LARGE else [faults[at % 2]])
    ]
    asked: list[dict[str, Any]] = []
    for at, fault in plan:
        folder = tmp_path / f"{at}-{fault}"
        (folder / "safe").mkdir(parents=True)
        (folder / "data").mkdir()
        here = {"data": str(folder / "data"), "safe": str(folder / "safe")}
        asked.append(here | {"at": at, "fault": fault, "lasts": False, "careless": False})
    sentences = set()
    for place, told in zip(asked, live(lives, asked), strict=True):
        assert told["failed"] == 1
        sentences.add(told["refused"].partition(":")[0])
        with opened(Path(place["data"])) as again:
            assert again.ready()
    assert sentences == {"", "DATABASE_URL", "GOLDSEAM_RELEASE_URL"}
