"""A learner and a room of phones whose words are saved on a disk that fails at one moment.

Run as a program. Each line on its standard input is a list of lives: each a place, and when its
disk fails and how. It loads once and forks a process for each; what that was told is written to
``told.json`` in its place. No process closes anything: it ends as by a kill. A place without a run
is only started.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Pool, event
from starlette.applications import Starlette
from starlette.testclient import TestClient

from course.errors import SettingError
from course.installation import open_installation
from course.settings import read
from pages.routes import live, takeaways, writing
from pages.ui import wiring
from tests.clock import HandClock
from tests.content import small_catalogue
from tests.failing_disk import FailingDisk, Fault

BOXES = ("first/case", "second/case")
ROUNDS = 8
TRIES = 6


def words_of(number: int) -> str:
    """What is written at a number."""
    return f"Words {number} " + "and more " * (number * 37 % 400)


@dataclass
class Told:
    """What a client was told; ``saved`` holds what was said to be saved."""

    statuses: list[int] = field(default_factory=list)
    saved: list[tuple[str, int]] = field(default_factory=list)
    refused: str = ""
    rounds: int = 0
    syncs: int = 0
    failed: int = 0


@dataclass
class Client:
    """Sends each thing again until it is told that it is saved, as the writing box does."""

    http: TestClient
    disk: FailingDisk
    told: Told

    def send(self, address: str, body: dict[str, Any], cookie: str, what: tuple[str, int]) -> None:
        for _ in range(TRIES):
            answer = self.http.post(address, json=body, headers={"Cookie": cookie})
            self.told.statuses.append(answer.status_code)
            if answer.status_code == 200:
                self.told.saved.append(what)
                return
            self.disk.mended = True  # somebody was told, and sees to it
        raise AssertionError(f"{what} was refused {TRIES} times: {answer.text}")


def _write_on(client: Client, place: dict[str, Any]) -> None:
    """Two drafts, a submission, and a phone's answer and card in every round.

    Once the disk has failed, one whole round more is enough.
    """
    run, failed = place["run"], 0
    for number in range(1, ROUNDS + 1):
        if failed:
            break
        failed, text = client.disk.failed, words_of(number)
        for box in BOXES:
            body = {"cohort": place["cohort"], "box": box, "text": text, "revision": number}
            client.send("/write/draft", body, place["sign_in"], (box, number))
        sent = {"lesson": "first", "exercise": "thought", "texts": {"text": text}}
        key = {"cohort": place["cohort"], "key": f"saved-{number:05}"}
        client.send("/write/submit", sent | key, place["sign_in"], ("attempt", number))
        value = {"item": place["item"], "key": f"seat-{number:05}", "value": {"choice": "ask"}}
        seat = place["seats"][number - 1]
        client.send(f"/live/{run}/answers", value, seat, ("seat", number))
        card = {"commitment": words_of(number)[:500], "notes": ""}
        client.send(f"/live/{run}/takeaway", card, seat, ("card", number))
        client.told.rounds = number


def _wait_for_no_disk(connection: Any, *_: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def live_on(place: dict[str, Any]) -> Told:
    """Start on the failing disk and write; what was told."""
    data = Path(place["data"])
    fault = Fault(place["fault"])
    disk = FailingDisk(Path(place["safe"]), place["at"], fault, place["lasts"])
    disk.put_under()
    if place["careless"]:
        event.listen(Pool, "checkout", _wait_for_no_disk)
    told = Told()
    settings = read({"GOLDSEAM_DATA": str(data)})
    try:
        installation = open_installation(settings, small_catalogue(), HandClock())
    except SettingError as error:
        told.refused = error.sentence
    else:
        if "run" in place:
            wiring.use(installation)
            app = Starlette(routes=[*writing.ROUTES, *live.ROUTES, *takeaways.ROUTES])
            address = "http://localhost:8501"
            with TestClient(app, base_url=address, raise_server_exceptions=False) as http:
                _write_on(Client(http, disk, told), place)
    told.syncs, told.failed = disk.syncs, disk.failed
    return told


def _one(place: dict[str, Any]) -> None:
    try:
        told = live_on(place)
        (Path(place["data"]) / "told.json").write_text(json.dumps(asdict(told)))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    """One forked process for each of a line's lives, all at once; how each ended."""
    for line in sys.stdin:
        children = []
        for place in json.loads(line):
            if (child := os.fork()) == 0:
                _one(place)
            children.append(child)
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(ended), flush=True)


if __name__ == "__main__":
    main()
