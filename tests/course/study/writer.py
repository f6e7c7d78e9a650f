"""Writers that are killed: each writes and acknowledges until it is shot at a random moment.

Run as a program with the installation's place on its standard input; everything acknowledged is
printed as JSON. It loads once and forks each writer, so that a kill costs milliseconds.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.access import Viewer, recognise
from course.installation import Installation
from course.settings import read
from course.study import attempts, boxes, drafts
from course.study import learner as learners
from course.study.boxes import Kept
from db.engine import open_engine
from db.release_door import open_reader
from db.vault import Vault
from tests.clock import HandClock
from tests.content import small_catalogue

Ack = tuple[str, int, str]  # a box or "attempt", its revision or number, and its words
LINES = ("who", "what", "how")
BOXES = (
    "first/case",
    *(f"{lesson}/anew/{line}" for lesson in ("first", "second") for line in LINES),
)


def open_again(data: Path, url: str, installation_id: str) -> Installation:
    """The installation at ``data``, without the migrations and checks of a start."""
    settings = read({"GOLDSEAM_DATA": str(data), "DATABASE_URL": url})
    key = bytes.fromhex((data / "master.key").read_text().strip())
    return Installation(
        settings=settings,
        clock=HandClock(),
        vault=Vault(key),
        catalogue=small_catalogue(),
        engine=open_engine(url),
        release_writer=open_engine(settings.release_url),
        release_reader=open_reader(settings.release_url),
        id=installation_id,
    )


def words_of(number: int) -> str:
    """What the writer writes at a number."""
    return f"Words {number} " + "x" * (number % 500)


def write_on(
    installation: Installation, place: dict[str, Any], numbers: Iterator[int]
) -> Iterator[list[Ack]]:
    """For each number, in one transaction: save seven boxes and at every third submit another.

    What was written is handed out after the commit. Asking seven times over who this is would
    measure nothing, so only the first box goes through the whole operation.
    """
    viewer: Viewer | None = None
    cohort_id = place["cohort_id"]
    for number in numbers:
        words = words_of(number)
        with installation.writing() as work:
            viewer = viewer or recognise(work, place["token"])
            done: list[Ack] = []
            drafts.save(work, viewer, cohort_id, BOXES[0], words, number)
            learner = learners.of(work, viewer, cohort_id)
            for box in BOXES[1:]:
                boxes.write(work, learner, box, Kept(number, words))
            done += [(box, number, words) for box in BOXES]
            if number % 3 == 0:
                where, key = (cohort_id, "first", "thought"), f"kill-{number:08}"
                stored = attempts.submit(work, viewer, *where, {"text": words}, key)
                done.append(("attempt", stored.number, words))
        yield done


def one_life(
    installation: Installation, place: dict[str, Any], start: int, chance: random.Random
) -> list[Ack]:
    """What one writer acknowledged before it was shot."""
    reader, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        for done in write_on(installation, place, itertools.count(start)):
            os.write(out, b"".join(json.dumps(ack).encode() + b"\n" for ack in done))
    os.close(out)
    wanted, heard = chance.randint(35, 65), b""
    while heard.count(b"\n") < wanted and select.select([reader], [], [], 30)[0]:
        piece = os.read(reader, 65536)
        if not piece:
            break
        heard += piece
    time.sleep(chance.random() * 0.006)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reader, 65536):
        heard += piece
    os.close(reader)
    # A line cut short by the shot acknowledges nothing.
    return [
        tuple(json.loads(line)) for line in heard.splitlines(keepends=True) if line[-1:] == b"\n"
    ]


def main() -> None:
    """Read the place, shoot the writers, print what they acknowledged."""
    place = json.load(sys.stdin)
    installation = open_again(Path(place["data"]), place["url"], place["id"])
    # Everything is loaded and compiled once, here; no connection may cross a fork.
    heard = [ack for done in write_on(installation, place, iter(range(1, 9))) for ack in done]
    installation.close()
    chance = random.Random(2)
    for life in range(1, place["lives"] + 1):
        heard += one_life(installation, place, life * 1000, chance)
    json.dump(heard, sys.stdout)


if __name__ == "__main__":
    main()
