"""Many learners lose the line together; each has their place and their words when it is back."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from course.authoring.schema import Reflection
from tests.bench.prepare import Prepared, fill
from tests.content import our_course
from tests.launch_server import Server
from tests.protocol import Tab, page_hash
from tests.soak import size

LEARNERS, AWAY_SECONDS = size(20, 300), size(1, 60)
AT_ONCE = 8


def boxes(lesson_id: str) -> list[tuple[str, str, str]]:
    """The steps of a lesson that ask for private words: id, title, and the box."""
    lesson = our_course().editions[lesson_id].lesson
    return [
        (step.id, step.title, f"{lesson_id}/{block.id}")
        for step in lesson.steps
        for block in step.blocks
        if isinstance(block, Reflection)
    ]


def words(number: int) -> str:
    """What one of them was writing."""
    return f"Half a thought, number {number}, not sent."


def keep(server: Server, cookie: str, cohort_id: str, box: str, text: str) -> None:
    """Save a draft as the writing box does."""
    body = json.dumps({"cohort": cohort_id, "box": box, "text": text, "revision": 1})
    headers = {
        "Host": server.url.split("//")[1],
        "Origin": server.url,
        "Cookie": cookie,
        "Content-Type": "application/json",
    }
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", "/write/draft", body, headers)
    answer = connection.getresponse()
    assert (answer.status, json.load(answer)["revision"]) == (200, 1)
    connection.close()


def is_back(server: Server, prepared: Prepared, number: int, title: str) -> bool:
    """Whether a learner who opens the lesson again is at their step, with their words."""
    with Tab(server.url, prepared.cookies[number]) as tab:
        query = f"lesson={prepared.lesson_id}"
        drawn = tab.run(query=query, page_hash=page_hash("lesson")).texts()
    return title in drawn and words(number) in drawn


def test_all_who_lose_the_line_together_find_their_place_and_their_words(tmp_path: Path) -> None:
    server = Server(tmp_path / "served")
    prepared = fill(server, LEARNERS)
    asked = boxes(prepared.lesson_id)
    assert len(asked) >= 2
    server.start()
    try:
        with ExitStack() as together:
            for number, cookie in enumerate(prepared.cookies):
                step_id, _, box = asked[number % len(asked)]
                tab = together.enter_context(Tab(server.url, cookie))
                query = f"lesson={prepared.lesson_id}&step={step_id}"
                tab.run(query=query, page_hash=page_hash("lesson"))
                keep(server, cookie, prepared.cohort_id, box, words(number))
        time.sleep(AWAY_SECONDS)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            back = pool.map(
                lambda number: is_back(server, prepared, number, asked[number % len(asked)][1]),
                range(LEARNERS),
            )
            assert list(back) == [True] * LEARNERS
    finally:
        server.kill()
